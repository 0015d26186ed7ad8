import * as l10n from "@vscode/l10n";
import type { JsonProblem } from "../json/json-problem.js";
import type { Finding } from "../rules/finding.js";
import type {
  DatasetRule,
  LinePlace,
  RawFinding,
  ReportFinding,
  Rule,
  Suspect,
} from "../rules/rule.js";
import type { Aggregate } from "./aggregate.js";
import type { CheckPlan, Planned } from "./check-plan.js";
import { recordSpan } from "./duplicates.js";
import type { DatasetRecord } from "./record.js";

/** A broken line with its place. */
export interface PlacedLine {
  readonly text: string;
  readonly problem: JsonProblem;
  /** Counted from 0. */
  readonly line: number;
}

/**
 * What the line rules say about a line that is not JSON: nothing where the file is one document
 * over several lines, because that is said once for all.
 */
export function brokenLineFindings(plan: CheckPlan, { line, ...broken }: PlacedLine): Finding[] {
  if (plan.layout === "document") return [];
  return collect(plan.lineRules, line, (rule, report) => rule.run(broken, report));
}

/** What there is to say about the layout of a file, at its first line with anything on it. */
export function layoutFindings(plan: CheckPlan, text: string, line: number): readonly Finding[] {
  if (plan.layout === "lines") return [];
  const message = l10n.t(
    "This is JSON over several lines; a dataset has one whole record on each line.",
  );
  const common = { line, span: recordSpan(text), message, related: [] };
  return plan.lineRules.map(({ rule, severity }) => ({ rule: rule.id, severity, ...common }));
}

/** What the record rules say about one record. */
export function recordFindings(plan: CheckPlan, record: DatasetRecord, line: number): Finding[] {
  const { context } = plan;
  if (context === undefined) return [];
  return collect(plan.recordRules, line, (rule, report) => rule.run(record, context, report));
}

/** How the records behind refs are found again. */
export interface RecordAccess {
  readonly place: LinePlace;
  readonly read: (ref: number) => DatasetRecord | undefined;
}

/** What one dataset rule says about one of its suspects. */
export function suspectFindings(
  plan: CheckPlan,
  planned: Planned<DatasetRule>,
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

/**
 * The aggregates of a plan's dataset rules. Rules that name the same aggregate share one state. An
 * aggregate that throws takes no further part; `crashes` tells. A class because the states live as
 * long as the check.
 */
export class Aggregates {
  readonly #plan: CheckPlan;
  readonly #states: Map<Aggregate<unknown>, unknown>;
  readonly #crashes = new Map<Aggregate<unknown>, unknown>();

  constructor(plan: CheckPlan) {
    this.#plan = plan;
    const aggregates = new Set(plan.datasetRules.map(({ rule }) => rule.aggregate));
    this.#states = new Map([...aggregates].map((aggregate) => [aggregate, aggregate.empty()]));
  }

  add(ref: number, record: DatasetRecord): void {
    const format = this.#plan.context?.format;
    if (format === undefined) return;
    this.#each((aggregate, state) => aggregate.add(state, ref, record, format));
  }

  remove(ref: number): void {
    this.#each((aggregate, state) => aggregate.remove(state, ref));
  }

  /** Adds all that `other`, made for the same plan, has seen. */
  merge(other: Aggregates, refOffset: number): void {
    this.#each((aggregate, state) => {
      aggregate.merge(state, other.#states.get(aggregate), refOffset);
    });
  }

  /** A rule's suspects in the order of the file. */
  suspects({ rule }: Planned<DatasetRule>, place: (ref: number) => number): readonly Suspect[] {
    if (!this.#states.has(rule.aggregate)) return [];
    try {
      const found = rule.suspects(this.#states.get(rule.aggregate), place);
      return found.toSorted((a, b) => place(a.ref) - place(b.ref));
    } catch (error) {
      this.#crashes.set(rule.aggregate, error);
      return [];
    }
  }

  /** One finding on the first line for each rule whose aggregate has thrown. */
  crashes(): readonly Finding[] {
    return this.#plan.datasetRules.flatMap(({ rule, severity }) => {
      const error = this.#crashes.get(rule.aggregate);
      if (error === undefined) return [];
      return [{ rule: rule.id, severity, line: 0, ...crashFinding(error) }];
    });
  }

  #each(action: (aggregate: Aggregate<unknown>, state: unknown) => void): void {
    for (const [aggregate, state] of this.#states) {
      try {
        action(aggregate, state);
      } catch (error) {
        this.#crashes.set(aggregate, error);
        this.#states.delete(aggregate);
      }
    }
  }
}

/** Runs rules one by one. A rule that throws becomes one finding that names it; the others go on. */
function collect<R extends Rule>(
  planned: readonly Planned<R>[],
  line: number,
  run: (rule: R, report: ReportFinding) => void,
): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, severity } of planned) {
    const report = (raw: RawFinding): void => {
      findings.push({ rule: rule.id, severity, line, ...raw });
    };
    try {
      run(rule, report);
    } catch (error) {
      report(crashFinding(error));
    }
  }
  return findings;
}

function crashFinding(error: unknown): RawFinding {
  const reason = error instanceof Error ? error.message : String(error);
  const message = l10n.t("This rule failed, which is a fault of ours: {0}", reason);
  return { span: { start: 0, end: 0 }, message, related: [] };
}
