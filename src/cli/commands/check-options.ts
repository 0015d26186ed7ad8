import type { RuleSeverities } from "../../core/config/configuration.js";
import { ruleValues } from "../../core/config/read-configuration.js";
import type { TargetSetting } from "../../core/config/target-setting.js";
import { targetSettings } from "../../core/config/target-setting.js";
import type { FixScope } from "../../core/dataset/fix-line.js";
import type { Severity } from "../../core/rules/finding.js";
import { severities } from "../../core/rules/finding.js";
import labelError from "../../core/rules/label-error.js";
import { ruleById } from "../../core/rules/index.js";
import { UserError } from "../../data/user-error.js";
import { oneOf, parseOptions, wholeNumber } from "../options.js";
import { unknownRule } from "../unknown-name.js";
import { reporters } from "../report/index.js";
import type { Reporter } from "../report/reporter.js";
import type { OwnTokenOptions } from "../token-options.js";
import { tokenOptionNames, tokenOptions } from "../token-options.js";
import { matrixReporters } from "../report/target-matrix.js";

/** Which datasets are looked at, and how. */
export interface DatasetsRequest {
  readonly paths: readonly string[];
  /** The configuration for all datasets, or where it comes from. */
  readonly configuration: { readonly file: string } | "nearest" | "none";
  /** These win over what a configuration says. */
  readonly target: TargetSetting | undefined;
  readonly tokens: OwnTokenOptions;
  readonly severities: RuleSeverities;
  readonly standardInputName: string;
}

/** What `tunewright check` was asked to do. */
export interface CheckRequest extends DatasetsRequest {
  /** How to print what every target makes of the datasets, where that is asked for. */
  readonly matrix: PrintMatrix | undefined;
  readonly reporter: Reporter;
  /** Whether labels are to be judged by a classifier. */
  readonly asksForLabels: boolean;
  readonly maxFindings: number;
  readonly failOn: Severity;
  readonly fix: FixScope | undefined;
  readonly dryRun: boolean;
  /** The files whose records must not stand in the datasets; `undefined` for those beside them. */
  readonly against: readonly string[] | undefined;
}

/** Reads the options of `tunewright check`. Throws a `UserError` that says what is wrong. */
export function readCheckOptions(args: readonly string[]): CheckRequest {
  const { values, positionals } = parseOptions(args.map(withFixValue), {
    target: { type: "string" },
    config: { type: "string" },
    "no-config": { type: "boolean" },
    format: { type: "string" },
    json: { type: "boolean" },
    ...tokenOptionNames,
    rule: { type: "string", multiple: true },
    "label-errors": { type: "boolean" },
    "max-findings": { type: "string" },
    "fail-on": { type: "string" },
    fix: { type: "string" },
    "fix-dry-run": { type: "boolean" },
    against: { type: "string", multiple: true },
    "stdin-filename": { type: "string" },
  });
  const format = values.json === true ? "json" : (values.format ?? "text");
  const reporter = reporters[oneOf("--format", format, reporterNames)];
  const dryRun = values["fix-dry-run"] === true;
  const fix = fixOption(values.fix ?? (dryRun ? "safe" : undefined));
  return {
    paths: positionals.length === 0 ? ["."] : positionals,
    configuration: configurationOption(values.config, values["no-config"] === true),
    ...targetOption(values.target, format, fix),
    tokens: tokenOptions(values),
    severities: {
      ...(values["label-errors"] === true && { [labelError.id]: labelError.severity }),
      ...Object.fromEntries((values.rule ?? []).map(severityOption)),
    },
    asksForLabels: values["label-errors"] === true,
    reporter,
    maxFindings: maxFindingsOption(values["max-findings"], reporter),
    failOn: oneOf("--fail-on", values["fail-on"] ?? "error", severities),
    fix,
    dryRun,
    against: values.against,
    standardInputName: values["stdin-filename"] ?? "standard input",
  };
}

// The table's keys are exactly its reporters' names.
const reporterNames = Object.keys(reporters) as (keyof typeof reporters)[];

/** `--fix` may stand alone. */
function withFixValue(arg: string): string {
  return arg === "--fix" ? "--fix=safe" : arg;
}

/** Where `--config` and `--no-config` say that configurations come from. */
export function configurationOption(
  file: string | undefined,
  isRefused: boolean,
): CheckRequest["configuration"] {
  if (file === undefined) return isRefused ? "none" : "nearest";
  if (isRefused) throw new UserError("Give --config or --no-config, not both.");
  return { file };
}

/** `--target` with this asks every target. */
const everyTarget = "all" as const;

function targetOption(
  value: string | undefined,
  format: string,
  fix: FixScope | undefined,
): Pick<CheckRequest, "target" | "matrix"> {
  if (value === undefined) return { target: undefined, matrix: undefined };
  const target = oneOf("--target", value, [...targetSettings, everyTarget]);
  return target === everyTarget
    ? { target: undefined, matrix: matrixOption(format, fix) }
    : { target, matrix: undefined };
}

type PrintMatrix = (typeof matrixReporters)[keyof typeof matrixReporters];

function matrixOption(format: string, fix: FixScope | undefined): PrintMatrix {
  if (fix !== undefined) throw new UserError("Name one target to fix datasets for it.");
  return matrixReporters[oneOf("--format", format, ["text", "json"])];
}

function severityOption(value: string): readonly [rule: string, severity: Severity | "off"] {
  const [rule = "", severity = ""] = value.split("=", 2);
  if (ruleById(rule) === undefined) throw unknownRule(rule);
  return [rule, oneOf(`--rule ${rule}`, severity, ruleValues)];
}

function maxFindingsOption(value: string | undefined, reporter: Reporter): number {
  if (value === undefined) return reporter.defaultMaxFindings;
  return value === "all" ? Infinity : wholeNumber("--max-findings", value);
}

function fixOption(value: string | undefined): FixScope | undefined {
  return value === undefined ? undefined : oneOf("--fix", value, ["safe", "all"]);
}
