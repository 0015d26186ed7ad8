import * as l10n from "@vscode/l10n";
import { escapeJsonText } from "../json/string-offsets.js";
import { trailingRunStart } from "../json/trailing-run.js";
import type { Span } from "../json/span.js";
import { recordRule } from "./rule.js";

interface Tail {
  readonly span: Span;
  /** The white space that is too much. */
  readonly tail: string;
  /** What should stand there instead, as JSON writes it. */
  readonly kept: string;
}

export default recordRule<Tail>({
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
  isFine({ completion }, { traits }) {
    const { lastByte } = completion;
    if (lastByte === 0x0a || lastByte === 0x0d) {
      return traits.plainLineBreak !== 0 && completion.ending === traits.plainLineBreak;
    }
    return lastByte !== 0x20 && lastByte !== 0x09;
  },
  check(record, report, { traits: { stopLineBreaks: stop } }) {
    const completion = record.string("completion") ?? "";
    const tailStart = trailingRunStart(completion, " \t\r\n");
    const tail = completion.slice(tailStart);
    if (tail === "" || tail === stop || completion.trim() === "") return;
    const text = record.textAt(["completion"]);
    if (text === undefined) return;
    // A stop sequence that starts the white space stays where it is; one further on moves up.
    const start = stop !== "" && tail.startsWith(stop) ? tailStart + stop.length : tailStart;
    const kept = start === tailStart && tail.includes(stop) ? stop : "";
    const span = text.span(start, completion.length);
    report(span, { span, tail: completion.slice(start), kept: escapeJsonText(kept) });
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

/** The line breaks at the very end of a text. */
function trailingLineBreaks(text: string): string {
  return text.slice(trailingRunStart(text, "\r\n"));
}
