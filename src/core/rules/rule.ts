import type { DatasetRecord } from "../dataset/record.js";
import type { Aggregate } from "../dataset/aggregate.js";
import type { Format, FormatId } from "../formats/format.js";
import type { JsonProblem } from "../json/json-problem.js";
import type { Span } from "../json/span.js";
import type { Target, TargetId } from "../targets/target.js";
import type { Fix, Related, Severity } from "./finding.js";

/** What a rule may know besides the record. */
export interface RuleContext {
  readonly format: Format;
  readonly target: Target;
}

/**
 * Datasets that show what a rule means. In `bad`, `«…»` stands around each finding; `fixed` holds
 * what all its fixes make of each bad one (`null` where there is no fix). One test runs them all.
 */
export interface RuleExamples {
  /** The target for which they are checked; without it the format's own. */
  readonly target?: TargetId;
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly fixed: readonly (string | null)[];
}

/** What every rule says of itself. */
export interface RuleAbout {
  /** Permanent, kebab-case; also the file's name, the settings key and the documentation's name. */
  readonly id: string;
  readonly severity: Severity;
  /** A few words, sentence case. */
  readonly title: string;
  /** What happens to the person whose dataset it is: the consequence, not the mechanism. */
  readonly why: string;
  readonly examples: RuleExamples;
  /** The formats it has something to say about; all of them where this is left out. */
  readonly formats?: readonly FormatId[];
}

/** Says what a finding is and how to mend it, from what the check found. */
export interface RuleTexts<Data> {
  /** One sentence with the values in it. */
  message(data: Data): string;
  fix?(data: Data): Fix | undefined;
  related?(data: Data): readonly Related[];
}

/** Takes a finding: where it is and what the texts need to know. */
export type Report<Data> = (span: Span, data: Data) => void;

/** A rule for lines that are not JSON. */
export interface LineRule extends RuleAbout {
  readonly kind: "line";
  run(line: BrokenLine, report: ReportFinding): void;
}

/** A line that `JSON.parse` refuses. */
export interface BrokenLine {
  readonly text: string;
  readonly problem: JsonProblem;
}

/** A rule that sees one record. */
export interface RecordRule extends RuleAbout {
  readonly kind: "record";
  run(record: DatasetRecord, context: RuleContext, report: ReportFinding): void;
}

/** A record that a dataset rule has something to say about, named by its `ref`. */
export interface Suspect {
  readonly ref: number;
}

/** A rule that compares records through an aggregate of small facts. */
export interface DatasetRule extends RuleAbout {
  readonly kind: "dataset";
  readonly aggregate: Aggregate<unknown>;
  /** The suspects among all records added to the aggregate, each at most once, in any order. */
  suspects(state: unknown, place: LinePlace): readonly Suspect[];
  /** Looks at one suspect's record and reports exactly. */
  run(suspected: Suspected, context: RuleContext, report: ReportFinding): void;
}

/** A suspect with its record. */
export interface Suspected {
  readonly record: DatasetRecord;
  readonly suspect: Suspect;
  /** Reads another record, to link to it. */
  readonly read: (ref: number) => DatasetRecord | undefined;
  readonly place: LinePlace;
}

/** The line (from 0) at which the record with this ref stands now. */
export type LinePlace = (ref: number) => number;

/** A finding before engine and target have given it line and severity. */
export interface RawFinding {
  readonly span: Span;
  readonly message: string;
  readonly fix?: Fix;
  readonly related: readonly Related[];
}

/** Takes a finding from a rule. */
export type ReportFinding = (finding: RawFinding) => void;

/** Any rule. */
export type Rule = LineRule | RecordRule | DatasetRule;

function rawFinding<Data>(texts: RuleTexts<Data>, span: Span, data: Data): RawFinding {
  const fix = texts.fix?.(data);
  const related = texts.related?.(data) ?? [];
  const finding = { span, message: texts.message(data), related };
  return fix === undefined ? finding : { ...finding, fix };
}

interface LineCheck<Data> {
  check(line: BrokenLine, report: Report<Data>): void;
}

/** Makes a rule for lines that are not JSON. */
export function lineRule<Data>(rule: RuleAbout & RuleTexts<Data> & LineCheck<Data>): LineRule {
  return {
    ...about(rule),
    kind: "line",
    run: (line, report) => rule.check(line, (span, data) => report(rawFinding(rule, span, data))),
  };
}

interface RecordCheck<Data> {
  check(record: DatasetRecord, report: Report<Data>, context: RuleContext): void;
}

/** Makes a rule that sees one record at a time. */
export function recordRule<Data>(
  rule: RuleAbout & RuleTexts<Data> & RecordCheck<Data>,
): RecordRule {
  return {
    ...about(rule),
    kind: "record",
    run: (record, context, report) =>
      rule.check(record, (span, data) => report(rawFinding(rule, span, data)), context),
  };
}

interface DatasetCheck<State, Found extends Suspect, Data> {
  readonly aggregate: Aggregate<State>;
  suspects(state: State, place: LinePlace): readonly Found[];
  check(
    suspected: Omit<Suspected, "suspect"> & { readonly suspect: Found },
    report: Report<Data>,
    context: RuleContext,
  ): void;
}

/** Makes a rule that compares records. */
export function datasetRule<State, Found extends Suspect, Data>(
  rule: RuleAbout & RuleTexts<Data> & DatasetCheck<State, Found, Data>,
): DatasetRule {
  return {
    ...about(rule),
    kind: "dataset",
    aggregate: rule.aggregate,
    // The engine keeps one state per aggregate and hands each rule the state of its own
    // aggregate, and each suspect back to the rule that named it.
    suspects: (state, place) => rule.suspects(state as State, place),
    run: (suspected, context, report) =>
      rule.check(
        { ...suspected, suspect: suspected.suspect as Found },
        (span, data) => report(rawFinding(rule, span, data)),
        context,
      ),
  };
}

function about(rule: RuleAbout): RuleAbout {
  const { id, severity, title, why, examples } = rule;
  const common = { id, severity, title, why, examples };
  return rule.formats === undefined ? common : { ...common, formats: rule.formats };
}
