import type { Format } from "../formats/format.js";
import type { JudgeLabels } from "../labels/label-judge.js";
import type { Severity } from "../rules/finding.js";
import type { BackgroundRule } from "../rules/background-rule.js";
import { rules } from "../rules/index.js";
import type {
  DatasetRule,
  IsFine,
  LineRule,
  RecordRule,
  Rule,
  RuleContext,
} from "../rules/rule.js";
import { plainIsFine } from "../rules/rule.js";
import { targetById } from "../targets/index.js";
import { defaultTarget } from "../targets/readers.js";
import type { TargetId } from "../targets/target.js";
import { datasetTokens } from "../tokens/dataset-tokens.js";
import type { TokenOptions } from "../tokens/dataset-tokens.js";
import type { Layout } from "./document-layout.js";
import type { Traits } from "./traits.js";
import { areEqualTraits } from "./traits.js";

/** What a person chose: the same options on every surface give the same findings. */
export interface CheckOptions extends TokenOptions {
  /** Who will read the dataset; without it the format's default. */
  readonly target?: TargetId | undefined;
  /** The day, as `YYYY-MM-DD`; without it nothing is said that depends on it. */
  readonly today?: string | undefined;
  /** Severities that differ from the rules' and the target's own; `off` silences a rule. */
  readonly severities?: Readonly<Record<string, Severity | "off">> | undefined;
  /** Says which labels are doubtful; without it nobody does. */
  readonly judgeLabels?: JudgeLabels | undefined;
}

/** A rule with the severity it has in this check. */
export interface Planned<R extends Rule> {
  readonly rule: R;
  readonly severity: Severity;
}

/** What a dataset is as a whole: guessed from its first lines, then confirmed by all. */
export interface DatasetNature {
  readonly layout: Layout;
  /** `undefined` where the file is not recognised as training data. */
  readonly format: Format | undefined;
  readonly traits: Traits;
}

/** Which rules run on a dataset of a known nature, and how bad their findings are. */
export interface CheckPlan {
  readonly nature: DatasetNature;
  readonly layout: Layout;
  /** `undefined` where the file is not recognised as training data: then only line rules run. */
  readonly context: RuleContext | undefined;
  readonly lineRules: readonly Planned<LineRule>[];
  readonly recordRules: readonly Planned<RecordRule>[];
  readonly datasetRules: readonly Planned<DatasetRule>[];
  readonly backgroundRules: readonly Planned<BackgroundRule>[];
  /** The ids of rules that would run on a smaller dataset. */
  readonly leftOut: readonly string[];
  /** What the record rules ask of plain facts; those that are always fine are left out. */
  readonly fineChecks: readonly IsFine[];
  /** The marks of which some record rule looks at any text that has one. */
  readonly marks: number;
}

/** Chooses target, rules and severities for a dataset. */
export function planCheck(nature: DatasetNature, options: CheckOptions): CheckPlan {
  const context = nature.layout === "lines" ? contextOf(nature, options) : undefined;
  const planned = rules.flatMap((rule) => plannedRule(rule, context, options));
  const recordRules = planned.filter(isKind<RecordRule>("record"));
  return {
    nature,
    layout: nature.layout,
    context,
    lineRules: planned.filter(isKind<LineRule>("line")),
    recordRules,
    datasetRules: planned.filter(isKind<DatasetRule>("dataset")),
    backgroundRules: planned.filter(isKind<BackgroundRule>("background")),
    leftOut: [],
    marks: recordRules
      .filter(({ rule }) => rule.isFineByMarks)
      .reduce((marks, { rule }) => marks | (rule.marks ?? 0), 0),
    fineChecks: recordRules
      .filter(({ rule }) => !rule.isForForeign && !rule.isFineByMarks)
      .map(({ rule }) => rule.isFine)
      .filter((isFine) => isFine !== plainIsFine),
  };
}

/**
 * The plan for a dataset of so many bytes: rules that compare all records at some expense are left
 * out where it is too large for that, or has a size at which somebody has to ask for them.
 */
export function planForSize(
  plan: CheckPlan,
  bytes: number,
  { severities }: CheckOptions,
): CheckPlan {
  const isTooLarge = ({ rule }: Planned<BackgroundRule>): boolean =>
    bytes > (rule.mostBytes ?? Infinity) ||
    (bytes > (rule.mostBytesUnasked ?? Infinity) && severities?.[rule.id] === undefined);
  const leftOut = plan.backgroundRules.filter(isTooLarge).map(({ rule }) => rule.id);
  if (leftOut.length === 0) return plan;
  const backgroundRules = plan.backgroundRules.filter((planned) => !isTooLarge(planned));
  return { ...plan, backgroundRules, leftOut };
}

/** Whether two natures make the same plan. */
export function areEqualNatures(a: DatasetNature, b: DatasetNature): boolean {
  if (a.layout !== b.layout) return false;
  if (a.layout !== "lines") return true;
  if (a.format !== b.format) return false;
  return a.format === undefined || areEqualTraits(a.traits, b.traits);
}

/** Adds up the findings of each severity from those of each rule. */
export function severityCounts(
  plan: CheckPlan,
  counts: Readonly<Record<string, number>>,
): Readonly<Record<Severity, number>> {
  const sums = { error: 0, warning: 0, information: 0, hint: 0 };
  const { lineRules, recordRules, datasetRules, backgroundRules } = plan;
  const planned = [...lineRules, ...recordRules, ...datasetRules, ...backgroundRules];
  for (const { rule, severity } of planned) {
    sums[severity] += counts[rule.id] ?? 0;
  }
  return sums;
}

function contextOf(
  { format, traits }: DatasetNature,
  options: CheckOptions,
): RuleContext | undefined {
  if (format === undefined) return undefined;
  const chosen = options.target === undefined ? undefined : targetById(options.target);
  const target = chosen ?? defaultTarget(format);
  return {
    format,
    target,
    isTargetChosen: chosen !== undefined,
    today: options.today,
    traits,
    tokens: datasetTokens(options, target, format.id),
    judgeLabels: options.judgeLabels,
  };
}

function plannedRule(
  rule: Rule,
  context: RuleContext | undefined,
  { severities }: CheckOptions,
): readonly Planned<Rule>[] {
  if (!appliesTo(rule, context)) return [];
  const byTarget = context?.target.severities[rule.id];
  const severity = severities?.[rule.id] ?? byTarget ?? defaultSeverity(rule);
  return severity === "off" ? [] : [{ rule, severity }];
}

/** The severity of a rule where neither a person nor the target says another. */
export function defaultSeverity(rule: Rule): Severity | "off" {
  return rule.isOffByDefault === true ? "off" : rule.severity;
}

function appliesTo(rule: Rule, context: RuleContext | undefined): boolean {
  if (rule.kind === "line" && rule.lines !== "blank") return true;
  if (context === undefined) return false;
  return rule.formats === undefined || rule.formats.includes(context.format.id);
}

function isKind<R extends Rule>(
  kind: R["kind"],
): (planned: Planned<Rule>) => planned is Planned<R> {
  return (planned): planned is Planned<R> => planned.rule.kind === kind;
}
