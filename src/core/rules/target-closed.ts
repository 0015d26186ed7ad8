import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { recordSpan } from "../dataset/record-span.js";
import { accepts } from "../targets/readers.js";
import type { Closing } from "../targets/target.js";
import { datasetRule } from "./rule.js";
import type { RuleContext, Suspect } from "./rule.js";

interface Closed extends Closing {
  readonly target: string;
  /** Days until then; 0 and below where the target is closed. */
  readonly days: number;
}

const noticeDays = 90;
const dayMs = 86_400_000;

export default datasetRule<readonly [], Suspect, Closed>({
  id: "target-closed",
  severity: "hint",
  isAboutTarget: true,
  title: "Target that stops taking datasets",
  why: "After that day nothing can be trained there: choose another target in time, and keep what you need of the models.",
  examples: {
    target: "openai",
    today: "2026-12-07",
    // What is good depends on the day, not on the dataset.
    good: [],
    bad: [
      `«{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}»\n{"messages":[{"role":"user","content":"Bye"},{"role":"assistant","content":"Goodbye."}]}`,
    ],
    fixed: [null],
  },
  aggregates: [],
  suspects: (_, { firstRef, context }) =>
    firstRef === undefined || closingOf(context) === undefined ? [] : [{ ref: firstRef }],
  check({ record }, report, context) {
    const closing = closingOf(context);
    if (closing !== undefined) report(recordSpan(record.text), closing);
  },
  message: ({ target, on, source, days }) =>
    days > 0
      ? l10n.t(
          "{0} takes datasets for {1} more days, until {2}: see {3}",
          target,
          grouped(days),
          on,
          source,
        )
      : l10n.t("{0} has taken no datasets since {1}: see {2}", target, on, source),
});

/** The end of a target that a person has chosen for a format that it takes, where it is near. */
function closingOf({ target, format, isTargetChosen, today }: RuleContext): Closed | undefined {
  const { closing, title } = target;
  const isMeant = isTargetChosen && accepts(target, format);
  if (closing === undefined || today === undefined || !isMeant) return undefined;
  const days = Math.round((Date.parse(closing.on) - Date.parse(today)) / dayMs);
  return days <= noticeDays ? { ...closing, target: title, days } : undefined;
}
