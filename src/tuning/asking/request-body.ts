import type { AskingRoute, LimitName } from "../../core/inspection/capabilities.js";
import type { Sampling, SentPrompt } from "../../core/inspection/inspection.js";
import type { JsonObject } from "../../core/json/json-node.js";

/** What stands in a request besides prompt and model. */
export interface RequestShape {
  readonly sampling: Sampling;
  /** Whether log probabilities are asked for. */
  readonly wantsLogprobs: boolean;
  /** Models that reason have log probabilities only where they do not (OpenAI's gpt-5.1 and later). */
  readonly withoutReasoning: boolean;
  /** What the service calls the most tokens of an answer in chats. */
  readonly limitName: LimitName;
}

/** OpenAI's Responses API refuses less. */
const leastResponseTokens = 16;

/** A request for a route. A text goes to a chat as what its user says. */
export function requestBody(
  route: AskingRoute,
  { model, sent }: { readonly model: string; readonly sent: SentPrompt },
  shape: RequestShape,
): JsonObject {
  const common = { model, ...samplingOf(shape.sampling) };
  switch (route) {
    case "completions":
      return { ...common, ...completionPart(sent, shape) };
    case "chat":
      return { ...common, ...chatPart(sent, shape) };
    case "responses":
      return { ...withoutNames(common, ["seed", "stop"]), ...responsePart(sent, shape) };
  }
}

function samplingOf({ temperature, topP, stop, seed }: Sampling): JsonObject {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stop.length > 0 && { stop: [...stop] }),
    ...(seed !== undefined && { seed }),
  };
}

/** The Responses API has neither seeds nor texts to stop at. */
function withoutNames(body: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

function completionPart(sent: SentPrompt, { sampling, wantsLogprobs }: RequestShape): JsonObject {
  if (sent.kind === "chat") throw new RangeError("A conversation is no text to continue.");
  return {
    prompt: sent.text,
    max_tokens: sampling.maxTokens,
    ...(wantsLogprobs && { logprobs: sampling.alternatives }),
  };
}

function chatPart(
  sent: SentPrompt,
  { sampling, wantsLogprobs, withoutReasoning, limitName }: RequestShape,
): JsonObject {
  return {
    messages: messagesOf(sent),
    [limitName]: sampling.maxTokens,
    ...(wantsLogprobs && { logprobs: true, top_logprobs: sampling.alternatives }),
    ...(withoutReasoning && { reasoning_effort: "none" }),
  };
}

function responsePart(
  sent: SentPrompt,
  { sampling, wantsLogprobs, withoutReasoning }: RequestShape,
): JsonObject {
  return {
    input: messagesOf(sent),
    // What is asked stays with who asks.
    store: false,
    max_output_tokens: Math.max(sampling.maxTokens, leastResponseTokens),
    ...(wantsLogprobs && {
      include: ["message.output_text.logprobs"],
      top_logprobs: sampling.alternatives,
    }),
    ...(withoutReasoning && { reasoning: { effort: "none" } }),
  };
}

/** The messages of a conversation; a text is what its user says. */
export function messagesOf(sent: SentPrompt): JsonObject[] {
  if (sent.kind === "completion") return [{ role: "user", content: sent.text }];
  return sent.messages.map(({ role, content }) => ({ role, content }));
}
