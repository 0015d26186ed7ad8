import type { LabelProbability, Model } from "../model.js";

/** How a model is asked. */
export interface Question {
  readonly prompt: string;
  /** 0 takes the likeliest label; 1 draws labels by their probabilities. */
  readonly temperature: number;
  /** Draws only among the likeliest labels that together have this probability: above 0, up to 1. */
  readonly topP: number;
  /** Texts before which an answer ends. */
  readonly stop: readonly string[];
  /** Draws from 0 up to 1. */
  readonly random: () => number;
}

/** A token with its probability. The engine's tokens are whole labels. */
export interface AnswerToken {
  readonly text: string;
  /** Natural logarithm of the probability. */
  readonly logprob: number;
}

/** What a model answers. */
export interface Answer {
  readonly token: AnswerToken;
  /** All labels, the likeliest first. */
  readonly alternatives: readonly AnswerToken[];
}

/** The logarithm of what can hardly be: OpenAI's servers give it too. */
const leastLogprob = -9999;

/** Asks a model. */
export function answer(model: Model, question: Question): Answer {
  const labels = withoutStops(model.probabilities(question.prompt), question.stop);
  const alternatives = labels.map(({ label, probability }) => ({
    text: label,
    logprob: probability > 0 ? Math.log(probability) : leastLogprob,
  }));
  const chosen = draw(labels, question);
  const token = alternatives[chosen];
  if (token === undefined) throw new RangeError("A model has at least two labels.");
  return { token, alternatives };
}

/** The labels up to a stop sequence, the likeliest first. Those that are the same then are one. */
function withoutStops(
  labels: readonly LabelProbability[],
  stop: readonly string[],
): readonly LabelProbability[] {
  const merged = new Map<string, number>();
  for (const { label, probability } of labels) {
    const text = cutAt(label, stop);
    merged.set(text, (merged.get(text) ?? 0) + probability);
  }
  return [...merged]
    .map(([label, probability]) => ({ label, probability }))
    .sort((a, b) => b.probability - a.probability);
}

function cutAt(text: string, stop: readonly string[]): string {
  const ends = stop.map((sequence) => text.indexOf(sequence)).filter((at) => at >= 0);
  return text.slice(0, Math.min(text.length, ...ends));
}

/** The position of the label that is answered. */
function draw(
  labels: readonly LabelProbability[],
  { temperature, topP, random }: Pick<Question, "temperature" | "topP" | "random">,
): number {
  if (temperature === 0) return 0;
  const most = labels[0]?.probability ?? 1;
  // Relative to the likeliest, so that no power underflows everywhere.
  const weights = nucleus(labels, topP).map(
    ({ probability }) => (probability / most) ** (1 / temperature),
  );
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const drawn = weights.findIndex((weight) => (left -= weight) < 0);
  return Math.max(drawn, 0);
}

/** The likeliest labels that together have at least this probability. */
function nucleus(labels: readonly LabelProbability[], topP: number): readonly LabelProbability[] {
  let sum = 0;
  const last = labels.findIndex(({ probability }) => (sum += probability) >= topP);
  return last < 0 ? labels : labels.slice(0, last + 1);
}
