import * as l10n from "@vscode/l10n";
import type { Layout } from "./document-layout.js";
import { isListOfRecords } from "./document-layout.js";
import { isOfOtherFormat } from "../formats/index.js";
import type { Finding } from "../rules/finding.js";
import type {
  DatasetRule,
  DatasetView,
  LineWithoutRecord,
  RawFinding,
  RecordRule,
  ReportFinding,
  Rule,
  Suspect,
} from "../rules/rule.js";
import type { BackgroundRule, RecordAccess, SearchedDataset } from "../rules/background-rule.js";
import type { GrowingAggregate } from "./aggregate.js";
import type { CheckPlan, Planned } from "./check-plan.js";
import type { RecordFacts } from "./record-facts.js";
import { marksOf } from "./record-texts.js";
import { recordSpan } from "./record-span.js";
import type { DatasetRecord } from "./record.js";

/** A line without a record, and its place. */
export interface PlacedLine extends LineWithoutRecord {
  /** Counted from 0. */
  readonly line: number;
}

/**
 * What the line rules say about a line that holds no record: nothing where the file is one
 * document over several lines, because that is said once for all.
 */
export function lineFindings(plan: CheckPlan, { line, ...without }: PlacedLine): Finding[] {
  if (plan.layout !== "lines") return [];
  const wanted = without.problem === undefined ? "blank" : "broken";
  const planned = plan.lineRules.filter(({ rule }) => rule.lines === wanted);
  return collect(planned, line, (rule, report) => rule.run(without, report));
}

/** What there is to say about a line whose bytes are not UTF-8, or about a whole file of such. */
export function encodingFindings(plan: CheckPlan, { line, ...without }: PlacedLine): Finding[] {
  const planned = plan.lineRules.filter(({ rule }) => rule.lines === "not-utf8");
  return collect(planned, line, (rule, report) => rule.run(without, report));
}

/** What there is to say about the layout of a file, at its first line with anything on it. */
export function layoutFindings(plan: CheckPlan, text: string, line: number): readonly Finding[] {
  const { layout } = plan;
  if (layout === "lines") return [];
  const planned = plan.lineRules.filter(({ rule }) => rule.lines === "broken");
  return planned.map(({ rule, severity }) => ({
    rule: rule.id,
    severity,
    line,
    span: recordSpan(text),
    message: layoutMessage(layout, text),
    fix: {
      kind: "asks",
      title: l10n.t("Write one record on each line"),
      edits: [],
      convertsFile: true,
    },
    related: [],
  }));
}

function layoutMessage(layout: Exclude<Layout, "lines">, text: string): string {
  if (layout === "document" && isListOfRecords(text)) {
    return l10n.t("This is one list of records on one line; a dataset has each record on a line.");
  }
  return layout === "table"
    ? l10n.t("This is a table of separated values; a dataset has one JSON record on each line.")
    : l10n.t("This is JSON over several lines; a dataset has one whole record on each line.");
}

/** What the record rules say about one record. */
export function recordFindings(plan: CheckPlan, record: DatasetRecord, line: number): Finding[] {
  const { context } = plan;
  if (context === undefined) return [];
  const { object } = record;
  const isForeign = object !== undefined && isOfOtherFormat(object, context.format);
  const planned = plan.recordRules.filter(
    ({ rule }) => rule.isForForeign === isForeign && hasMarksFor(rule, record),
  );
  return collect(planned, line, (rule, report) => rule.run(record, context, report));
}

/** Whether a record's texts hold anything that a rule looks at, as far as marks tell. */
export function hasMarksFor({ marks }: RecordRule, record: DatasetRecord): boolean {
  return marks === undefined || (marksOf(record) & marks) !== 0;
}

/** What one dataset or background rule says about one of its suspects. */
export function suspectFindings(
  plan: CheckPlan,
  planned: Planned<DatasetRule | BackgroundRule>,
  suspect: Suspect,
  { place, read }: RecordAccess,
): Finding[] {
  const { context } = plan;
  const record = read(suspect.ref);
  if (context === undefined || record === undefined) return [];
  const suspected = { record, suspect, read, place };
  return collect([planned], place(suspect.ref), (rule, report) =>
    rule.run(suspected, context, report),
  );
}

/** For what aggregates are made. */
interface AggregatesOptions {
  /** A guess at how many records will come. */
  readonly expected?: number;
  /** The rules that they are for; the dataset rules of the plan where nothing else is said. */
  readonly rules?: readonly Planned<DatasetRule | BackgroundRule>[];
}

/**
 * The aggregates of dataset and background rules. Rules that name the same aggregate share one state. An
 * aggregate that throws takes no further part; `crashes` tells. A class because the states live as
 * long as the check.
 */
export class Aggregates {
  /** How many records have been added and not removed. */
  records = 0;
  readonly #plan: CheckPlan;
  readonly #rules: readonly Planned<DatasetRule | BackgroundRule>[];
  readonly #states: Map<GrowingAggregate<unknown>, unknown>;
  readonly #crashes = new Map<GrowingAggregate<unknown>, unknown>();
  /** What background rules without aggregates, or with sound ones, have thrown. */
  readonly #failures = new Map<string, unknown>();
  /** The same as `#states`, in the form that is fast to go through for each record. */
  #live: readonly LiveAggregate[];

