import * as l10n from "@vscode/l10n";
import { shownEnding, withoutEnding } from "../dataset/ending-in-text.js";
import type { CommonEnding } from "../dataset/ending-tally.js";
import type { RecordFacts } from "../dataset/record-facts.js";
import type { Traits } from "../dataset/traits.js";
import { escapeJsonText } from "../json/string-offsets.js";
import { recordRule } from "./rule.js";

const withStop = Array.from(
  { length: 9 },
  (_, n) => `{"prompt":"Kettle ${n} ->","completion":" It is number ${n} ###"}`,
);

export default recordRule<{ readonly shown: string }>({
  id: "stop-sequence-inside-completion",
  severity: "warning",
  title: "Stop sequence inside the completion",
  why: "The model is stopped where the sequence comes first: of such an answer you will only ever see the beginning.",
  source: "https://github.com/openai/openai-python/blob/v0.28.1/openai/validators.py",
  formats: ["prompt-completion"],
  examples: {
    good: [withStop.join("\n")],
    bad: [
      [...withStop, `{"prompt":"Kettle ->","completion":" Good« ###» but loud ###"}`].join("\n"),
    ],
    fixed: [null],
  },
  isFine: ({ completion }, { traits }) => isOnceAtMost(completion, traits),
  check(record, report, { traits }) {
    const stop = stopOf(traits);
    if (stop === undefined) return;
    const { text } = stop;
    const at = withoutEnding(record.string("completion") ?? "", stop).indexOf(text);
    const span = at < 0 ? undefined : record.textAt(["completion"])?.span(at, at + text.length);
    if (span !== undefined) report(span, { shown: shownEnding(stop) });
  },
  message: ({ shown }) => l10n.t("The stop sequence {0} also stands inside the completion.", shown),
});

/** What has no marks may be a line break or a word as any other. */
function stopOf({ stop }: Traits): CommonEnding | undefined {
  return stop?.isDistinctive === true ? stop : undefined;
}

/** Whether the sequence stands at most once in the completion, at its end. */
function isOnceAtMost(completion: RecordFacts["completion"], traits: Traits): boolean {
  const stop = stopOf(traits)?.text;
  if (stop === undefined || completion.length < stop.length * 2) return true;
  const mark = rarestMark(stop);
  const tail = escapeJsonText(stop).length;
  if (mark !== undefined && !completion.mayHoldMark(mark, tail)) return true;
  const { text } = completion;
  const first = text.indexOf(stop);
  return first < 0 || first === text.length - stop.length;
}

/** A mark of the sequence that seldom stands in plain text; `undefined` where it has none. */
function rarestMark(stop: string): number | undefined {
  return (/[#*=<>|@^~%&$+_{}[\]]/.exec(stop) ?? /[!'(),\-./:;?]/.exec(stop))?.[0].charCodeAt(0);
}
