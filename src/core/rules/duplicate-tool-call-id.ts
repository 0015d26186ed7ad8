import * as l10n from "@vscode/l10n";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly id: string }>({
  id: "duplicate-tool-call-id",
  severity: "error",
  title: "Two tool calls with one id",
  why: "The id says which call a tool message answers. Of two calls with the same id services refuse the record, or give one of them the answer to the other.",
  formats: formatsWithMessages,
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{}"}},{"id":"call_2","type":"function","function":{"name":"wave","arguments":"{}"}}]}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{}"}},{"id":«"call_1"»,"type":"function","function":{"name":"wave","arguments":"{}"}}]}]}`,
    ],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    for (const conversation of record.conversations(format)) {
      const seen = new Set<string>();
      for (const { id, path, message } of conversation.ownToolCalls) {
        if (id === undefined || id === "") continue;
        const key = `${message} ${id}`;
        const span = seen.has(key) ? record.textAt([...path, "id"])?.quoted : undefined;
        if (span !== undefined) report(span, { id });
        seen.add(key);
      }
    }
  },
  message: ({ id }) => l10n.t('Another call in this message has the id "{0}" too.', id),
});
