import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import type { Span } from "../json/span.js";
import { trailingRunStart } from "../json/trailing-run.js";
import { recordRule } from "./rule.js";

interface Blanks {
  readonly span: Span;
  readonly count: number;
}

export default recordRule<Blanks>({
  id: "separator-trailing-whitespace",
  severity: "warning",
  title: "White space after the separator",
  why: "The completion brings its own space, so the model sees two of them, or a space token that it never meets when it answers. A prompt that ends in a blank gets worse answers.",
  formats: ["prompt-completion"],
  examples: {
    good: [
      `{"prompt":"Great kettle\\n\\n###\\n\\n","completion":" 5"}`,
      `{"prompt":"Great kettle\\nSentiment:","completion":" positive"}`,
    ],
    bad: [
      `{"prompt":"Great kettle\\nSentiment:« »","completion":" positive"}`,
      `{"prompt":"Great kettle\\n\\n###\\n\\n«  \\t»","completion":" 5"}`,
    ],
    fixed: [
      `{"prompt":"Great kettle\\nSentiment:","completion":" positive"}`,
      `{"prompt":"Great kettle\\n\\n###\\n\\n","completion":" 5"}`,
    ],
  },
  isFine: ({ prompt: { lastByte } }) => lastByte !== 0x20 && lastByte !== 0x09,
  check(record, report, { target }) {
    const prompt = record.string("prompt");
    if (prompt === undefined || !(prompt.endsWith(" ") || prompt.endsWith("\t"))) return;
    const kept = trailingRunStart(prompt, " \t");
    if (prompt.trim() === "" || !bringsItsSpace(record.string("completion"), target)) return;
    const span = record.textAt(["prompt"])?.span(kept, prompt.length);
    if (span !== undefined) report(span, { span, count: prompt.length - kept });
  },
  message: ({ count }) =>
    count === 1
      ? l10n.t("A space or tab follows the separator at the end of the prompt.")
      : l10n.t("{0} spaces or tabs follow the separator at the end of the prompt.", grouped(count)),
  fix: ({ span }) => ({
    kind: "safe",
    title: l10n.t("Remove the white space after the separator"),
    edits: [{ span, text: "" }],
  }),
});

/** Whether a space stands before the answer even without the one that ends the prompt. */
function bringsItsSpace(
  completion: string | undefined,
  target: { readonly completionStartsWithSpace: boolean },
): boolean {
  return target.completionStartsWithSpace || /^\s/.test(completion ?? "");
}
