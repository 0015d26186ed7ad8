import * as l10n from "@vscode/l10n";
import type { MissingEnding } from "../dataset/missing-ending.js";
import { addEnding, reportMissingEnding } from "../dataset/missing-ending.js";
import { recordRule } from "./rule.js";

const withSeparator = [
  ["Great", 5],
  ["Leaks", 1],
  ["Fine", 3],
  ["Good", 4],
  ["Ugly", 2],
  ["Loud", 2],
  ["Fast", 5],
  ["Old", 3],
  ["Cheap", 4],
].map(([prompt, completion]) => `{"prompt":"${prompt} ->","completion":" ${completion}"}`);

export default recordRule<MissingEnding>({
  id: "separator-missing",
  severity: "warning",
  title: "Prompt without the separator",
  why: "The separator tells the model that the prompt is over and the answer begins. Where one prompt lacks it the model learns to go on with the prompt.",
  formats: ["prompt-completion"],
  examples: {
    good: [
      withSeparator.join("\n"),
      `{"prompt":"Who are you?","completion":" Nobody."}\n{"prompt":"Where is it?","completion":" Here."}\n{"prompt":"What is this?","completion":" A kettle."}\n{"prompt":"Go on","completion":" I will."}`,
    ],
    bad: [[...withSeparator, `{"prompt":"Brok«en»","completion":" 2"}`].join("\n")],
    fixed: [[...withSeparator, `{"prompt":"Broken ->","completion":" 2"}`].join("\n")],
  },
  isFine: ({ prompt }, { traits: { separator } }) =>
    separator === undefined || prompt.length === 0 || separator.hashes.has(prompt.ending),
  check(record, report, { traits: { separator } }) {
    if ((record.string("prompt") ?? "") === "") return;
    reportMissingEnding(record, "prompt", separator, report);
  },
  message: ({ shown }) => l10n.t("The prompt does not end with {0}, which most others do.", shown),
  fix(missing) {
    const edits = addEnding(missing);
    if (edits === undefined) return undefined;
    return {
      kind: "asks",
      title: l10n.t("Put {0} at the end of the prompt", missing.shown),
      edits,
    };
  },
});
