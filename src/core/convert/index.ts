import * as l10n from "@vscode/l10n";
import type { FormatId } from "../formats/format.js";
import { areEqualValues } from "../json/equal-values.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import {
  alpaca,
  chatOpenai,
  chatTrl,
  promptCompletionMessages,
  promptCompletionText,
} from "./chat-codecs.js";
import type { Codec, Converted } from "./conversion.js";
import { andThen, refused } from "./conversion.js";
import { preferenceOpenai, preferenceTrl } from "./preference-codecs.js";
import { withSystemMessage } from "./system-member.js";
import { noPlaceFor, noPlaceForRole } from "./turns.js";
import { withObjectArguments } from "./tool-arguments.js";
import { bedrockConversation, cohereChat, gemini, sharegpt } from "./turn-codecs.js";

/** Everything that records can be converted to. */
export const codecs: readonly Codec[] = [
  chatOpenai,
  chatTrl,
  promptCompletionText,
  promptCompletionMessages,
  alpaca,
  sharegpt,
  gemini,
  bedrockConversation,
  cohereChat,
  preferenceOpenai,
  preferenceTrl,
];

/** Converts records of one format into one other form. */
export type Conversion = (record: JsonObject) => Converted;

/** The conversion from a format, or `undefined` where it carries other information. */
export function conversionFrom(format: FormatId, to: Codec): Conversion | undefined {
  const from = codecs.find(({ reads }) => reads.includes(format));
  if (from === undefined || from.hub !== to.hub) return undefined;
  return (record) => convert(record, from, to);
}

/**
 * Converts a record without loss: what comes out leads back to the same chat or preference, or the
 * record is refused.
 */
export function convert(record: JsonObject, from: Codec, to: Codec): Converted {
  const hub = andThen(from.toHub(record), withSystemMessage);
  const written = andThen(hub, (one) => to.fromHub(one));
  if (hub.kind === "refused" || written.kind === "refused") return written;
  const back = to.toHub(written.record);
  if (back.kind === "refused") return back;
  if (areEqualValues(comparable(hub.record), comparable(back.record))) return written;
  return refused(lostBetween(comparable(hub.record), comparable(back.record)));
}

/** Names what is in a record and not in what came back of it. */
function lostBetween(before: JsonObject, after: JsonObject): string {
  const name = changedMember(before, after);
  const [list, other] = [ownMember(before, name), ownMember(after, name)];
  if (name !== "messages" || !isJsonArray(list) || !isJsonArray(other)) {
    return l10n.t('"{0}" has no place there', name);
  }
  const index = list.findIndex((message, at) => !areEqualValues(message, other[at] ?? null));
  const [message, twin] = [list[index], other[index]];
  if (!isJsonObject(message)) return l10n.t('"{0}" has no place there', name);
  const member = isJsonObject(twin) ? changedMember(message, twin) : "role";
  const role = ownMember(message, "role");
  return member === "role" && typeof role === "string"
    ? noPlaceForRole(role, index + 1)
    : noPlaceFor(member, index + 1);
}

function changedMember(before: JsonObject, after: JsonObject): string {
  const names = [...Object.keys(before), ...Object.keys(after)];
  const isChanged = (name: string): boolean => {
    const [one, other] = [ownMember(before, name), ownMember(after, name)];
    return one === undefined || other === undefined || !areEqualValues(one, other);
  };
  return names.find((name) => isChanged(name)) ?? "";
}

/** The same record with the arguments of calls read, so that their spacing does not count. */
function comparable(record: JsonObject): JsonObject {
  const lists: [string, JsonValue][] = ["messages", "preferred_output", "non_preferred_output"].map(
    (name) => [name, withObjectArguments(ownMember(record, name) ?? null)],
  );
  const input = ownMember(record, "input");
  return {
    ...record,
    ...Object.fromEntries(lists),
    ...(isJsonObject(input) && {
      input: { ...input, messages: withObjectArguments(ownMember(input, "messages") ?? null) },
    }),
  };
}
