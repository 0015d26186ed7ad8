import type { Format } from "../formats/format.js";
import type { Severity } from "../rules/finding.js";
import { rules } from "../rules/index.js";
import type { DatasetRule, LineRule, RecordRule, Rule, RuleContext } from "../rules/rule.js";
import type { Layout } from "./document-layout.js";
import { defaultTarget, targetById } from "../targets/index.js";
import type { Target, TargetId } from "../targets/target.js";

/** What a person chose: the same options on every surface give the same findings. */
export interface CheckOptions {
  /** Who will read the dataset; without it the format's default. */
  readonly target?: TargetId | undefined;
  /** Severities that differ from the rules' and the target's own; `off` silences a rule. */
  readonly severities?: Readonly<Record<string, Severity | "off">> | undefined;
}

/** A rule with the severity it has in this check. */
export interface Planned<R extends Rule> {
  readonly rule: R;
  readonly severity: Severity;
}

/** Which rules run on a dataset of a known format, and how bad their findings are. */
export interface CheckPlan {
  readonly layout: Layout;
  /** `undefined` where the file is not recognised as training data: then only line rules run. */
  readonly context: RuleContext | undefined;
  readonly lineRules: readonly Planned<LineRule>[];
  readonly recordRules: readonly Planned<RecordRule>[];
  readonly datasetRules: readonly Planned<DatasetRule>[];
}

/** Chooses target, rules and severities for a format. */
export function planCheck(
  format: Format | undefined,
  options: CheckOptions,
  layout: Layout = "lines",
): CheckPlan {
  const isOfRecords = format !== undefined && layout === "lines";
  const context = isOfRecords ? contextOf(format, options) : undefined;
  const planned = rules.flatMap((rule) => plannedRule(rule, context, options));
  return {
    layout,
    context,
    lineRules: planned.filter(isKind<LineRule>("line")),
    recordRules: planned.filter(isKind<RecordRule>("record")),
    datasetRules: planned.filter(isKind<DatasetRule>("dataset")),
  };
}

/** Adds up the findings of each severity from those of each rule. */
export function severityCounts(
  plan: CheckPlan,
  counts: Readonly<Record<string, number>>,
): Readonly<Record<Severity, number>> {
  const sums = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { rule, severity } of [...plan.lineRules, ...plan.recordRules, ...plan.datasetRules]) {
    sums[severity] += counts[rule.id] ?? 0;
  }
  return sums;
}

function contextOf(format: Format, { target }: CheckOptions): RuleContext {
  const chosen: Target | undefined = target === undefined ? undefined : targetById(target);
  return { format, target: chosen ?? defaultTarget(format.id) };
}

function plannedRule(
  rule: Rule,
  context: RuleContext | undefined,
  { severities }: CheckOptions,
): readonly Planned<Rule>[] {
  if (rule.kind !== "line" && !appliesTo(rule, context)) return [];
  const byTarget = context?.target.severities[rule.id];
  const severity = severities?.[rule.id] ?? byTarget ?? rule.severity;
  return severity === "off" ? [] : [{ rule, severity }];
}

function appliesTo(rule: Rule, context: RuleContext | undefined): boolean {
  if (context === undefined) return false;
  return rule.formats === undefined || rule.formats.includes(context.format.id);
}

function isKind<R extends Rule>(
  kind: R["kind"],
): (planned: Planned<Rule>) => planned is Planned<R> {
  return (planned): planned is Planned<R> => planned.rule.kind === kind;
}
