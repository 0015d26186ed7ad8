import type { ScoreOrder } from "../core/inspection/score-fact.js";
import type { Sampling } from "../core/inspection/inspection.js";

/** What `tunewright inspect` was asked for. */
export interface InspectRequest {
  readonly file: string;
  /** From 1; `undefined` for every record of the file. */
  readonly line: number | undefined;
  readonly provider: string;
  readonly model: string | undefined;
  readonly sampling: Sampling;
  /** Whether records' own completions are scored. */
  readonly score: boolean;
  /** Whether to find out anew what the service tells. */
  readonly probe: boolean;
  readonly json: boolean;
  /** Where the scores of all records are kept. */
  readonly output: string | undefined;
  readonly sort: ScoreOrder | undefined;
  readonly yes: boolean;
}

/** The orders in which scored records are printed. */
export const scoreOrders = [
  "surprise",
  "margin",
  "wrongness",
] as const satisfies readonly ScoreOrder[];
