import * as l10n from "@vscode/l10n";
import type { CompletionEndings } from "../dataset/completion-endings.js";
import {
  commonLineBreaks,
  completionEndings,
  oddEndings,
  trailingLineBreaks,
} from "../dataset/completion-endings.js";
import { escapeJsonText } from "../json/string-offsets.js";
import { trailingRunStart } from "../json/trailing-run.js";
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
  /** What should stand there instead, as JSON writes it. */
  readonly kept: string;
}

export default datasetRule<CompletionEndings, OddEnding, Tail>({
  id: "completion-trailing-whitespace",
  severity: "warning",
  title: "Trailing white space in the completion",
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
      `{"prompt":"Great kettle ->","completion":" 5« \\n »"}\n{"prompt":"Leaks ->","completion":" 1\\n"}\n{"prompt":"Fine ->","completion":" 3\\n"}`,
    ],
    fixed: [
      `{"prompt":"Great kettle ->","completion":" 5"}`,
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}`,
      `{"prompt":"Great kettle ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}`,
      `{"prompt":"Great kettle ->","completion":" 5\\n"}\n{"prompt":"Leaks ->","completion":" 1\\n"}\n{"prompt":"Fine ->","completion":" 3\\n"}`,
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
    const { value } = text;
    const tailStart = trailingRunStart(value, " \t\r\n");
    const tail = value.slice(tailStart);
    const { stop } = suspect;
    // A stop sequence that starts the white space stays where it is; one further on moves up.
    const start = stop !== "" && tail.startsWith(stop) ? tailStart + stop.length : tailStart;
    const kept = start === tailStart && tail.includes(stop) ? stop : "";
    const span = text.span(start, value.length);
    report(span, { span, tail: value.slice(start), kept: escapeJsonText(kept) });
  },
  message: ({ tail }) =>
    trailingLineBreaks(tail) === tail
      ? l10n.t("The completion ends with a line break that most others do not have.")
      : l10n.t("The completion ends with white space."),
  fix: ({ span, kept }) => ({
    kind: "safe",
    title: l10n.t("Remove the trailing white space"),
    edits: [{ span, text: kept }],
  }),
});
