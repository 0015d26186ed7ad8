import type { JsonObject } from "../../../../core/json/json-node.js";
import { ownMember } from "../../../../core/json/json-node.js";
import type { Hyperparameters } from "../../hyperparameters.js";
import { ranges } from "../../hyperparameters.js";
import { ApiError, badRequest } from "../api-error.js";
import { newId } from "../ids.js";
import { baseModel } from "../model-names.js";
import type { StoredFiles } from "../stored-files.js";
import type { StoredJob } from "../stored-jobs.js";
import type { StoredModels } from "../stored-models.js";
import { optionalNumber, optionalObject, optionalText, param, requiredText } from "./params.js";

const longestSuffix = 64;
const mostSeed = 2 ** 31 - 1;
const mostMetadata = 16;
const longestMetadataKey = 64;
const longestMetadataValue = 512;

/** What a request for a job refers to. */
interface Known {
  readonly files: StoredFiles;
  readonly models: StoredModels;
  readonly now: () => number;
}

/** The job that a request asks for. Throws an `ApiError` that says what is wrong with it. */
export async function jobFrom(body: JsonObject, known: Known): Promise<StoredJob> {
  const model = await modelFrom(body, known);
  const trainingFile = requiredText(body, "training_file");
  const validationFile = optionalText(body, "validation_file") ?? null;
  await mustExist(known.files, trainingFile, "training_file");
  if (validationFile !== null) await mustExist(known.files, validationFile, "validation_file");
  refuseIntegrations(body);
  return {
    id: newId("ftjob"),
    status: "validating_files",
    createdAt: known.now(),
    finishedAt: null,
    model,
    trainingFile,
    validationFile,
    suffix: suffixFrom(body),
    seed:
      optionalNumber(body, "seed", { least: 0, most: mostSeed, isWhole: true }) ??
      Math.floor(Math.random() * mostSeed),
    metadata: metadataFrom(body),
    chosen: hyperparametersFrom(body),
    hyperparameters: null,
    error: null,
    trainedTokens: null,
    checkpoints: [],
    resultFiles: [],
    deletedSteps: [],
  };
}

async function modelFrom(body: JsonObject, { models }: Known): Promise<string> {
  const model = requiredText(body, "model");
  if (model === baseModel || (await models.find(model)) !== undefined) return model;
  throw new ApiError(
    400,
    `There is no model "${model}" that can be tuned here. Take "${baseModel}" or a model that was tuned from it.`,
    { code: "model_not_available", param: "model" },
  );
}

async function mustExist(files: StoredFiles, id: string, name: string): Promise<void> {
  if ((await files.find(id)) === undefined) throw badRequest(`There is no file "${id}".`, name);
}

function suffixFrom(body: JsonObject): string | null {
  const suffix = optionalText(body, "suffix") ?? null;
  if (suffix === null || (/^[\w.-]+$/.test(suffix) && suffix.length <= longestSuffix))
    return suffix;
  throw badRequest(
    `"suffix" must be at most ${longestSuffix} letters, digits, "-", "_" and ".", got "${suffix}".`,
    "suffix",
  );
}

function metadataFrom(body: JsonObject): Readonly<Record<string, string>> | null {
  const metadata = optionalObject(body, "metadata");
  if (metadata === undefined) return null;
  const entries = Object.entries(metadata);
  const texts = entries.filter(
    (entry): entry is [string, string] =>
      entry[0].length <= longestMetadataKey &&
      typeof entry[1] === "string" &&
      entry[1].length <= longestMetadataValue,
  );
  if (texts.length === entries.length && texts.length <= mostMetadata) {
    return Object.fromEntries(texts);
  }
  throw badRequest(
    `"metadata" may have ${mostMetadata} texts of ${longestMetadataValue} characters under keys of ${longestMetadataKey}.`,
    "metadata",
  );
}

/** What a person chose, be it in `method` or, as formerly, in `hyperparameters`. */
function hyperparametersFrom(body: JsonObject): Partial<Hyperparameters> {
  const given = givenHyperparameters(body);
  refuseBatches(given);
  const chosen = parameterNames.map(([name, parameter]) => [
    name,
    optionalNumber(given, parameter, ranges[name]),
  ]);
  return Object.fromEntries(
    chosen.filter(([, value]) => value !== undefined),
  ) as Partial<Hyperparameters>;
}

/** What hyperparameters are called in requests. */
const parameterNames: readonly (readonly [keyof Hyperparameters, string])[] = [
  ["epochs", "n_epochs"],
  ["learningRateMultiplier", "learning_rate_multiplier"],
  ["wordNgrams", "word_ngrams"],
  ["dimension", "dimension"],
];

function givenHyperparameters(body: JsonObject): JsonObject {
  const method = optionalObject(body, "method") ?? {};
  const type = optionalText(method, "type") ?? "supervised";
  if (type !== "supervised") {
    throw badRequest(
      `The local engine trains with the method "supervised" only: a classifier has no use for "${type}".`,
      "method",
    );
  }
  const supervised = optionalObject(method, "supervised") ?? {};
  const name = "hyperparameters";
  return optionalObject(supervised, name) ?? optionalObject(body, name) ?? {};
}

function refuseBatches(given: JsonObject): void {
  const size = param(given, "batch_size");
  if (size === undefined || size === "auto" || size === 1) return;
  throw badRequest(
    `The local engine learns from one record at a time: "batch_size" can only be 1 or "auto", got ${JSON.stringify(size)}.`,
    "batch_size",
  );
}

function refuseIntegrations(body: JsonObject): void {
  const integrations = ownMember(body, "integrations") ?? [];
  if (Array.isArray(integrations) && integrations.length === 0) return;
  throw badRequest(
    "The local engine sends nothing anywhere: it has no integrations.",
    "integrations",
  );
}
