import * as l10n from "@vscode/l10n";
import { toolAnswersIn, toolCallsIn } from "../dataset/tool-calls.js";
import type { JsonPath } from "../formats/format.js";
import { plainIsFine, recordRule } from "./rule.js";

export default recordRule<{ readonly id: string; readonly target: string }>({
  id: "tool-call-id-form",
  severity: "error",
  isOffByDefault: true,
  title: "Tool call id of another form",
  why: "The target takes ids of nine letters and digits and refuses a file with any other.",
  formats: ["chat"],
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
  check(record, report, { target }) {
    if (record.object === undefined) return;
    const ids: readonly { readonly id: string | undefined; readonly path: JsonPath }[] = [
      ...toolCallsIn(record.object).map(({ id, path }) => ({ id, path: [...path, "id"] })),
      ...toolAnswersIn(record.object).map(({ id, message }) => ({
        id,
        path: ["messages", message, "tool_call_id"],
      })),
    ];
    for (const { id, path } of ids) {
      if (id === undefined || /^[a-zA-Z0-9]{9}$/.test(id)) continue;
      const span = record.textAt(path)?.quoted;
      if (span !== undefined) report(span, { id, target: target.title });
    }
  },
  message: ({ id, target }) =>
    l10n.t('{0} wants an id of 9 letters and digits, and this one is "{1}".', target, id),
});
