import * as l10n from "@vscode/l10n";
import { roleOf } from "../formats/chat.js";
import type { JsonPath } from "../formats/format.js";
import { isJsonArray } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import { plainIsFine, recordRule } from "./rule.js";

const pair = (input: string): string =>
  `{"input":{"messages":[${input}]},"preferred_output":[{"role":"assistant","content":"Hello."}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}`;

const place: JsonPath = ["input", "messages"];

export default recordRule<{ readonly target: string }>({
  id: "preference-input-answered",
  severity: "warning",
  title: "Pair whose conversation already ends with an answer",
  why: "The two answers that are compared would follow another answer, with no question between: the service refuses the file, or the model learns to answer itself.",
  source: "https://docs.together.ai/docs/preference-fine-tuning",
  formats: ["preference-openai"],
  examples: {
    good: [pair(`{"role":"user","content":"Hi"}`)],
    bad: [pair(`{"role":"user","content":"Hi"},{"role":«"assistant"»,"content":"Good day."}`)],
    fixed: [null],
  },
  isFine: plainIsFine,
  check(record, report, { target }) {
    const messages = record.object && valueAt(record.object, place);
    if (!isJsonArray(messages)) return;
    const last = messages.length - 1;
    if (roleOf(messages[last] ?? null) !== "assistant") return;
    const span = record.textAt([...place, last, "role"])?.quoted;
    if (span !== undefined) report(span, { target: target.title });
  },
  message: ({ target }) =>
    l10n.t("The conversation ends with an answer of the assistant; {0} wants a question.", target),
});
