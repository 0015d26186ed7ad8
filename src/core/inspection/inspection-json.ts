import type { Inspection, ScoredText } from "./inspection.js";
import { probabilityOf } from "./token-metrics.js";
import type { Token } from "./token.js";

/** An inspection as `tunewright inspect --json` prints it: version 1 of a format that others read. */
export interface InspectionJson {
  readonly version: 1;
  readonly record: { readonly file: string; readonly line: number };
  readonly model: string;
  readonly expected: string | null;
  readonly generated: { readonly text: string; readonly tokens: readonly TokenJson[] };
  readonly scored: ScoredJson | null;
  readonly labels: readonly LabelJson[] | null;
}

/** How likely a text is: `ScoredText` without what only pages show. */
export interface ScoredJson extends Omit<ScoredText, "note" | "tokens"> {
  readonly tokens: readonly TokenJson[];
}

export interface TokenJson {
  readonly text: string;
  readonly bytes: readonly number[] | null;
  readonly logprob: number | null;
  readonly probability: number | null;
  readonly alternatives: readonly CandidateJson[];
}

export interface CandidateJson {
  readonly text: string;
  readonly logprob: number;
  readonly probability: number;
}

export interface LabelJson {
  readonly label: string;
  /** `null` where only a bound is known. */
  readonly probability: number | null;
}

/** The inspection in the format that others read. */
export function inspectionJson(inspection: Inspection): InspectionJson {
  const { record, model, expected, generated, scored, labels } = inspection;
  return {
    version: 1,
    record: { file: record.file, line: record.line },
    model,
    expected,
    generated: { text: generated.text, tokens: generated.tokens.map(tokenJson) },
    scored: scored && scoredJson(scored),
    labels: labels && labels.labels.map(({ label, probability }) => ({ label, probability })),
  };
}

/** A scored text in the format that others read. */
export function scoredJson({
  method,
  text,
  tokens,
  logprob,
  atMost,
  perToken,
  perplexity,
}: ScoredText): ScoredJson {
  return {
    method,
    text,
    tokens: tokens.map(tokenJson),
    logprob,
    atMost,
    perToken,
    perplexity,
  };
}

function tokenJson({ text, bytes, logprob, alternatives }: Token): TokenJson {
  return {
    text,
    bytes,
    logprob,
    probability: logprob === null ? null : probabilityOf(logprob),
    alternatives: alternatives.map((other) => ({
      text: other.text,
      logprob: other.logprob,
      probability: probabilityOf(other.logprob),
    })),
  };
}
