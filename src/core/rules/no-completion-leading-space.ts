import * as l10n from "@vscode/l10n";
import { startsSpaceless } from "../dataset/spaceless-script.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

export default datasetRule<readonly [], Suspect, undefined>({
  id: "no-completion-leading-space",
  severity: "information",
  title: "Completions without leading spaces",
  why: "Completion models read a word and the space before it as one token. Nothing tells whether this dataset is meant for one: chat models and most trainers of today need no space.",
  formats: ["prompt-completion"],
  examples: {
    good: [
      `{"prompt":"Great ->","completion":" 5"}\n{"prompt":"Leaks ->","completion":" 1"}\n{"prompt":"Fine ->","completion":" 3"}\n{"prompt":"Good ->","completion":" 4"}`,
      `{"prompt":"很好 ->","completion":"正面"}\n{"prompt":"漏水 ->","completion":"负面"}\n{"prompt":"不错 ->","completion":"正面"}\n{"prompt":"很差 ->","completion":"负面"}`,
      `{"prompt":"ดี ->","completion":"บวก"}\n{"prompt":"รั่ว ->","completion":"ลบ"}\n{"prompt":"ใช้ได้ ->","completion":"บวก"}\n{"prompt":"แย่ ->","completion":"ลบ"}`,
    ],
    bad: [
      `{"prompt":"Great ->","completion":«"5"»}\n{"prompt":"Leaks ->","completion":"1"}\n{"prompt":"Fine ->","completion":"3"}\n{"prompt":"Good ->","completion":"4"}`,
    ],
    fixed: [null],
  },
  aggregates: [],
  suspects: (_, { firstRef, context: { traits, target, isTargetChosen } }) =>
    firstRef === undefined || isTargetChosen || !target.completionStartsWithSpace
      ? []
      : traits.completionsStartWithSpace
        ? []
        : [{ ref: firstRef }],
  check({ record }, report) {
    if (startsSpaceless(record.string("completion") ?? "")) return;
    const place = record.textAt(["completion"])?.quoted;
    if (place !== undefined) report(place, undefined);
  },
  message: () =>
    l10n.t(
      "Most completions start without a space, and no target is chosen. If the dataset is for a completion model, choose legacy-completions to see and repair each of them.",
    ),
});
