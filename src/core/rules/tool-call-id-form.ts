import * as l10n from "@vscode/l10n";
import type { ReadConversation } from "../dataset/conversations.js";
import type { JsonPath } from "../formats/format.js";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly id: string; readonly target: string }>({
  id: "tool-call-id-form",
  severity: "error",
  isOffByDefault: true,
  title: "Tool call id of another form",
  why: "The target takes ids of nine letters and digits and refuses a file with any other.",
  formats: formatsWithMessages,
  examples: {
    target: "mistral",
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"abcDEF123","type":"function","function":{"name":"greet","arguments":"{}"}}]}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":«"call_1"»,"type":"function","function":{"name":"greet","arguments":"{}"}}]},{"role":"tool","tool_call_id":«"call_1"»,"content":"Hello"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report, { format, target }) {
    for (const { id, path } of record.conversations(format).flatMap(idsIn)) {
      if (id === undefined || /^[a-zA-Z0-9]{9}$/.test(id)) continue;
      const span = record.textAt(path)?.quoted;
      if (span !== undefined) report(span, { id, target: target.title });
    }
  },
  message: ({ id, target }) =>
    l10n.t('{0} wants an id of 9 letters and digits, and this one is "{1}".', target, id),
});

interface PlacedId {
  readonly id: string | undefined;
  readonly path: JsonPath;
}

function idsIn(conversation: ReadConversation): readonly PlacedId[] {
  const answers = conversation.toolAnswers.filter(({ message }) => message >= conversation.shared);
  return [
    ...conversation.ownToolCalls.map(({ id, path }) => ({ id, path: [...path, "id"] })),
    ...answers.map(({ id, path }) => ({ id, path: [...path, "tool_call_id"] })),
  ];
}
