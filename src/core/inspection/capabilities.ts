import type { ScoringMethod } from "./inspection.js";

/** The ways to ask that services have. */
export type AskingRoute = "chat" | "completions" | "responses";

/** OpenAI's reasoning models refuse the old name, older services do not know the new one. */
export type LimitName = "max_completion_tokens" | "max_tokens";

/** What one way to ask gives. */
export interface RouteCapability {
  /** Whether a model can be asked this way. */
  readonly answers: boolean;
  /** Whether the tokens of an answer come with log probabilities. */
  readonly hasLogprobs: boolean;
  /** How many alternatives may be asked for, 20 at most; 0 where none come. */
  readonly alternatives: number;
  /** What stands in the way, in the service's own words where it has said any. */
  readonly reason: string | null;
}

/** vLLM generates nothing where nothing is asked for; others refuse that. */
export type LeastTokens = 0 | 1;

/** How a given text can be scored, or why it cannot. */
export type ScoringCapability =
  | {
      readonly kind: "scores";
      readonly method: ScoringMethod;
      readonly route: "chat" | "completions";
      readonly alternatives: number;
      /** The fewest tokens that may be asked for beside the score; one more is generated, and left out. */
      readonly leastTokens: LeastTokens;
    }
  | { readonly kind: "none"; readonly reason: string };

/** What was found out about an endpoint and a model by asking them. */
export interface Capabilities {
  readonly version: 1;
  /** The address without key. */
  readonly endpoint: string;
  readonly model: string;
  /** When it was found out, as `2026-11-22T17:20:00.000Z`. */
  readonly probedAt: string;
  readonly routes: Readonly<Record<AskingRoute, RouteCapability>>;
  /** Of the continuation of a text. */
  readonly scoring: ScoringCapability;
  /** Of the answer in a conversation. */
  readonly chatScoring: ScoringCapability;
  /** Whether the model must be told to answer without reasoning first: otherwise it has no log probabilities. */
  readonly needsNoReasoning: boolean;
  /** What the most tokens of an answer are called in chats. */
  readonly limitName: LimitName;
}
