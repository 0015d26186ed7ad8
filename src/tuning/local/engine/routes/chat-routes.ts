import { Hono } from "hono";
import type { ChatCompletion, ChatCompletionTokenLogprob } from "openai/resources/chat/completions";
import type { JsonObject } from "../../../../core/json/json-node.js";
import { isJsonArray } from "../../../../core/json/json-node.js";
import { conversationText } from "../../conversation-text.js";
import type { Answer, AnswerToken } from "../answer.js";
import { badRequest } from "../api-error.js";
import { newId } from "../ids.js";
import type { StoredModels } from "../stored-models.js";
import { tokensIn } from "../trainer.js";
import { answersTo, askedOf } from "./ask-request.js";
import { eventStream } from "./event-stream.js";
import { bodyOf, optionalNumber, optionalSwitch, param } from "./params.js";

/** As OpenAI has it. */
const mostAlternatives = 20;

/** `/chat/completions`: what a model answers to a conversation. */
export function chatRoutes(models: StoredModels, now: () => number): Hono {
  return new Hono().post("/", async ({ req, json }) => {
    const body = await bodyOf(req.raw);
    const asked = await askedOf(body, models);
    const prompt = promptOf(body);
    const alternatives = alternativesOf(body);
    const prompt_tokens = tokensIn(prompt);
    const completion_tokens = asked.mostTokens === 0 ? 0 : asked.choices;
    const completion: ChatCompletion = {
      id: newId("chatcmpl"),
      object: "chat.completion",
      created: Math.floor(now() / 1000),
      model: asked.modelId,
      choices: answersTo(prompt, asked).map((answer, index) =>
        choiceOf(answer, { index, alternatives, isEmpty: asked.mostTokens === 0 }),
      ),
      usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
    };
    return asked.isStreamed ? eventStream(chunksOf(completion)) : json(completion);
  });
}

function promptOf(body: JsonObject): string {
  const messages = param(body, "messages");
  if (isJsonArray(messages) && messages.length > 0) return conversationText(messages);
  throw badRequest('"messages" must be a list with at least one message.', "messages");
}

/** How many alternatives to give, or `undefined` for no log probabilities. */
function alternativesOf(body: JsonObject): number | undefined {
  const range = { least: 0, most: mostAlternatives, isWhole: true };
  const count = optionalNumber(body, "top_logprobs", range);
  const isWanted = optionalSwitch(body, "logprobs") ?? false;
  if (count === undefined || isWanted) return isWanted ? (count ?? 0) : undefined;
  throw badRequest('"top_logprobs" needs "logprobs" to be true.', "top_logprobs");
}

/** How a choice is to look. */
interface ChoiceShape {
  readonly index: number;
  readonly alternatives: number | undefined;
  /** Whether no token at all was asked for. */
  readonly isEmpty: boolean;
}

function choiceOf(
  { token, alternatives: all }: Answer,
  { index, alternatives, isEmpty }: ChoiceShape,
): ChatCompletion.Choice {
  const content = isEmpty
    ? []
    : [{ ...tokenLogprob(token), top_logprobs: all.slice(0, alternatives).map(tokenLogprob) }];
  return {
    index,
    message: { role: "assistant", content: isEmpty ? "" : token.text, refusal: null },
    finish_reason: isEmpty ? "length" : "stop",
    logprobs: alternatives === undefined ? null : { content, refusal: null },
  };
}

function tokenLogprob({
  text,
  logprob,
}: AnswerToken): Omit<ChatCompletionTokenLogprob, "top_logprobs"> {
  return { token: text, bytes: [...new TextEncoder().encode(text)], logprob };
}

/** The same answer as it is streamed: the text of each choice, then the ends. */
function chunksOf({ id, created, model, choices }: ChatCompletion): readonly object[] {
  const head = { id, created, model, object: "chat.completion.chunk" };
  return choices.flatMap(({ index, message, logprobs, finish_reason }) => [
    {
      ...head,
      choices: [
        {
          index,
          delta: { role: "assistant", content: message.content },
          logprobs,
          finish_reason: null,
        },
      ],
    },
    { ...head, choices: [{ index, delta: {}, logprobs: null, finish_reason }] },
  ]);
}