  constructor(
    plan: CheckPlan,
    { expected = 0, rules = plan.datasetRules }: AggregatesOptions = {},
  ) {
    this.#plan = plan;
    this.#rules = rules;
    const aggregates = new Set(rules.flatMap(({ rule }) => rule.aggregates));
    this.#states = new Map(
      [...aggregates].map((aggregate) => [aggregate, aggregate.empty(expected)]),
    );
    this.#live = [...this.#states].map(([aggregate, state]) => ({ aggregate, state }));
  }

  add(ref: number, facts: RecordFacts): void {
    this.records += 1;
    for (const live of this.#live) {
      try {
        live.aggregate.add(live.state, ref, facts);
      } catch (error) {
        this.#crash(live.aggregate, error);
      }
    }
  }

  remove(ref: number, facts: RecordFacts): void {
    this.records -= 1;
    this.#each((aggregate, state) => aggregate.remove?.(state, ref, facts));
  }

  /** Adds all that `other`, made for the same plan, has seen. */
  merge(other: Aggregates, refOffset: number): void {
    this.records += other.records;
    this.#each((aggregate, state) => {
      aggregate.merge(state, other.#states.get(aggregate), refOffset);
    });
  }

  /** A rule's suspects in the order of the file. */
  suspects({ rule }: Planned<DatasetRule>, places: SuspectPlaces): readonly Suspect[] {
    const { place } = places;
    const { context } = this.#plan;
    const hasCrashed = rule.aggregates.find((aggregate) => !this.#states.has(aggregate));
    if (context === undefined || hasCrashed !== undefined) return [];
    const states = rule.aggregates.map((aggregate) => this.#states.get(aggregate));
    const view: DatasetView = { ...places, context, records: this.records };
    try {
      const found = rule.suspects(states, view);
      return found.toSorted((a, b) => place(a.ref) - place(b.ref));
    } catch (error) {
      for (const aggregate of rule.aggregates) this.#crashes.set(aggregate, error);
      return [];
    }
  }

  /** A background rule's suspects in the order of the file, found step by step. */
  *search(
    { rule }: Planned<BackgroundRule>,
    places: SearchPlaces,
  ): Generator<void, readonly Suspect[]> {
    const { context } = this.#plan;
    const hasCrashed = rule.aggregates.some((aggregate) => !this.#states.has(aggregate));
    if (context === undefined || hasCrashed) return [];
    const states = rule.aggregates.map((aggregate) => this.#states.get(aggregate));
    try {
      const found = yield* rule.search(states, { ...places, context, records: this.records });
      return found.toSorted((a, b) => places.place(a.ref) - places.place(b.ref));
    } catch (error) {
      this.#failures.set(rule.id, error);
      return [];
    }
  }

  /** One finding on the first line for each rule that has thrown, or whose aggregate has. */
  crashes(): readonly Finding[] {
    return this.#rules.flatMap(({ rule, severity }) => {
      const crashed = rule.aggregates.find((aggregate) => this.#crashes.has(aggregate));
      const error =
        crashed === undefined ? this.#failures.get(rule.id) : this.#crashes.get(crashed);
      if (error === undefined) return [];
      return [{ rule: rule.id, severity, line: 0, ...crashFinding(error) }];
    });
  }

  #each(action: (aggregate: GrowingAggregate<unknown>, state: unknown) => void): void {
    for (const [aggregate, state] of this.#states) {
      try {
        action(aggregate, state);
      } catch (error) {
        this.#crash(aggregate, error);
      }
    }
  }

  #crash(aggregate: GrowingAggregate<unknown>, error: unknown): void {
    this.#crashes.set(aggregate, error);
    this.#states.delete(aggregate);
    this.#live = this.#live.filter((live) => live.aggregate !== aggregate);
  }
}

/** An aggregate that has not thrown, with its state. */
interface LiveAggregate {
  readonly aggregate: GrowingAggregate<unknown>;
  readonly state: unknown;
}

/** Where the records behind refs stand, and in what. */
export type SuspectPlaces = Pick<DatasetView, "place" | "firstRef" | "bytes">;

/** The same for a search, which reads records. */
export type SearchPlaces = Omit<SearchedDataset, "context" | "records">;

/** Runs rules one by one. A rule that throws becomes one finding that names it; the others go on. */
function collect<R extends Rule>(
  planned: readonly Planned<R>[],
  line: number,
  run: (rule: R, report: ReportFinding) => void,
): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, severity } of planned) {
    const report = (raw: RawFinding): void => {
      const related = raw.related.map((place) => ({
        ...place,
        line: place.line === "same" ? line : place.line,
      }));
      findings.push({ rule: rule.id, severity, line, ...raw, related });
    };
    try {
      run(rule, report);
    } catch (error) {
      report(crashFinding(error));
    }
  }
  return findings;
}

function crashFinding(error: unknown): RawFinding & { readonly related: readonly [] } {
  const reason = error instanceof Error ? error.message : String(error);
  const message = l10n.t("This rule failed, which is a fault of ours: {0}", reason);
  return { span: { start: 0, end: 0 }, message, related: [] };
}
