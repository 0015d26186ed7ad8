import type { JsonObject } from "../../../../core/json/json-node.js";
import { isJsonArray } from "../../../../core/json/json-node.js";
import type { Model } from "../../model.js";
import type { Answer, Question } from "../answer.js";
import { answer } from "../answer.js";
import { ApiError, badRequest } from "../api-error.js";
import { baseModel } from "../model-names.js";
import type { StoredModels } from "../stored-models.js";
import { seededRandom } from "../../seeded-random.js";
import { optionalNumber, optionalSwitch, param, requiredText } from "./params.js";

/** What both kinds of completions ask for. */
export interface Asked {
  readonly model: Model;
  readonly modelId: string;
  readonly isStreamed: boolean;
  /** How many answers to each prompt. */
  readonly choices: number;
  /** How many tokens an answer may have: it is a label, which is one. */
  readonly mostTokens: number;
  readonly sampling: Omit<Question, "prompt">;
}

const mostChoices = 128;
const mostStops = 4;

/** Reads what both kinds of completions have in common. Throws an `ApiError`. */
export async function askedOf(body: JsonObject, models: StoredModels): Promise<Asked> {
  const modelId = requiredText(body, "model");
  const model = await models.load(modelId);
  if (model === undefined) throw unknownModel(modelId);
  const seed = optionalNumber(body, "seed", { least: 0, most: 2 ** 53 - 1, isWhole: true });
  return {
    model,
    modelId,
    isStreamed: optionalSwitch(body, "stream") ?? false,
    choices: optionalNumber(body, "n", { least: 1, most: mostChoices, isWhole: true }) ?? 1,
    mostTokens: mostTokensOf(body),
    sampling: {
      temperature: optionalNumber(body, "temperature", { least: 0, most: 2, isWhole: false }) ?? 1,
      topP: optionalNumber(body, "top_p", { least: 0, most: 1, isWhole: false }) ?? 1,
      stop: stopsOf(body),
      random: seed === undefined ? () => Math.random() : seededRandom(seed),
    },
  };
}

/** Asks the model as often as it was asked for. */
export function answersTo(prompt: string, { model, choices, sampling }: Asked): readonly Answer[] {
  return Array.from({ length: choices }, () => answer(model, { ...sampling, prompt }));
}

function unknownModel(id: string): ApiError {
  const message =
    id === baseModel
      ? `"${id}" knows nothing yet: tune it, and ask the model that comes of it.`
      : `There is no model "${id}".`;
  return new ApiError(404, message, { code: "model_not_found", param: "model" });
}

function mostTokensOf(body: JsonObject): number {
  const range = { least: 0, most: 2 ** 31 - 1, isWhole: true };
  const names = ["max_completion_tokens", "max_tokens"];
  return names.map((name) => optionalNumber(body, name, range)).find((n) => n !== undefined) ?? 16;
}

function stopsOf(body: JsonObject): readonly string[] {
  const stop = param(body, "stop") ?? [];
  const stops = isJsonArray(stop) ? stop : [stop];
  const texts = stops.filter((text): text is string => typeof text === "string" && text !== "");
  if (texts.length === stops.length && texts.length <= mostStops) return texts;
  throw badRequest(`"stop" must be a text, or a list of at most ${mostStops} texts.`, "stop");
}
