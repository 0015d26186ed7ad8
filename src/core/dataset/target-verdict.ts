import * as l10n from "@vscode/l10n";
import type { Finding, Severity } from "../rules/finding.js";
import { severities } from "../rules/finding.js";
import { formatsReadBy } from "../targets/readers.js";
import type { Target, TargetId } from "../targets/target.js";
import type { CheckOutcome, DatasetCheckOptions } from "./check-dataset.js";

/** What a target makes of a dataset. */
export type Verdict = "accepted" | "accepted with warnings" | "refused";

/** All that one rule finds in a dataset for one target. */
export interface NeededChange {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
  /** Where the first of these findings is, counted from 0. */
  readonly line: number;
  readonly message: string;
  /** What applies to all of them that were looked at; `null` where one has no fix. */
  readonly fix: "safe" | "asks" | null;
}

/** Whether a target takes a dataset, and what should change for it, the worst first. */
export interface TargetVerdict {
  readonly target: TargetId;
  readonly verdict: Verdict;
  readonly changes: readonly NeededChange[];
}

/** How a dataset is checked to know a target's verdict: some findings of each rule are enough. */
export function verdictOptions(
  options: DatasetCheckOptions,
  target: TargetId | undefined,
): DatasetCheckOptions {
  return { ...options, target, maxFindings: 20 };
}

/** The verdict of a target from a check that was made for it. */
export function verdictFrom(target: Target, check: CheckOutcome): TargetVerdict {
  const { findings, counts, plan } = check;
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const changes = rules
    .flatMap((rule) =>
      changeFor(
        findings.filter((finding) => finding.rule === rule),
        counts,
      ),
    )
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const today = plan.context?.today;
  const isClosed =
    today !== undefined && target.closing !== undefined && target.closing.on <= today;
  return { target: target.id, verdict: isClosed ? "refused" : verdictOf(changes), changes };
}

/** The verdict of a target that does not take the dataset's format: there is nothing to check. */
export function verdictOnFormat(target: Target): TargetVerdict {
  const titles = formatsReadBy(target)
    .map(({ title }) => title)
    .join(", ");
  const change: NeededChange = {
    rule: "format-not-accepted",
    severity: "error",
    count: 1,
    line: 0,
    message: l10n.t("{0} takes other formats: {1}.", target.title, titles),
    fix: null,
  };
  return { target: target.id, verdict: "refused", changes: [change] };
}

function changeFor(
  found: readonly Finding[],
  counts: CheckOutcome["counts"],
): readonly NeededChange[] {
  const [first] = found;
  if (first === undefined) return [];
  const { rule, severity, line, message } = first;
  return [
    { rule, severity, line, message, count: counts[rule] ?? found.length, fix: fixOf(found) },
  ];
}

function fixOf(found: readonly Finding[]): NeededChange["fix"] {
  const kinds = new Set(found.map(({ fix }) => fix?.kind));
  if (kinds.has(undefined)) return null;
  return kinds.has("asks") ? "asks" : "safe";
}

function verdictOf(changes: readonly NeededChange[]): Verdict {
  if (changes.some(({ severity }) => severity === "error")) return "refused";
  return changes.some(({ severity }) => severity === "warning")
    ? "accepted with warnings"
    : "accepted";
}
