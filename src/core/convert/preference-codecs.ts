import * as l10n from "@vscode/l10n";
import { areEqualValues } from "../json/equal-values.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { Codec } from "./conversion.js";
import { converted, member, membersBeside, refused, refusedFor, without } from "./conversion.js";
import { hasArgumentsOfKind, withObjectArguments, withTextArguments } from "./tool-arguments.js";

/** What OpenAI knows in a pair, and in what is asked; it refuses a file for anything else. */
const preferenceMembers = ["input", "preferred_output", "non_preferred_output"];
const inputMembers = ["messages", "tools", "parallel_tool_calls"];

/** OpenAI's own form, which is the hub. */
export const preferenceOpenai: Codec = {
  id: "preference/openai",
  writes: "preference-openai",
  reads: ["preference-openai"],
  hub: "preference",
  toHub: (record) =>
    isPreference(record)
      ? converted(record)
      : refused(l10n.t("input and outputs are not lists of messages")),
  fromHub(record) {
    const input = ownMember(record, "input");
    const others = membersBeside(record, preferenceMembers);
    if (others !== undefined) return refusedFor(others);
    const [other] = isJsonObject(input) ? (membersBeside(input, inputMembers) ?? []) : [];
    return other === undefined
      ? converted(record)
      : refused(l10n.t('"{0}" has no place there', other));
  },
};

/** TRL's columns with lists of messages, with a prompt of its own or without. */
export const preferenceTrl: Codec = {
  id: "preference/trl",
  writes: "preference-trl",
  hasArgumentObjects: true,
  reads: ["preference-trl"],
  hub: "preference",
  toHub(record) {
    const pair = withPrompt(record);
    if (pair === undefined) {
      return refused(l10n.t("prompt, chosen and rejected are not all texts or all messages"));
    }
    const { prompt, chosen, rejected } = pair;
    const rest = without(record, ["prompt", "chosen", "rejected", "tools"]);
    const tools = ownMember(record, "tools");
    return converted({
      ...rest,
      input: {
        messages: withTextArguments(prompt),
        ...(tools !== null && member("tools", tools)),
      },
      preferred_output: withTextArguments(chosen),
      non_preferred_output: withTextArguments(rejected),
    });
  },
  fromHub(record) {
    if (!isPreference(record))
      return refused(l10n.t("input and outputs are not lists of messages"));
    const { input, preferred_output: better, non_preferred_output: worse, ...rest } = record;
    const { messages, tools, ...others } = input;
    const [other] = Object.keys(others);
    if (other !== undefined) return refused(l10n.t('"{0}" has no place there', other));
    const lists = [messages, better, worse].map((list) => withObjectArguments(list ?? []));
    if (lists.some((list) => hasArgumentsOfKind(list, "string"))) {
      return refused(
        l10n.t("the arguments of a tool call are no JSON object that can be read exactly"),
      );
    }
    const [prompt = [], chosen = [], rejected = []] = lists;
    return converted({ ...rest, prompt, chosen, rejected, ...member("tools", tools) });
  },
};

interface Pair {
  readonly prompt: readonly JsonValue[];
  readonly chosen: readonly JsonValue[];
  readonly rejected: readonly JsonValue[];
}

function withPrompt(record: JsonObject): Pair | undefined {
  const [prompt, chosen, rejected] = ["prompt", "chosen", "rejected"].map((name) =>
    ownMember(record, name),
  );
  if (typeof prompt === "string" && typeof chosen === "string" && typeof rejected === "string") {
    return {
      prompt: [{ role: "user", content: prompt }],
      chosen: [{ role: "assistant", content: chosen }],
      rejected: [{ role: "assistant", content: rejected }],
    };
  }
  if (!isJsonArray(chosen) || !isJsonArray(rejected)) return undefined;
  if (isJsonArray(prompt)) return { prompt, chosen, rejected };
  return prompt === undefined || prompt === null ? splitOff(chosen, rejected) : undefined;
}

/** The messages that both sides begin with are the prompt; one answer each is left. */
function splitOff(chosen: readonly JsonValue[], rejected: readonly JsonValue[]): Pair | undefined {
  const prompt = chosen.slice(0, -1);
  if (prompt.length === 0 || !areEqualValues(prompt, rejected.slice(0, -1))) return undefined;
  return { prompt, chosen: chosen.slice(-1), rejected: rejected.slice(-1) };
}

interface Preference extends JsonObject {
  readonly input: JsonObject;
}

function isPreference(record: JsonObject): record is Preference {
  const input = ownMember(record, "input");
  return (
    isJsonObject(input) &&
    [
      ownMember(input, "messages"),
      ownMember(record, "preferred_output"),
      ownMember(record, "non_preferred_output"),
    ].every((list) => isJsonArray(list))
  );
}
