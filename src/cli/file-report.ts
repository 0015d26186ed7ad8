import { nearPromptsIn } from "../core/convert/convert-lines.js";
import type { CheckResult } from "../core/dataset/check-dataset.js";
import type { Rename } from "../core/convert/near-prompts.js";
import type { Finding, Severity } from "../core/rules/finding.js";
import type { DatasetFile } from "../data/dataset-file.js";

/** What `check --format json` says of one file; part of the contract with scripts. */
export interface FileReport {
  readonly path: string;
  /** `null` where the file is not recognised as training data. */
  readonly format: string | null;
  readonly target: string | null;
  /** Whether somebody chose the target; otherwise it is the usual one for the format. */
  readonly targetChosen: boolean;
  /** `lines` for a dataset; `document` for JSON over several lines, `table` for separated values. */
  readonly layout: "lines" | "document" | "table";
  readonly records: number;
  readonly bytes: number;
  readonly findings: readonly ReportedFinding[];
  /** How many findings there are of each rule, also those that were left out. */
  readonly counts: Readonly<Record<string, number>>;
  /** Rules that did not run because the file is large; naming them with `--rule` runs them. */
  readonly leftOut: readonly string[];
  /** Where no format is known: the names that would make pairs of prompt and completion of it. */
  readonly renames: readonly Rename[];
}

/** A checked file: what is reported, and how many findings of each severity there are in all. */
export interface CheckedFile {
  readonly report: FileReport;
  readonly severityCounts: Readonly<Record<Severity, number>>;
}

/** One finding with its place in every unit that somebody needs. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** Counted from 1, without blank lines; `null` on a blank line. */
  readonly record: number | null;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Counted from 0 at the start of the file. */
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly message: string;
  readonly fix: "safe" | "asks" | null;
  readonly related: readonly ReportedPlace[];
}

/** Another place that explains a finding. */
export interface ReportedPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Turns a check's outcome into what is reported. */
export function checkedFile(file: DatasetFile, result: CheckResult): CheckedFile {
  return { report: fileReport(file, result), severityCounts: result.severityCounts };
}

function fileReport(file: DatasetFile, result: CheckResult): FileReport {
  const isOfNoFormat = result.plan.context === undefined && result.plan.layout === "lines";
  return {
    path: file.path,
    format: result.plan.context?.format.id ?? null,
    target: result.plan.context?.target.id ?? null,
    targetChosen: result.plan.context?.isTargetChosen ?? false,
    layout: result.plan.layout,
    records: result.records,
    bytes: file.bytes,
    findings: result.findings.map((finding) => reported(finding, file, result)),
    counts: result.counts,
    leftOut: result.plan.leftOut,
    renames: isOfNoFormat ? (nearPromptsIn(file) ?? []) : [],
  };
}

function reported(finding: Finding, file: DatasetFile, result: CheckResult): ReportedFinding {
  const { rule, severity, line, span, message, fix, related } = finding;
  const byteOffset = result.byteOffset(line, span.start);
  return {
    rule,
    severity,
    record: result.recordNumber(line) ?? null,
    line: line + 1,
    column: span.start + 1,
    endLine: line + 1,
    endColumn: span.end + 1,
    byteOffset,
    byteLength: result.byteOffset(line, span.end) - byteOffset,
    message,
    fix: fix?.kind ?? null,
    related: related.map((place) => ({
      path: place.file ?? file.path,
      line: place.line + 1,
      column: place.span.start + 1,
      message: place.message,
    })),
  };
}
