import * as l10n from "@vscode/l10n";
import { formatsWithMessages } from "../formats/index.js";
import type { JsonValue } from "../json/json-node.js";
import { isJsonObject } from "../json/json-node.js";
import { parseJson } from "../json/parse-json.js";
import type { Span } from "../json/span.js";
import type { RuleContext } from "./rule.js";
import { plainIsFine, recordRule } from "./rule.js";

interface Arguments {
  readonly span: Span;
  readonly kind: "not-json" | "empty" | "not-an-object" | "object";
  /** The arguments as they stand in the line. */
  readonly source: string;
  readonly target: string;
}

export default recordRule<Arguments>({
  id: "tool-arguments-not-json",
  severity: "error",
  title: "Tool arguments that are not JSON",
  why: "The arguments of a call are a text that holds a JSON object. The model learns to write what no program can read, and some services refuse the file.",
  formats: formatsWithMessages,
  examples: {
    target: "openai",
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{\\"name\\":\\"Ann\\"}"}}]}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":«"{name: Ann}"»}}]}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":«""»}}]}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":«{"name":"Ann"}»}}]}]}`,
    ],
    fixed: [
      null,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{}"}}]}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{\\"name\\":\\"Ann\\"}"}}]}]}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report, context) {
    const conversations = record.conversations(context.format);
    for (const call of conversations.flatMap(({ ownToolCalls }) => ownToolCalls)) {
      const kind = faultOf(call.arguments, context);
      if (kind === undefined) continue;
      const node = record.nodeAt([...call.functionPath, "arguments"]);
      if (node === undefined) continue;
      const span = { start: node.start, end: node.end };
      const source = record.text.slice(node.start, node.end);
      report(span, { span, kind, source, target: context.target.title });
    }
  },
  message({ kind, target }) {
    switch (kind) {
      case "not-json":
        return l10n.t("The arguments are a text that is not JSON.");
      case "empty":
        return l10n.t("The arguments are an empty text; a call without any has {0}.", '"{}"');
      case "not-an-object":
        return l10n.t("The arguments are JSON, but not an object with names.");
      case "object":
        return l10n.t("The arguments are an object; {0} wants them written as a text.", target);
    }
  },
  fix({ span, kind, source }) {
    if (kind === "empty") {
      const title = l10n.t("Write {0}", '"{}"');
      return { kind: "asks", title, edits: [{ span, text: '"{}"' }] };
    }
    if (kind !== "object") return undefined;
    const title = l10n.t("Write the arguments as a text");
    return { kind: "asks", title, edits: [{ span, text: JSON.stringify(source) }] };
  },
});

function faultOf(
  value: JsonValue | undefined,
  { target, isTargetChosen }: RuleContext,
): Arguments["kind"] | undefined {
  if (isJsonObject(value)) {
    // Trainers want objects: only a person who has named the target can mean the other.
    return target.takesArgumentsAsText === true && isTargetChosen ? "object" : undefined;
  }
  if (typeof value !== "string") return undefined;
  if (value.trim() === "") return "empty";
  const parsed = parseJson(value);
  if (parsed.kind === "problem") return "not-json";
  return parsed.node.kind === "object" ? undefined : "not-an-object";
}
