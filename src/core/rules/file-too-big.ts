import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { recordSpan } from "../dataset/record-span.js";
import { limitsFor } from "../targets/target.js";
import { datasetRule } from "./rule.js";
import type { Suspect } from "./rule.js";

interface FirstOfBig extends Suspect {
  readonly bytes: number;
  readonly largest: number;
}

interface TooBig {
  readonly bytes: number;
  readonly largest: number;
  readonly target: string;
}

export default datasetRule<readonly [], FirstOfBig, TooBig>({
  id: "file-too-big",
  severity: "error",
  title: "File bigger than the target takes",
  why: "Services refuse the upload of a file that is bigger than their limit, often only after all of it has been sent.",
  examples: {
    good: [`{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`],
    // A file as big as this takes is in a test of its own.
    bad: [],
    fixed: [],
  },
  aggregates: [],
  suspects(_, { bytes, firstRef, context: { target, format } }) {
    const { largestFileBytes: largest } = limitsFor(target, format.id);
    if (firstRef === undefined || bytes === undefined || largest === undefined) return [];
    return bytes > largest ? [{ ref: firstRef, bytes, largest }] : [];
  },
  check: ({ record, suspect: { bytes, largest } }, report, { target }) =>
    report(recordSpan(record.text), { bytes, largest, target: target.title }),
  message: ({ bytes, largest, target }) =>
    l10n.t(
      "The file has {0} MB; {1} takes at most {2} MB.",
      grouped(megabytes(bytes)),
      target,
      grouped(megabytes(largest)),
    ),
});

/** Rounded up, so that a file just above a limit has more than the limit. */
function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 2);
}
