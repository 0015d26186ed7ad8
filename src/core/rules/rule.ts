import type { Aggregate } from "../dataset/aggregate.js";
import type { RecordFacts } from "../dataset/record-facts.js";
import type { DatasetRecord } from "../dataset/record.js";
import type { Traits } from "../dataset/traits.js";
import type { Format, FormatId } from "../formats/format.js";
import type { JsonProblem } from "../json/json-problem.js";
import type { Span } from "../json/span.js";
import { everyMark } from "../kernel/text-marks.js";
import type { DatasetTokens } from "../tokens/dataset-tokens.js";
import type { JudgeLabels } from "../labels/label-judge.js";
import type { Target, TargetId } from "../targets/target.js";
import type { BackgroundRule } from "./background-rule.js";
import type { Fix, Related, Severity } from "./finding.js";

/** What a rule may know besides the record. */
export interface RuleContext {
  readonly format: Format;
  readonly target: Target;
  /** Whether a person has named the target. */
  readonly isTargetChosen: boolean;
  /** The day of the check, as `YYYY-MM-DD`, where somebody has said it. */
  readonly today: string | undefined;
  /** What most records of the dataset have in common. */
  readonly traits: Traits;
  /** How tokens are counted. */
  readonly tokens: DatasetTokens;
  /** Says which labels are doubtful, where the host has a classifier. */
  readonly judgeLabels: JudgeLabels | undefined;
}

/**
 * Datasets that show what a rule means. In `bad`, `«…»` stands around each finding; `fixed` holds
 * what all its fixes make of each bad one (`null` where there is no fix). One test runs them all.
 */
export interface RuleExamples {
  /** The target for which they are checked; without it the format's own. */
  readonly target?: TargetId;
  /** The day on which they are checked, as `YYYY-MM-DD`. */
  readonly today?: string;
  /** The model for which they are checked. */
  readonly model?: string;
  /** The most tokens that a record may have. */
  readonly maxTokens?: number;
  /** The text of a training file beside which the datasets are test files. */
  readonly training?: string;
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly fixed: readonly (string | null)[];
}

/** What every rule says of itself. */
export interface RuleAbout {
  /** Permanent, kebab-case; also the file's name, the settings key and the documentation's name. */
  readonly id: string;
  readonly severity: Severity;
  /** Whether it is silent until a person or a target gives it a severity. */
  readonly isOffByDefault?: true;
  /** A few words, sentence case. */
  readonly title: string;
  /** What happens to the person whose dataset it is: the consequence, not the mechanism. */
  readonly why: string;
  /** Where the fact or the advice is published. */
  readonly source?: string;
  readonly examples: RuleExamples;
  /** The formats it has something to say about; all of them where this is left out. */
  readonly formats?: readonly FormatId[];
}

/** Says what a finding is and how to mend it, from what the check found. */
export interface RuleTexts<Data> {
  /** One sentence with the values in it. */
  message(data: Data): string;
  fix?(data: Data): Fix | undefined;
  related?(data: Data): readonly RawRelated[];
}

/** Takes a finding: where it is and what the texts need to know. */
export type Report<Data> = (span: Span, data: Data) => void;

/** A rule for lines that hold no record. */
export interface LineRule extends RuleAbout {
  readonly kind: "line";
  /**
   * Which lines it is for: those that are not JSON, those with white space only, or those whose
   * bytes are not UTF-8.
   */
  readonly lines: "broken" | "blank" | "not-utf8";
  run(line: LineWithoutRecord, report: ReportFinding): void;
}

/** A line that holds no record; `problem` says what `JSON.parse` refuses, where there is anything. */
export interface LineWithoutRecord {
  readonly text: string;
  readonly problem: JsonProblem | undefined;
  /** What the whole file is written in, where that is not UTF-8. */
  readonly encoding?: string | undefined;
}

/** A line that `JSON.parse` refuses. */
export interface BrokenLine {
  readonly text: string;
  readonly problem: JsonProblem;
}

/** Says of a record that is plainly of its format, from small facts, that a rule is silent on it. */
export type IsFine = (facts: RecordFacts, context: RuleContext) => boolean;

/**
 * For rules about a record's shape: a record from which a format takes plain facts has the right
 * one.
 */
export const plainIsFine: IsFine = () => true;

/** A rule that sees one record. */
export interface RecordRule extends RuleAbout {
  readonly kind: "record";
  /** Whether it is for records that are of another format than the dataset, and for no others. */
  readonly isForForeign: boolean;
  /**
   * Must be right where it says yes, and may say no to be asked: then the record is read as an
   * object. Without it every record is.
   */
  readonly isFine: IsFine;
  /** Where a record has none of these marks (`textMark`) it is fine, and the rule need not run. */
  readonly marks: number | undefined;
  /** Whether `isFine` says no more than the marks. */
  readonly isFineByMarks: boolean;
  run(record: DatasetRecord, context: RuleContext, report: ReportFinding): void;
}

/** A record that a dataset rule has something to say about, named by its `ref`. */
export interface Suspect {
  readonly ref: number;
}

/** A rule that compares records through aggregates of small facts. */
export interface DatasetRule extends RuleAbout {
  readonly kind: "dataset";
  readonly aggregates: readonly Aggregate<unknown>[];
  /** The suspects among all records added to the aggregates, each at most once, in any order. */
  suspects(states: readonly unknown[], dataset: DatasetView): readonly Suspect[];
  /** Looks at one suspect's record and reports exactly. */
  run(suspected: Suspected, context: RuleContext, report: ReportFinding): void;
}

