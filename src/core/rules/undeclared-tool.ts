import * as l10n from "@vscode/l10n";
import { declaredTools } from "../dataset/tool-calls.js";
import { formatsWithMessages } from "../formats/index.js";
import { shortList } from "../short-list.js";
import { plainIsFine, recordRule } from "./rule.js";

interface Undeclared {
  readonly name: string;
  readonly declared: readonly string[];
}

export default recordRule<Undeclared>({
  id: "undeclared-tool",
  severity: "warning",
  title: "Call of a tool that is not declared",
  why: "The model learns to call tools that it has not been given, and will do so in your product.",
  formats: formatsWithMessages,
  examples: {
    good: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"greet","arguments":"{}"}}]}],"tools":[{"type":"function","function":{"name":"greet"}}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":«"greeting"»,"arguments":"{}"}}]}],"tools":[{"type":"function","function":{"name":"greet"}}]}`,
    ],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    if (record.object === undefined) return;
    for (const conversation of record.conversations(format)) {
      const tools = declaredTools(record.object, conversation.toolsOwner);
      const declared = tools?.map(({ name }) => name);
      if (declared === undefined) continue;
      for (const { name, functionPath } of conversation.ownToolCalls) {
        if (name === undefined || declared.includes(name)) continue;
        const span = record.textAt([...functionPath, "name"])?.quoted;
        if (span !== undefined) report(span, { name, declared });
      }
    }
  },
  message: ({ name, declared }) =>
    l10n.t('The record does not declare a tool "{0}"; it declares {1}.', name, shortList(declared)),
});
