import type { Edit, Span } from "../json/span.js";

/** How bad a finding is. See `severities` for the order. */
export type Severity = "error" | "warning" | "information" | "hint";

/** The severities, worst first. */
export const severities: readonly Severity[] = ["error", "warning", "information", "hint"];

/** Whether a text that a person gave is a severity. */
export function isSeverity(text: string): text is Severity {
  return severities.some((severity) => severity === text);
}

/** Whether `severity` is as bad as `limit` or worse. */
export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(limit);
}

/**
 * A fix for one finding.
 *
 * `safe`: removes no record and guesses nothing; part of fix-all, fix on save and `--fix`.
 * `asks`: applied only by an explicit command.
 */
export interface Fix {
  readonly kind: "safe" | "asks";
  /** What it does, in the imperative: `Add a space before the completion`. */
  readonly title: string;
  /** Edits of the line; none where the fix removes it. */
  readonly edits: readonly Edit[];
  /** Whether the fix removes the whole line with its line ending. */
  readonly removesLine?: true;
  /** Whether the fix takes the byte order mark away that stands before the first line. */
  readonly removesMark?: true;
  /** Whether the fix lays the whole file out anew, one record on each line. */
  readonly convertsFile?: true;
}

/** Another place that explains a finding. */
export interface Related {
  /** The file that it is in, as whoever asked for the check names it; without one, the same file. */
  readonly file?: string;
  /** Line counted from 0. */
  readonly line: number;
  readonly span: Span;
  readonly message: string;
}

/** Something that a rule has to say about one record. */
export interface Finding {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** Line counted from 0. */
  readonly line: number;
  /** UTF-16 offsets in the line's text. */
  readonly span: Span;
  readonly message: string;
  readonly fix?: Fix;
  readonly related: readonly Related[];
}

/** Orders findings as they stand in the file. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    a.line - b.line ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    (a.rule < b.rule ? -1 : Number(a.rule > b.rule))
  );
}
