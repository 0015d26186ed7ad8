import type { Finding } from "../core/rules/finding.js";

/** What the check knows of one line. */
export interface CheckedLine {
  readonly kind: "blank" | "record" | "broken";
  /** Names the record in the aggregates as long as the line lives. */
  readonly ref: number;
  /** What line and record rules say; the line number in them is not kept up to date. */
  readonly findings: readonly Finding[];
}

/** The findings of a line, at the number that it has now. */
export function atLine(findings: readonly Finding[], line: number): readonly Finding[] {
  return findings.map((finding) => {
    if (finding.line === line) return finding;
    // What else explains a finding about one record stands in the same record.
    const related = finding.related.map((place) => ({ ...place, line }));
    return { ...finding, line, related };
  });
}

/** A finding that no edit of the text mends. */
export function withoutFix({ rule, severity, line, span, message, related }: Finding): Finding {
  return { rule, severity, line, span, message, related };
}
