import type { FixScope } from "../../core/dataset/fix-line.js";
import type { Severity } from "../../core/rules/finding.js";
import { severities } from "../../core/rules/finding.js";
import { ruleById, rules } from "../../core/rules/index.js";
import { targets } from "../../core/targets/index.js";
import type { TargetId } from "../../core/targets/target.js";
import { UserError } from "../../data/user-error.js";
import { oneOf, parseOptions, wholeNumber } from "../options.js";
import { reporters } from "../report/index.js";
import type { Reporter } from "../report/reporter.js";

/** What `tunewright check` was asked to do. */
export interface CheckRequest {
  readonly paths: readonly string[];
  readonly target: TargetId | undefined;
  readonly severities: Readonly<Record<string, Severity | "off">>;
  readonly reporter: Reporter;
  readonly maxFindings: number;
  readonly failOn: Severity;
  readonly fix: FixScope | undefined;
  readonly dryRun: boolean;
  readonly standardInputName: string;
}

/** Reads the options of `tunewright check`. Throws a `UserError` that says what is wrong. */
export function readCheckOptions(args: readonly string[]): CheckRequest {
  const { values, positionals } = parseOptions(args.map(withFixValue), {
    target: { type: "string" },
    format: { type: "string" },
    json: { type: "boolean" },
    rule: { type: "string", multiple: true },
    "max-findings": { type: "string" },
    "fail-on": { type: "string" },
    fix: { type: "string" },
    "fix-dry-run": { type: "boolean" },
    "stdin-filename": { type: "string" },
  });
  const format = values.json === true ? "json" : (values.format ?? "text");
  const reporter = reporters[oneOf("--format", format, reporterNames)];
  const dryRun = values["fix-dry-run"] === true;
  return {
    paths: positionals.length === 0 ? ["."] : positionals,
    target: targetOption(values.target),
    severities: Object.fromEntries((values.rule ?? []).map(severityOption)),
    reporter,
    maxFindings: maxFindingsOption(values["max-findings"], reporter),
    failOn: oneOf("--fail-on", values["fail-on"] ?? "error", severities),
    fix: fixOption(values.fix ?? (dryRun ? "safe" : undefined)),
    dryRun,
    standardInputName: values["stdin-filename"] ?? "standard input",
  };
}

// The table's keys are exactly its reporters' names.
const reporterNames = Object.keys(reporters) as (keyof typeof reporters)[];

/** `--fix` may stand alone. */
function withFixValue(arg: string): string {
  return arg === "--fix" ? "--fix=safe" : arg;
}

function targetOption(value: string | undefined): TargetId | undefined {
  if (value === undefined) return undefined;
  return oneOf(
    "--target",
    value,
    targets.map(({ id }) => id),
  );
}

function severityOption(value: string): readonly [rule: string, severity: Severity | "off"] {
  const [rule = "", severity = ""] = value.split("=", 2);
  if (ruleById(rule) === undefined) {
    const known = rules.map(({ id }) => id).join(", ");
    throw new UserError(`There is no rule "${rule}". The rules are ${known}.`);
  }
  return [rule, oneOf(`--rule ${rule}`, severity, [...severities, "off"])];
}

function maxFindingsOption(value: string | undefined, reporter: Reporter): number {
  if (value === undefined) return reporter.defaultMaxFindings;
  return value === "all" ? Infinity : wholeNumber("--max-findings", value);
}

function fixOption(value: string | undefined): FixScope | undefined {
  return value === undefined ? undefined : oneOf("--fix", value, ["safe", "all"]);
}
