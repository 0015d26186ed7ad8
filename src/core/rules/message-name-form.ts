import * as l10n from "@vscode/l10n";
import { messagesIn } from "../dataset/conversations.js";
import type { DatasetRecord } from "../dataset/record.js";
import { declaredTools } from "../dataset/tool-calls.js";
import type { Format, JsonPath } from "../formats/format.js";
import { formatsWithMessages } from "../formats/index.js";
import { ownMember } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly span: Span; readonly name: string }>({
  id: "message-name-form",
  severity: "warning",
  title: "Name with characters that services refuse",
  why: "Names of speakers and tools have up to 64 letters, digits, underscores and hyphens. Services refuse a file with others.",
  formats: formatsWithMessages,
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
  check(record, report, { format }) {
    for (const path of namePaths(record, format)) {
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
function namePaths(record: DatasetRecord, format: Format): readonly JsonPath[] {
  const isOdd = (name: unknown): boolean => typeof name === "string" && !/^[\w-]{1,64}$/.test(name);
  const conversations = record.conversations(format);
  const [first] = conversations;
  if (record.object === undefined || first === undefined) return [];
  const speakers = messagesIn(record, format).filter(({ message }) =>
    isOdd(ownMember(message, "name")),
  );
  const calls = conversations
    .flatMap(({ ownToolCalls }) => ownToolCalls)
    .filter(({ name }) => isOdd(name));
  const tools = declaredTools(record.object, first.toolsOwner) ?? [];
  return [
    ...speakers.map(({ path }) => [...path, "name"]),
    ...calls.map(({ functionPath }) => [...functionPath, "name"]),
    ...tools.filter(({ name }) => isOdd(name)).map(({ path }) => path),
  ];
}
