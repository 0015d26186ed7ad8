import type { LeastTokens, LimitName } from "../../core/inspection/capabilities.js";
import type { ScoredText, ScoringMethod, SentPrompt } from "../../core/inspection/inspection.js";
import { readAnswer } from "../../core/inspection/read-answer.js";
import { readPromptLogprobs } from "../../core/inspection/read-prompt-logprobs.js";
import { scoreGiven } from "../../core/inspection/score-given.js";
import { fillBytes } from "../../core/inspection/token-bytes.js";
import type { JsonObject } from "../../core/json/json-node.js";
import type { CallOptions } from "../provider.js";
import type { AskingClient } from "./asking-client.js";
import { messagesOf } from "./request-body.js";

/** A text to be scored, and what stands before it. */
export interface ScoringQuestion {
  readonly model: string;
  readonly sent: SentPrompt;
  readonly text: string;
  /** How many alternatives are wanted for each token. */
  readonly alternatives: number;
  readonly limitName: LimitName;
  readonly leastTokens: LeastTokens;
}

/**
 * Has a service score a text as the continuation of what was sent. `undefined` where its answer does
 * not hold the tokens of that text. Rejects with a `ProviderError` where it refuses.
 */
export async function scoreAt(
  client: AskingClient,
  method: ScoringMethod,
  question: ScoringQuestion,
  options?: CallOptions,
): Promise<ScoredText | undefined> {
  if (method === "prompt-logprobs") return byPromptLogprobs(client, question, options);
  return byEcho(client, question, options);
}

async function byEcho(
  client: AskingClient,
  { model, sent, text, alternatives, leastTokens }: ScoringQuestion,
  options: CallOptions | undefined,
): Promise<ScoredText | undefined> {
  if (sent.kind === "chat") return undefined;
  const prompt = sent.text + text;
  const shape = { echo: true, logprobs: alternatives, temperature: 0, max_tokens: leastTokens };
  const answer = await client.ask("completions", { model, prompt, ...shape }, options);
  const read = readAnswer(answer, alternatives);
  if (read === undefined) return undefined;
  const { given, tokens, finishReason } = read;
  // Half a character that was generated could be taken for the end of the text.
  const hasMore = leastTokens > 0 && finishReason === "length";
  const all = given.length > 0 ? given : tokens.slice(0, hasMore ? -1 : tokens.length);
  return scoreGiven(all, { before: sent.text, text }, "echo");
}

/** vLLM's own field, which conversations have too: there the answer is the last message of all. */
async function byPromptLogprobs(
  client: AskingClient,
  question: ScoringQuestion,
  options: CallOptions | undefined,
): Promise<ScoredText | undefined> {
  const { sent, text } = question;
  const told = readPromptLogprobs(await askForPrompt(client, question, options));
  // Without the ids of tokens only those of a list of one can be told apart.
  const tokens =
    told ??
    readPromptLogprobs(await askForPrompt(client, { ...question, alternatives: 0 }, options));
  if (tokens === undefined) return undefined;
  // How a conversation is written for the model, nobody but the service knows.
  if (sent.kind === "chat") return scoreGiven(tokens, { before: "", text }, "prompt-logprobs");
  const filled = fillBytes(
    tokens.map((token, index) => (index === 0 ? { ...token, bytes: null } : token)),
    sent.text + text,
  );
  return scoreGiven(filled, { before: sent.text, text }, "prompt-logprobs");
}

async function askForPrompt(
  client: AskingClient,
  { model, sent, text, alternatives, limitName }: ScoringQuestion,
  options: CallOptions | undefined,
): Promise<JsonObject> {
  const extra = { prompt_logprobs: alternatives, return_token_ids: true, temperature: 0 };
  if (sent.kind === "completion") {
    const body = { model, prompt: sent.text + text, max_tokens: 1, ...extra };
    return client.ask("completions", body, options);
  }
  const messages = [...messagesOf(sent), { role: "assistant", content: text }];
  const body = { model, messages, [limitName]: 1, add_generation_prompt: false, ...extra };
  return client.ask("chat", body, options);
}
