import type { Token } from "./token.js";

/** A record that was inspected. */
export interface InspectedRecord {
  /** As it was named. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A message as it is sent. */
export interface SentMessage {
  readonly role: string;
  readonly content: string;
}

/** What a model is given. */
export type SentPrompt =
  | { readonly kind: "completion"; readonly text: string }
  | { readonly kind: "chat"; readonly messages: readonly SentMessage[] };

/** How a model is asked. What is left out is up to the service. */
export interface Sampling {
  /** 0 for the likeliest, 1 for as the model is, up to 2. */
  readonly temperature?: number;
  /** Above 0, up to 1. */
  readonly topP?: number;
  readonly maxTokens: number;
  /** Texts before which an answer ends. */
  readonly stop: readonly string[];
  readonly seed?: number;
  /** How many alternatives are wanted for each token; the service may give fewer. */
  readonly alternatives: number;
}

/** What a model has written. */
export interface Generation {
  readonly text: string;
  /** Empty where the service gives no log probabilities; `whyNoTokens` says why. */
  readonly tokens: readonly Token[];
  readonly whyNoTokens: string | null;
  /** Why it ended, in the service's word, such as `stop` or `length`. */
  readonly finishReason: string | null;
}

/** How likely a model finds a text that it was given. */
export interface ScoredText {
  /** Told by the service for every token, or as much as the model's own answer lets one say. */
  readonly method: ScoringMethod | "comparison";
  readonly text: string;
  /** Of the text; where it was compared, those that it shares with what was generated. */
  readonly tokens: readonly Token[];
  /** Natural logarithm of the probability of the whole text; `null` where only a bound is known. */
  readonly logprob: number | null;
  /** The probability of the whole text is this or less, from 0 to 1. */
  readonly atMost: number;
  /** `logprob` for each token, on average. */
  readonly perToken: number | null;
  /** `exp(-perToken)`: 1 for a text that was certain. */
  readonly perplexity: number | null;
  /** What else there is to know, such as why it was compared only. */
  readonly note: string | null;
}

/** How a service tells the log probabilities of a given text. */
export type ScoringMethod =
  /** OpenAI's old way: the text comes back with the answer. */
  | "echo"
  /** vLLM's own field. */
  | "prompt-logprobs";

/** How likely a model finds one of the labels of a dataset. */
export interface LabelLikelihood {
  /** As it stands in records. */
  readonly label: string;
  /** As the model has it, from 0 to 1; `null` where only a bound is known. */
  readonly probability: number | null;
  /** The probability is this or less. */
  readonly atMost: number;
  /** Among the labels whose probability is known: these add up to 1. */
  readonly normalised: number | null;
}

/** How likely a model finds the labels of a dataset. */
export interface LabelDistribution {
  /** The likeliest first. */
  readonly labels: readonly LabelLikelihood[];
  /** The likeliest, where one is known. */
  readonly predicted: string | null;
  /** The record's own label, where it is one of these. */
  readonly expected: string | null;
  /**
   * By how much the normalised probability of the expected label is above that of the likeliest
   * other, from -1 to 1. Where there is no expected label: of the likeliest above the next.
   */
  readonly margin: number | null;
  /** Of the normalised probabilities, in nats. */
  readonly entropy: number | null;
}

/** A record's tokens with their log probabilities under a model. */
export interface Inspection {
  readonly record: InspectedRecord;
  /** The id of the provider in our table. */
  readonly provider: string;
  readonly model: string;
  readonly sent: SentPrompt;
  /** What the record would have the model write, where it says. */
  readonly expected: string | null;
  readonly generated: Generation;
  readonly scored: ScoredText | null;
  readonly labels: LabelDistribution | null;
}
