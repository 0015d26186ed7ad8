import * as l10n from "@vscode/l10n";
import { messagesIn } from "../dataset/conversations.js";
import type { DatasetRecord } from "../dataset/record.js";
import type { Format, JsonPath } from "../formats/format.js";
import { formatsWithMessages } from "../formats/index.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { plainIsFine, recordRule } from "./rule.js";

interface Incomplete {
  /** The member that is missing or holds something else. */
  readonly field: string;
  readonly isThere: boolean;
  readonly target: string;
}

export default recordRule<Incomplete>({
  id: "tool-call-incomplete",
  severity: "error",
  title: "Tool call without what the target needs",
  why: "The target refuses a file with a call that lacks its id, its type or the name of its function.",
  formats: formatsWithMessages,
  examples: {
    target: "together",
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":{"name":"greet","arguments":"{}"}}]}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[«{»"function":{"name":"greet","arguments":"{}"}}]}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":«{»"arguments":"{}"}}]}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":«"greet"»}]}]}`,
    ],
    fixed: [null, null, null],
  },
  isFine: plainIsFine,
  check(record, report, { format, target, isTargetChosen }) {
    const { toolCallFields } = target;
    // Trainers on one's own machine fill in what is missing.
    if (toolCallFields === undefined || !isTargetChosen) return;
    for (const { path, call } of callsIn(record, format)) {
      for (const { owner, field, value } of faultsIn(call, toolCallFields)) {
        const isThere = value !== undefined;
        const node = record.nodeAt([...path, ...owner, ...(isThere ? [field] : [])]);
        if (node === undefined) continue;
        const end = isThere ? node.end : node.start + 1;
        report({ start: node.start, end }, { field, isThere, target: target.title });
      }
    }
  },
  message: ({ field, isThere, target }) =>
    isThere
      ? l10n.t('{0} takes no such "{1}" of a tool call.', target, field)
      : l10n.t('{0} wants "{1}" here, and it is missing.', target, field),
});

interface Call {
  readonly path: JsonPath;
  readonly call: JsonObject;
}

function callsIn(record: DatasetRecord, format: Format): readonly Call[] {
  return messagesIn(record, format).flatMap(({ message, path }) => {
    const calls = ownMember(message, "tool_calls");
    return (isJsonArray(calls) ? calls : []).flatMap((call, at): readonly Call[] =>
      isJsonObject(call) ? [{ path: [...path, "tool_calls", at], call }] : [],
    );
  });
}

interface Fault {
  readonly owner: JsonPath;
  readonly field: string;
  readonly value: JsonValue | undefined;
}

function faultsIn(call: JsonObject, fields: readonly string[]): readonly Fault[] {
  const own = fields.flatMap((field): readonly Fault[] => {
    const value = ownMember(call, field);
    const isFine = field === "function" ? isJsonObject(value) : typeof value === "string";
    return isFine ? [] : [{ owner: [], field, value }];
  });
  const called = ownMember(call, "function");
  if (!isJsonObject(called)) return own;
  const name = ownMember(called, "name");
  if (typeof name === "string") return own;
  return [...own, { owner: ["function"], field: "name", value: name }];
}
