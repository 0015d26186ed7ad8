import * as l10n from "@vscode/l10n";
import { declaredTools } from "../dataset/tool-calls.js";
import { formatsWithMessages } from "../formats/index.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly name: string }>({
  id: "unused-tool",
  severity: "hint",
  isOffByDefault: true,
  title: "Tool that no message calls",
  why: "Each declared tool costs tokens in every record. Some unused ones are good, so that the model learns to choose; many only make training dearer.",
  formats: formatsWithMessages,
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{}"}}]}],"tools":[{"type":"function","function":{"name":"greet"}}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{}"}}]}],"tools":[{"type":"function","function":{"name":"greet"}},{"type":"function","function":{"name":«"wave"»}}]}`,
    ],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    const conversations = record.conversations(format);
    const [first] = conversations;
    if (record.object === undefined || first === undefined) return;
    // The answer that is still to come may call it.
    if (first.use === "grade" || first.use === "request") return;
    const called = new Set(
      conversations.flatMap(({ toolCalls }) => toolCalls).map(({ name }) => name),
    );
    for (const { name, path } of declaredTools(record.object, first.toolsOwner) ?? []) {
      const span = called.has(name) ? undefined : record.textAt(path)?.quoted;
      if (span !== undefined) report(span, { name });
    }
  },
  message: ({ name }) => l10n.t('No message of the conversation calls the tool "{0}".', name),
});
