import type { Finding } from "../core/rules/finding.js";

/** What the check knows of one line. */
export interface CheckedLine {
  readonly kind: "blank" | "record" | "broken";
  /** Names the record in the aggregates as long as the line lives. */
  readonly ref: number;
  /** What line and record rules say; the line number in them is not kept up to date. */
  readonly findings: readonly Finding[];
}
