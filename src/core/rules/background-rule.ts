import type { GrowingAggregate } from "../dataset/aggregate.js";
import type { DatasetLines } from "../dataset/line-reader.js";
import type { DatasetRecord } from "../dataset/record.js";
import type { CommonRuns } from "../similarity/common-runs.js";
import type { OtherDataset } from "../similarity/other-dataset.js";
import type {
  DatasetView,
  LinePlace,
  Report,
  ReportFinding,
  RuleAbout,
  RuleContext,
  RuleTexts,
  Suspect,
  Suspected,
} from "./rule.js";
import { about, rawFinding } from "./rule.js";

/**
 * A rule that compares records at some expense. In an editor it runs when typing rests and the other
 * rules have answered, and can be broken off; elsewhere it is part of the check.
 */
export interface BackgroundRule extends RuleAbout {
  readonly kind: "background";
  /** Larger datasets are searched only where somebody has asked for the rule. In bytes. */
  readonly mostBytesUnasked?: number;
  /** Larger datasets are never searched. In bytes. */
  readonly mostBytes?: number;
  readonly aggregates: readonly GrowingAggregate<unknown>[];
  /**
   * The suspects, each at most once, in any order: every one will be reported. Yields again and
   * again, so that others can work in between; whoever does not want the answer stops asking.
   */
  search(states: readonly unknown[], dataset: SearchedDataset): Generator<void, readonly Suspect[]>;
  /** Looks at one suspect's record and reports exactly. */
  run(suspected: Suspected, context: RuleContext, report: ReportFinding): void;
}

/** What a background rule may know of the whole dataset. */
export interface SearchedDataset extends DatasetView, RecordAccess {
  /** Runs of words that many of its records share. */
  readonly commonRuns: CommonRuns;
  /** Its lines, to be read once more. */
  readonly lines: DatasetLines;
  /** Datasets whose records must not stand in it. */
  readonly others: readonly OtherDataset[];
}

/** How the records behind refs are found again. */
export interface RecordAccess {
  readonly place: LinePlace;
  readonly read: (ref: number) => DatasetRecord | undefined;
}

/** An aggregate for each state, which edits make anew. */
type GrowingAggregatesOf<States extends readonly unknown[]> = {
  readonly [Index in keyof States]: GrowingAggregate<States[Index]>;
};

interface BackgroundCheck<States extends readonly unknown[], Found extends Suspect, Data> {
  readonly mostBytesUnasked?: number;
  readonly mostBytes?: number;
  readonly aggregates: GrowingAggregatesOf<States>;
  search(states: States, dataset: SearchedDataset): Generator<void, readonly Found[]>;
  check(
    suspected: Omit<Suspected, "suspect"> & { readonly suspect: Found },
    report: Report<Data>,
    context: RuleContext,
  ): void;
}

/** Makes a rule that compares records at some expense. */
export function backgroundRule<States extends readonly unknown[], Found extends Suspect, Data>(
  rule: RuleAbout & RuleTexts<Data> & BackgroundCheck<States, Found, Data>,
): BackgroundRule {
  return {
    ...about(rule),
    kind: "background",
    ...(rule.mostBytesUnasked !== undefined && { mostBytesUnasked: rule.mostBytesUnasked }),
    ...(rule.mostBytes !== undefined && { mostBytes: rule.mostBytes }),
    aggregates: rule.aggregates,
    // As for dataset rules: the engine hands each rule what is its own.
    search: (states, dataset) => rule.search(states as unknown as States, dataset),
    run: (suspected, context, report) =>
      rule.check(
        { ...suspected, suspect: suspected.suspect as Found },
        (span, data) => report(rawFinding(rule, span, data)),
        context,
      ),
  };
}
