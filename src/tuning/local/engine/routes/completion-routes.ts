import { Hono } from "hono";
import type { Completion, CompletionChoice } from "openai/resources/completions";
import type { JsonObject } from "../../../../core/json/json-node.js";
import { isJsonArray } from "../../../../core/json/json-node.js";
import type { Model } from "../../model.js";
import type { Answer, AnswerToken } from "../answer.js";
import { badRequest } from "../api-error.js";
import { newId } from "../ids.js";
import type { StoredModels } from "../stored-models.js";
import { tokensIn } from "../trainer.js";
import type { Asked } from "./ask-request.js";
import { answersTo, askedOf } from "./ask-request.js";
import { eventStream } from "./event-stream.js";
import { bodyOf, optionalNumber, optionalSwitch, param } from "./params.js";

/** OpenAI gives five alternatives at most; a classifier has no more than its labels. */
const mostAlternatives = 20;

/** What only completions of texts ask for. */
interface TextAsked extends Asked {
  readonly prompts: readonly string[];
  /** How many alternatives to give with each token, or `undefined` for no log probabilities. */
  readonly alternatives: number | undefined;
  readonly isEchoed: boolean;
}

/** `/completions`: what a model answers to texts. */
export function completionRoutes(models: StoredModels, now: () => number): Hono {
  return new Hono().post("/", async ({ req, json }) => {
    const body = await bodyOf(req.raw);
    const asked = { ...(await askedOf(body, models)), ...textPartsOf(body) };
    const choices = asked.prompts.flatMap((prompt) => choicesFor(prompt, asked));
    const completion: Completion = {
      id: newId("cmpl"),
      object: "text_completion",
      created: Math.floor(now() / 1000),
      model: asked.modelId,
      choices: choices.map((choice, index) => ({ ...choice, index })),
      usage: usageOf(asked),
    };
    return asked.isStreamed ? eventStream([completion]) : json(completion);
  });
}

function textPartsOf(body: JsonObject): Pick<TextAsked, "prompts" | "alternatives" | "isEchoed"> {
  return {
    prompts: promptsOf(body),
    alternatives: optionalNumber(body, "logprobs", {
      least: 0,
      most: mostAlternatives,
      isWhole: true,
    }),
    isEchoed: optionalSwitch(body, "echo") ?? false,
  };
}

function promptsOf(body: JsonObject): readonly string[] {
  const prompt = param(body, "prompt") ?? "";
  const prompts = isJsonArray(prompt) ? prompt : [prompt];
  const texts = prompts.filter((text) => typeof text === "string");
  if (texts.length === prompts.length && texts.length > 0) return texts;
  throw badRequest('"prompt" must be a text or a list of texts.', "prompt");
}

function choicesFor(prompt: string, asked: TextAsked): readonly Omit<CompletionChoice, "index">[] {
  const echoed = asked.isEchoed ? echoOf(prompt, asked.model) : [];
  return answersTo(prompt, asked).map((answer) => {
    const said = asked.mostTokens === 0 ? [] : [partOf(answer)];
    const parts = [...echoed, ...said];
    return {
      text: parts.map(({ token }) => token.text).join(""),
      finish_reason: asked.mostTokens === 0 ? "length" : "stop",
      logprobs: asked.alternatives === undefined ? null : logprobsOf(parts, prompt, asked),
    };
  });
}

/** A token of the text that comes back; the log probability of what was given may be unknown. */
interface Part {
  readonly token: { readonly text: string; readonly logprob: number | null };
  readonly alternatives: readonly AnswerToken[];
}

function partOf({ token, alternatives }: Answer): Part {
  return { token, alternatives };
}

/** The prompt as tokens: where it ends with a label, that one has a probability. */
function echoOf(prompt: string, model: Model): readonly Part[] {
  const ending = model.head.labels
    .filter((label) => prompt.endsWith(label))
    .reduce((longest, label) => (label.length > longest.length ? label : longest), "");
  const head = prompt.slice(0, prompt.length - ending.length);
  const given: Part = { token: { text: head, logprob: null }, alternatives: [] };
  if (ending === "") return [given];
  const alternatives = model
    .probabilities(head)
    .map(({ label, probability }) => ({ text: label, logprob: Math.log(probability) }))
    .sort((a, b) => b.logprob - a.logprob);
  const token = alternatives.find(({ text }) => text === ending);
  return [...(head === "" ? [] : [given]), ...(token ? [{ token, alternatives }] : [])];
}

function logprobsOf(
  parts: readonly Part[],
  prompt: string,
  { alternatives, isEchoed }: TextAsked,
): CompletionChoice.Logprobs {
  let offset = isEchoed ? 0 : prompt.length;
  const text_offset = parts.map(({ token }) => {
    const start = offset;
    offset += token.text.length;
    return start;
  });
  return {
    tokens: parts.map(({ token }) => token.text),
    // OpenAI's types know no null, its service had it: nothing is known of what was given first.
    token_logprobs: parts.map(({ token }) => token.logprob as number),
    top_logprobs: parts.map(
      ({ token, alternatives: all }) =>
        (token.logprob === null
          ? null
          : topOf(token.text, token.logprob, all.slice(0, alternatives))) as Record<string, number>,
    ),
    text_offset,
  };
}

/** The alternatives by text, the token itself always among them. */
function topOf(
  text: string,
  logprob: number,
  alternatives: readonly AnswerToken[],
): Record<string, number> {
  const entries = alternatives.map((other) => [other.text, other.logprob] as const);
  return Object.fromEntries([...entries, [text, logprob]]);
}

function usageOf({ prompts, choices, mostTokens }: TextAsked): Completion["usage"] & object {
  const prompt_tokens = prompts.reduce((sum, prompt) => sum + tokensIn(prompt), 0);
  const completion_tokens = mostTokens === 0 ? 0 : prompts.length * choices;
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}
