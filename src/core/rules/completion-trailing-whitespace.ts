import * as l10n from "@vscode/l10n";
import type { CompletionEndings } from "../dataset/completion-endings.js";
import {
  commonLineBreaks,
  completionEndings,
  oddEndings,
  trailingLineBreaks,
} from "../dataset/completion-endings.js";
import type { Span } from "../json/span.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface OddEnding extends Suspect {
  /** The line breaks that end most completions of the file, or nothing. */
  readonly stop: string;
}

interface Tail {
  readonly span: Span;
  /** The white space that is too much. */
  readonly tail: string;
}

export default datasetRule<CompletionEndings, OddEnding, Tail>({
  id: "completion-trailing-whitespace",
  severity: "warning",
  title: "White space after the completion",
  why: 'The model learns to end its answers in stray white space, and for a classifier " 5" and " 5 " become two different labels.',
  formats: ["prompt-completion"],
  examples: {
    good: [
      `{"prompt":"Great kettle ->","completion":" 5"}`,
      `{"prompt":"Great kettle ->","completion":" 5\\n"}\n{"prompt":"Leaks ->","completion":" 1\\n"}`,
    ],
    bad: [
      `{"prompt":"Great kettle ->","completion":" 5« »"}`,
      `{"prompt":"Great kettle ->","completion":" 5«\\n»"}\n{"prompt":"Leaks ->","completion":" 1"}`,
      `{"prompt":"Great kettle ->","completion":" 5«  \\n»"}\n{"prompt":"Leaks ->","completion":" 1"}`,
    ],
    fixed: [
      `{"prompt":"Great kettle ->","completion":" 5"}`,
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}`,
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}`,
    ],
  },
  aggregate: completionEndings,
  suspects(endings) {
    const stop = commonLineBreaks(endings) ?? "";
    return oddEndings(endings).map((ref) => ({ ref, stop }));
  },
  check({ record, suspect }, report) {
    const text = record.textAt(["completion"]);
    if (text === undefined) return;
    const kept = text.value.replace(/[ \t\r\n]+$/, "").length;
    const tail = text.value.slice(kept);
    const isStopKept = suspect.stop !== "" && tail.startsWith(suspect.stop);
    const start = isStopKept ? kept + suspect.stop.length : kept;
    const span = text.span(start, text.value.length);
    report(span, { span, tail: tail.slice(start - kept) });
  },
  message: ({ tail }) =>
    trailingLineBreaks(tail) === tail
      ? l10n.t("The completion ends with a line break that most others do not have.")
      : l10n.t("The completion ends with white space."),
  fix: ({ span }) => ({
    kind: "safe",
    title: l10n.t("Remove the white space after the completion"),
    edits: [{ span, text: "" }],
  }),
});
