import * as l10n from "@vscode/l10n";
import { recordSpan } from "../dataset/record-span.js";
import { accepts, readersOf } from "../targets/readers.js";
import { refusalBy } from "../targets/target.js";
import { withRefusal } from "../targets/with-refusal.js";
import { datasetRule } from "./rule.js";
import type { Suspect } from "./rule.js";

interface NotAccepted {
  readonly target: string;
  readonly format: string;
  /** The titles of the targets that accept it. */
  readonly others: readonly string[];
  /** The target's own words. */
  readonly refusal: string | undefined;
}

export default datasetRule<readonly [], Suspect, NotAccepted>({
  id: "format-not-accepted",
  severity: "error",
  title: "Format that the target does not accept",
  why: "The target refuses the file as a whole, or finds nothing in it to train on.",
  examples: {
    target: "vertex",
    good: [
      `{"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Hello."}]}]}`,
    ],
    bad: [
      `«{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}»\n{"messages":[{"role":"user","content":"Bye"},{"role":"assistant","content":"Goodbye."}]}`,
    ],
    fixed: [null],
  },
  aggregates: [],
  suspects: (_, { firstRef, context: { target, format, isTargetChosen } }) =>
    firstRef === undefined || !isTargetChosen || accepts(target, format) ? [] : [{ ref: firstRef }],
  check({ record }, report, { target, format }) {
    const others = readersOf(format);
    report(recordSpan(record.text), {
      target: target.title,
      format: format.title,
      others: others.map(({ title }) => title),
      refusal: refusalBy(target, "format-not-accepted"),
    });
  },
  message: ({ target, format, others, refusal }) =>
    withRefusal(
      l10n.t(
        '{0} does not take the format "{1}"; it is taken by {2}.',
        target,
        format,
        others.join(", "),
      ),
      refusal,
    ),
});