/** What a dataset rule may know of the whole dataset. */
export interface DatasetView {
  readonly context: RuleContext;
  readonly place: LinePlace;
  /** How many records there are, broken lines not among them. */
  readonly records: number;
  /** The first record; `undefined` where there is none. */
  readonly firstRef: number | undefined;
  /** The size of the file; `undefined` where it is still being written. */
  readonly bytes: number | undefined;
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
  readonly related: readonly RawRelated[];
}

/** Another place that explains a finding; `same` stands for the finding's own line. */
export type RawRelated = Omit<Related, "line"> & { readonly line: number | "same" };

/** Takes a finding from a rule. */
export type ReportFinding = (finding: RawFinding) => void;

/** Any rule. */
export type Rule = LineRule | RecordRule | DatasetRule | BackgroundRule;

/** A finding with what the rule has to say of it. */
export function rawFinding<Data>(texts: RuleTexts<Data>, span: Span, data: Data): RawFinding {
  const fix = texts.fix?.(data);
  const related = texts.related?.(data) ?? [];
  const finding = { span, message: texts.message(data), related };
  return fix === undefined ? finding : { ...finding, fix };
}

interface LineCheck<Data> {
  check(line: BrokenLine, report: Report<Data>): void;
}

/** Makes a rule for lines that are not JSON. */
export function brokenLineRule<Data>(
  rule: RuleAbout & RuleTexts<Data> & LineCheck<Data>,
): LineRule {
  return {
    ...about(rule),
    kind: "line",
    lines: "broken",
    run({ text, problem }, report) {
      if (problem === undefined) return;
      rule.check({ text, problem }, (span, data) => report(rawFinding(rule, span, data)));
    },
  };
}

interface BlankLineCheck<Data> {
  check(text: string, report: Report<Data>): void;
}

/** Makes a rule for lines with nothing but white space on them. */
export function blankLineRule<Data>(
  rule: RuleAbout & RuleTexts<Data> & BlankLineCheck<Data>,
): LineRule {
  return {
    ...about(rule),
    kind: "line",
    lines: "blank",
    run: ({ text }, report) =>
      rule.check(text, (span, data) => report(rawFinding(rule, span, data))),
  };
}

interface EncodingCheck<Data> {
  check(line: LineWithoutRecord, report: Report<Data>): void;
}

/** Makes a rule for lines whose bytes are not UTF-8, and for files that are not. */
export function encodingRule<Data>(
  rule: RuleAbout & RuleTexts<Data> & EncodingCheck<Data>,
): LineRule {
  return {
    ...about(rule),
    kind: "line",
    lines: "not-utf8",
    run: (line, report) => rule.check(line, (span, data) => report(rawFinding(rule, span, data))),
  };
}

interface RecordCheck<Data> {
  readonly isForForeign?: true;
  readonly isFine?: IsFine;
  /**
   * The marks without which a record is fine, bits of `textMark`. Together with `isFine` where that
   * can say of plain facts more exactly which texts they matter in.
   */
  readonly marks?: number;
  check(record: DatasetRecord, report: Report<Data>, context: RuleContext): void;
}

/** Makes a rule that sees one record at a time. */
export function recordRule<Data>(
  rule: RuleAbout & RuleTexts<Data> & RecordCheck<Data>,
): RecordRule {
  return {
    ...about(rule),
    kind: "record",
    isForForeign: rule.isForForeign ?? false,
    isFine: rule.isFine ?? hasNone(rule.marks ?? everyMark),
    marks: rule.marks,
    isFineByMarks: rule.marks !== undefined && rule.isFine === undefined,
    run: (record, context, report) =>
      rule.check(record, (span, data) => report(rawFinding(rule, span, data)), context),
  };
}

/** Says that a record is fine where it has none of these marks. */
function hasNone(wanted: number): IsFine {
  return wanted === everyMark ? () => false : ({ marks }) => (marks & wanted) === 0;
}

/** An aggregate for each state. */
type AggregatesOf<States extends readonly unknown[]> = {
  readonly [Index in keyof States]: Aggregate<States[Index]>;
};

interface DatasetCheck<States extends readonly unknown[], Found extends Suspect, Data> {
  readonly aggregates: AggregatesOf<States>;
  suspects(states: States, dataset: DatasetView): readonly Found[];
  check(
    suspected: Omit<Suspected, "suspect"> & { readonly suspect: Found },
    report: Report<Data>,
    context: RuleContext,
  ): void;
}

/** Makes a rule that compares records. */
export function datasetRule<States extends readonly unknown[], Found extends Suspect, Data>(
  rule: RuleAbout & RuleTexts<Data> & DatasetCheck<States, Found, Data>,
): DatasetRule {
  return {
    ...about(rule),
    kind: "dataset",
    // The engine keeps one state per aggregate and hands each rule the states of its own
    // aggregates, and each suspect back to the rule that named it.
    aggregates: rule.aggregates,
    suspects: (states, dataset) => rule.suspects(states as unknown as States, dataset),
    run: (suspected, context, report) =>
      rule.check(
        { ...suspected, suspect: suspected.suspect as Found },
        (span, data) => report(rawFinding(rule, span, data)),
        context,
      ),
  };
}

/** What a rule says of itself, without what else there is in it. */
export function about(rule: RuleAbout): RuleAbout {
  const { id, severity, title, why, examples } = rule;
  return {
    id,
    severity,
    title,
    why,
    examples,
    ...(rule.source === undefined ? {} : { source: rule.source }),
    ...(rule.formats === undefined ? {} : { formats: rule.formats }),
    ...(rule.isOffByDefault === undefined ? {} : { isOffByDefault: rule.isOffByDefault }),
  };
}
