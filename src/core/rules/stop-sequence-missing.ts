import * as l10n from "@vscode/l10n";
import { escapeJsonText } from "../json/string-offsets.js";
import type { Span } from "../json/span.js";
import { trailingRunStart } from "../json/trailing-run.js";
import { recordRule } from "./rule.js";

interface NoStop {
  readonly stop: string;
  /** Where it should stand: the blanks that end the completion, or nothing. */
  readonly place: Span;
}

const withStop = [
  ["Great", "five"],
  ["Leaks", "one"],
  ["Fine", "three"],
  ["Good", "four"],
  ["Ugly", "only two"],
  ["Loud", "just two"],
  ["Fast", "top five"],
  ["Old", "some three"],
  ["Cheap", "say four"],
].map(([prompt, completion]) => `{"prompt":"${prompt} ->","completion":" ${completion} END"}`);

export default recordRule<NoStop>({
  id: "stop-sequence-missing",
  severity: "warning",
  title: "Completion without the stop sequence",
  why: "The stop sequence tells the model that it has said enough. Where a completion lacks it the model learns to go on.",
  formats: ["prompt-completion"],
  examples: {
    good: [withStop.join("\n")],
    bad: [[...withStop, `{"prompt":"Bad ->","completion":" t«wo»"}`].join("\n")],
    fixed: [[...withStop, `{"prompt":"Bad ->","completion":" two END"}`].join("\n")],
  },
  isFine: ({ completion }, { traits: { stop } }) =>
    stop === undefined || completion.length === 0 || stop.hashes.has(completion.ending),
  check(record, report, { traits: { stop } }) {
    const completion = record.string("completion") ?? "";
    const end = trailingRunStart(completion, " \t");
    if (stop === undefined || completion.trim() === "") return;
    if (completion.slice(0, end).endsWith(stop.text)) return;
    const text = record.textAt(["completion"]);
    if (text === undefined) return;
    const place = text.span(end, completion.length);
    report(text.span(Math.max(end - 2, 0), end), { stop: stop.text, place });
  },
  message: ({ stop }) =>
    l10n.t("The completion does not end with {0}, which most others do.", JSON.stringify(stop)),
  fix: ({ stop, place }) => ({
    kind: "asks",
    title: l10n.t("Put {0} at the end of the completion", JSON.stringify(stop)),
    edits: [{ span: place, text: escapeJsonText(stop) }],
  }),
});
