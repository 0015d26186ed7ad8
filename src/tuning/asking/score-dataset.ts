import { compareText } from "../../core/inspection/compare-text.js";
import type { LabelDistribution, ScoredText } from "../../core/inspection/inspection.js";
import type { ScoreFact } from "../../core/inspection/score-fact.js";
import type { RecordToScore } from "../../core/inspection/scored-lines.js";
import { ProviderError } from "../provider-error.js";
import type { AskingPowers, InspectionOrder, LabelWishes } from "./inspect-record.js";
import { askedFor, generate, scoreLabels, scoreText, withoutEnding } from "./inspect-record.js";
import type { Patience } from "./patience.js";
import { patiently } from "./patience.js";

/** What all records of a dataset are asked. */
export interface ScoringOrder extends Pick<InspectionOrder, "model" | "provider" | "sampling"> {
  /** The address of the service; empty for this machine's own engine. */
  readonly endpoint: string;
  readonly labels: LabelWishes;
}

/** What scoring a dataset needs. */
export interface ScoringPowers extends AskingPowers, Omit<Patience, "signal"> {
  readonly signal: AbortSignal;
  /** What is known of a hash, from before or told by `onFact`: it is not asked again. */
  readonly find: (hash: string) => ScoreFact | undefined;
  /** Told of each record, in no special order; the fact is safe when it returns. */
  readonly onFact: (fact: ScoreFact, isNew: boolean) => void;
  /** Told of a record that the service refuses. */
  readonly onRefused: (line: number, error: ProviderError) => void;
  /** How many records are asked about at a time. */
  readonly atOnce: number;
}

/**
 * Scores the completion of every record. Records that are the same are asked once. Takes records as it
 * needs them, so that there may be any number. Stops at the signal, and at errors that all records
 * would have: what was found out by then was told. Rejects with a `ProviderError`.
 */
export async function scoreDataset(
  records: Iterable<RecordToScore>,
  order: ScoringOrder,
  powers: ScoringPowers,
): Promise<void> {
  const nameOf = await namesFor(order);
  const left = records[Symbol.iterator]();
  const failing = new AbortController();
  const signal = AbortSignal.any([powers.signal, failing.signal]);
  const patient = { ...powers, ...waitingTogether(powers), signal };
  /** What is being asked now, so that its like waits for the answer. */
  const pending = new Map<string, Promise<ScoreFact | undefined>>();
  const factFor = async (record: RecordToScore, hash: string): Promise<void> => {
    const known = powers.find(hash) ?? (await pending.get(hash));
    if (known !== undefined) {
      powers.onFact({ ...known, line: record.line }, false);
      return;
    }
    const asking = factOrRefusal(record, hash, order, patient);
    pending.set(hash, asking);
    try {
      const fact = await asking;
      if (fact !== undefined) powers.onFact(fact, true);
    } finally {
      pending.delete(hash);
    }
  };
  const work = async (): Promise<void> => {
    for (;;) {
      if (signal.aborted) return;
      const next = left.next();
      if (next.done === true) return;
      await factFor(next.value, await nameOf(next.value));
    }
  };
  const workers = Array.from({ length: powers.atOnce }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    // The others have nothing to hope for; what they have asked is not waited for twice.
    failing.abort();
    await Promise.allSettled(workers);
    // Calls that were under way when it was stopped fail: that is no trouble.
    if (!powers.signal.aborted) throw error;
  }
}

/** Where one is told to wait, all wait: the service means everybody. */
function waitingTogether({ wait }: Pick<Patience, "wait">): Pick<Patience, "ready" | "wait"> {
  let waiting: Promise<void> = Promise.resolve();
  return {
    wait: (ms, signal) => {
      waiting = Promise.all([waiting, wait(ms, signal)]).then(() => undefined);
      return waiting;
    },
    ready: () => waiting,
  };
}

/**
 * Names answers by all that they depend on: who was asked, where, how, with which labels, and the
 * record. SHA-256, in hexadecimal digits.
 */
export async function namesFor({
  provider,
  model,
  endpoint,
  sampling,
  labels,
}: ScoringOrder): Promise<(record: RecordToScore) => Promise<string>> {
  const { labels: all, ...wishes } = labels;
  // Which label is the most frequent one changes nothing.
  const asked = [provider, model, endpoint, sampling, wishes, [...all].sort()];
  const start = await sha256(JSON.stringify(asked));
  return ({ sent, expected }) => sha256(JSON.stringify([start, sent, expected]));
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

type PatientPowers = Patience & ScoringPowers;

async function factOrRefusal(
  record: RecordToScore,
  hash: string,
  order: ScoringOrder,
  powers: PatientPowers,
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
  powers: PatientPowers,
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
