import { compareText } from "../../core/inspection/compare-text.js";
import type {
  LabelDistribution,
  ScoredText,
  SentPrompt,
} from "../../core/inspection/inspection.js";
import type { ScoreFact } from "../../core/inspection/score-fact.js";
import { ProviderError } from "../provider-error.js";
import type { AskingPowers, InspectionOrder, LabelWishes } from "./inspect-record.js";
import { askedFor, generate, scoreLabels, scoreText, withoutEnding } from "./inspect-record.js";
import type { Patience } from "./patience.js";
import { patiently } from "./patience.js";

/** A record whose completion is to be scored. */
export interface RecordToScore {
  /** From 1. */
  readonly line: number;
  readonly sent: SentPrompt;
  readonly expected: string;
}

/** What all records of a dataset are asked. */
export interface ScoringOrder extends Pick<InspectionOrder, "model" | "provider" | "sampling"> {
  readonly labels: LabelWishes;
}

/** What scoring a dataset needs. */
export interface ScoringPowers extends AskingPowers, Omit<Patience, "signal"> {
  readonly signal: AbortSignal;
  /** What is known from before, by hash: it is not asked again. */
  readonly known: ReadonlyMap<string, ScoreFact>;
  /** Told of each record, in no special order; resolves when the fact is safe. */
  readonly onFact: (fact: ScoreFact, isNew: boolean) => Promise<void> | void;
  /** Told of a record that the service refuses. */
  readonly onRefused: (line: number, error: ProviderError) => void;
  /** How many records are asked about at a time. */
  readonly atOnce: number;
}

/**
 * Scores the completion of every record. Records that are the same are asked once. Stops at the signal,
 * and at errors that all records would have: what was found out by then was told. Rejects with a
 * `ProviderError`.
 */
export async function scoreDataset(
  records: readonly RecordToScore[],
  order: ScoringOrder,
  powers: ScoringPowers,
): Promise<void> {
  const known = new Map<string, ScoreFact>(powers.known);
  const left = records.values();
  const work = async (): Promise<void> => {
    for (const record of left) {
      if (powers.signal.aborted) return;
      const hash = await hashOf(record, order);
      const before = known.get(hash);
      if (before !== undefined) {
        await powers.onFact({ ...before, line: record.line }, false);
        continue;
      }
      const fact = await factOrRefusal(record, hash, order, powers);
      if (fact === undefined) continue;
      known.set(hash, fact);
      await powers.onFact(fact, true);
    }
  };
  await Promise.all(Array.from({ length: powers.atOnce }, work));
}

/** What was asked, of whom, and the completion, as a name for the answer. */
export async function hashOf(
  { sent, expected }: RecordToScore,
  { provider, model }: Pick<ScoringOrder, "model" | "provider">,
): Promise<string> {
  const text = JSON.stringify([provider, model, sent, expected]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function factOrRefusal(
  record: RecordToScore,
  hash: string,
  order: ScoringOrder,
  powers: ScoringPowers,
): Promise<ScoreFact | undefined> {
  try {
    return await factOf(record, hash, order, powers);
  } catch (error) {
    // Too long for the model, perhaps: the others may be fine.
    if (!(error instanceof ProviderError) || error.trouble.kind !== "refused") throw error;
    powers.onRefused(record.line, error);
    return undefined;
  }
}

async function factOf(
  record: RecordToScore,
  hash: string,
  order: ScoringOrder,
  powers: ScoringPowers,
): Promise<ScoreFact> {
  const asked = askedFor({ ...order, ...record });
  const scored = await patiently(() => scoreText(record.expected, asked, powers), powers);
  const isLabelled = order.labels.labels.length > 1;
  const generated =
    scored === undefined || isLabelled
      ? await patiently(() => generate(asked, powers), powers)
      : undefined;
  const text = withoutEnding(record.expected, order.sampling.stop);
  const known = scored ?? compareText(text, generated?.tokens ?? []);
  const labels =
    generated !== undefined && isLabelled
      ? await patiently(() => scoreLabels(asked, generated, powers), powers)
      : null;
  return { ...head(record, hash, order), ...numbersOf(known), ...labelsOf(labels) };
}

function head(
  { line, expected }: RecordToScore,
  hash: string,
  { provider, model }: ScoringOrder,
): Pick<ScoreFact, "expected" | "hash" | "line" | "model" | "provider" | "version"> {
  return { version: 1, hash, line, provider, model, expected };
}

type Numbers = "atMost" | "logprob" | "method" | "perplexity" | "perToken" | "tokens";

function numbersOf(scored: ScoredText): Pick<ScoreFact, Numbers> {
  const { method, tokens, logprob, atMost, perToken, perplexity } = scored;
  return { method, tokens: tokens.length, logprob, atMost, perToken, perplexity };
}

type Labels = "expectedProbability" | "margin" | "predicted" | "predictedProbability";

function labelsOf(labels: LabelDistribution | null): Pick<ScoreFact, Labels> {
  const shareOf = (name: string | null): number | null =>
    labels?.labels.find(({ label }) => label === name)?.normalised ?? null;
  const { predicted = null, expected = null, margin = null } = labels ?? {};
  return {
    predicted,
    predictedProbability: shareOf(predicted),
    expectedProbability: shareOf(expected),
    margin,
  };
}
