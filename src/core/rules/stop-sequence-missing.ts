import * as l10n from "@vscode/l10n";
import type { MissingEnding } from "../dataset/missing-ending.js";
import { addEnding, reportMissingEnding } from "../dataset/missing-ending.js";
import { recordRule } from "./rule.js";

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

export default recordRule<MissingEnding>({
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
    if ((record.string("completion") ?? "").trim() === "") return;
    reportMissingEnding(record, "completion", stop, report);
  },
  message: ({ shown }) =>
    l10n.t("The completion does not end with {0}, which most others do.", shown),
  fix(missing) {
    const edits = addEnding(missing);
    if (edits === undefined) return undefined;
    return {
      kind: "asks",
      title: l10n.t("Put {0} at the end of the completion", missing.shown),
      edits,
    };
  },
});
