import * as l10n from "@vscode/l10n";
import { declaredTools, toolCallsIn } from "../dataset/tool-calls.js";
import { messagesOf } from "../formats/chat.js";
import type { JsonPath } from "../formats/format.js";
import type { JsonObject } from "../json/json-node.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly span: Span; readonly name: string }>({
  id: "message-name-form",
  severity: "warning",
  title: "Name with characters that services refuse",
  why: "Names of speakers and tools have up to 64 letters, digits, underscores and hyphens. Services refuse a file with others.",
  formats: ["chat"],
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi","name":"ann-1"},{"role":"assistant","content":"Hello."}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi","name":«"Ann Lee"»},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":«"say.hello"»,"arguments":"{}"}}]}],"tools":[{"type":"function","function":{"name":«"say.hello"»}}]}`,
    ],
    fixed: [
      `{"messages":[{"role":"user","content":"Hi","name":"Ann_Lee"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"say_hello","arguments":"{}"}}]}],"tools":[{"type":"function","function":{"name":"say_hello"}}]}`,
    ],
  },
  isFine: plainIsFine,
  check(record, report) {
    if (record.object === undefined) return;
    for (const path of namePaths(record.object)) {
      const name = record.textAt(path);
      if (name === undefined || /^[\w-]{1,64}$/.test(name.value)) continue;
      report(name.quoted, { span: name.quoted, name: name.value });
    }
  },
  message: ({ name }) =>
    l10n.t("A name is 1 to 64 letters, digits, _ or -, and this one is {0}.", JSON.stringify(name)),
  fix({ span, name }) {
    const meant = name
      .trim()
      .replaceAll(/[^\w-]+/g, "_")
      .slice(0, 64);
    if (!/[a-zA-Z0-9]/.test(meant)) return undefined;
    const title = l10n.t('Change the name to "{0}"', meant);
    return { kind: "asks", title, edits: [{ span, text: JSON.stringify(meant) }] };
  },
});

/** Where names stand that do not have the form; looks at the texts before it asks for places. */
function namePaths(record: JsonObject): readonly JsonPath[] {
  const isOdd = (name: unknown): boolean => typeof name === "string" && !/^[\w-]{1,64}$/.test(name);
  const speakers = messagesOf(record).flatMap((message, index): JsonPath[] =>
    isJsonObject(message) && isOdd(ownMember(message, "name")) ? [["messages", index, "name"]] : [],
  );
  const calls = toolCallsIn(record).filter(({ name }) => isOdd(name));
  const tools = (declaredTools(record) ?? []).filter(({ name }) => isOdd(name));
  return [
    ...speakers,
    ...calls.map(({ functionPath }) => [...functionPath, "name"]),
    ...tools.map(({ path }) => path),
  ];
}
