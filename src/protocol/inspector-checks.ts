import type { Sampling } from "../core/inspection/inspection.js";
import type { BranchWish, InspectionExport, InspectorMemory, ModelName } from "./inspector-page.js";
import { requestLanguages } from "./inspector-page.js";
import { isObject } from "./is-object.js";

/** The largest picture that is taken from a page. */
const mostExportLength = 32_000_000;
const mostStops = 16;
const longestStop = 1_000;
const mostTokens = 100_000;
const mostAlternatives = 20;
/** One that is asked, and one that is compared with it. */
const mostModels = 2;

/** Whether a page sent how to ask. */
export function isSamplingChoice(value: unknown): value is { readonly sampling: Sampling } {
  return isObject(value) && isSampling(value["sampling"]);
}

/** Whether a value says how to ask, within what services accept. */
export function isSampling(value: unknown): value is Sampling {
  if (!isObject(value)) return false;
  return (
    isWhole(value["maxTokens"], 1, mostTokens) &&
    isWhole(value["alternatives"], 0, mostAlternatives) &&
    isFree(value["temperature"], (one) => isWithin(one, 0, 2)) &&
    isFree(value["topP"], (one) => isWithin(one, Number.MIN_VALUE, 1)) &&
    isFree(value["seed"], Number.isSafeInteger) &&
    isStops(value["stop"])
  );
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && isWithin(value, least, most);
}

/** What is left out is up to the service. */
function isFree(value: unknown, isFine: (value: unknown) => boolean): boolean {
  return value === undefined || isFine(value);
}

function isStops(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > mostStops) return false;
  return value.every(
    (stop) => typeof stop === "string" && stop !== "" && stop.length <= longestStop,
  );
}

/** Whether a page has remembered something that can be opened again. */
export function isInspectorMemory(value: unknown): value is InspectorMemory {
  if (!isObject(value)) return false;
  const { file, line, models, sampling, isFollowing } = value;
  return (
    typeof file === "string" &&
    isWhole(line, 1, Number.MAX_SAFE_INTEGER) &&
    Array.isArray(models) &&
    models.length <= mostModels &&
    models.every(isModelName) &&
    isSampling(sampling) &&
    typeof isFollowing === "boolean"
  );
}

/** Whether a value has the names of a model. */
export function isModelName(value: unknown): value is ModelName {
  if (!isObject(value)) return false;
  const { provider, model } = value;
  return typeof provider === "string" && typeof model === "string" && model !== "";
}

/** Whether a page sent which model is to be chosen. */
export function isModelPlace(value: unknown): value is { readonly place: 0 | 1 } {
  return isObject(value) && (value["place"] === 0 || value["place"] === 1);
}

/** Whether a page sent another way. */
export function isBranchWish(value: unknown): value is BranchWish {
  return (
    isObject(value) && ["question", "token", "alternative"].every((name) => isIndex(value[name]))
  );
}

/** Whether a page sent one of its questions. */
export function isQuestionChoice(value: unknown): value is { readonly question: number } {
  return isObject(value) && isIndex(value["question"]);
}

/** Whether a page sent that it follows, or not. */
export function isFollowChoice(value: unknown): value is { readonly isFollowing: boolean } {
  return isObject(value) && typeof value["isFollowing"] === "boolean";
}

/** Whether a page sent a question and a language. */
export function isCodeChoice(value: unknown): value is {
  readonly question: number;
  readonly language: (typeof requestLanguages)[number];
} {
  if (!isQuestionChoice(value) || !("language" in value)) return false;
  return requestLanguages.some((language) => language === value.language);
}

/** Whether a page sent something to keep. */
export function isInspectionExport(value: unknown): value is InspectionExport {
  if (!isObject(value)) return false;
  const { kind, text, base64, question } = value;
  if (!isIndex(question)) return false;
  if (kind === "json" || kind === "md") return true;
  if (kind === "svg") return isShort(text) && text.startsWith("<svg ");
  // How every PNG begins.
  return kind === "png" && isShort(base64) && base64.startsWith("iVBORw0KGgo");
}

function isShort(value: unknown): value is string {
  return typeof value === "string" && value.length <= mostExportLength;
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && value >= least && value <= most;
}
