import type { RecipeKey, RecipeKeys, Shape } from "../prepare/recipe/recipe-shape.js";
import type { LaunchCursor, WrittenLaunch } from "./launch-cursor.js";
import { launchCursor, writtenLaunch } from "./launch-cursor.js";
import { knownModel } from "./launch-offers.js";
import type { LaunchOffers, LaunchProvider } from "./launch-offers.js";
import { launchKeys } from "./launch-keys.js";
import type { LaunchKey } from "./launch-options.js";
import { launchMethods, launchOptions } from "./launch-options.js";
import { hyperparameterWords, modelWords } from "./launch-words.js";

/** Something that may be written in place of the text from `start` to `end`. */
export interface LaunchChoice {
  readonly label: string;
  readonly kind: "file" | "key" | "value";
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  readonly detail: string;
  readonly documentation: string;
}

/** What choices are made from. */
export interface LaunchSurroundings {
  readonly offers: LaunchOffers;
  /** Files that may be meant, by the launch file's folder, with `/`. */
  readonly files: readonly string[];
  /** The day, as `YYYY-MM-DD`. */
  readonly today: string;
}

type Choice = Omit<LaunchChoice, "end" | "start">;

/** What may be written at an offset of a launch file. */
export function completeLaunchFile(
  text: string,
  offset: number,
  surroundings: LaunchSurroundings,
): readonly LaunchChoice[] {
  const cursor = launchCursor(text, offset);
  if (cursor === undefined) return [];
  const written = writtenLaunch(text, surroundings.offers);
  const choices =
    cursor.kind === "key"
      ? keyChoices(cursor, written, launchKeys(surroundings.offers))
      : valueChoices(cursor.key, written, surroundings);
  return choices.map((choice) => ({ ...choice, start: cursor.start, end: offset }));
}

function keyChoices(
  { isFollowed }: Extract<LaunchCursor, { kind: "key" }>,
  written: WrittenLaunch,
  keys: RecipeKeys,
): readonly Choice[] {
  return Object.entries(keys)
    .filter(([name]) => !written.keys.has(name) && isUseful(name, written))
    .map(([name, key]) => ({
      label: name,
      kind: "key",
      insert: isFollowed ? name : `${name}: `,
      detail: key.example,
      documentation: [key.what, ...rangeLines(name, written)].join("\n\n"),
    }));
}

function rangeLines(name: string, { method }: WrittenLaunch): readonly string[] {
  const hyperparameter = hyperparameterOf(name);
  const offer = method?.hyperparameters.find((one) => one.name === hyperparameter);
  return offer === undefined ? [] : hyperparameterWords(offer);
}

function hyperparameterOf(name: string): string | undefined {
  const option = Object.hasOwn(launchOptions, name) ? launchOptions[name as LaunchKey] : undefined;
  return option !== undefined && "hyperparameter" in option ? option.hyperparameter : undefined;
}

/** Whether a key says something to the provider and the method that are written. */
function isUseful(name: string, { keys, provider, method }: WrittenLaunch): boolean {
  const hyperparameter = hyperparameterOf(name);
  if (hyperparameter !== undefined) {
    return method?.hyperparameters.some((offer) => offer.name === hyperparameter) ?? true;
  }
  switch (name) {
    case "model":
      return !keys.has("from");
    case "from":
      return !keys.has("model") && provider?.canContinue !== false;
    case "target":
      return provider?.mayChooseTarget === true;
    case "grader":
    case "reasoningEffort":
      return method?.needsGrader === true;
    default:
      return true;
  }
}

function valueChoices(
  key: LaunchKey,
  { provider }: WrittenLaunch,
  { offers, files, today }: LaunchSurroundings,
): readonly Choice[] {
  switch (launchOptions[key].kind) {
    case "dataset":
      return fileChoices(files, /\.(?:jsonl|ndjson|recipe\.ya?ml)$/i);
    case "file":
      return fileChoices(files, /\.json$/i);
    case "choice":
      return plainChoices(launchKeys(offers)[key]).filter(
        ({ label }) => key !== "method" || isOfferedMethod(label, provider),
      );
    case "text":
      return key === "model" && provider !== undefined ? modelChoices(provider, today) : [];
    case "hyperparameter":
    case "wholeNumber":
      return [];
  }
}

function isOfferedMethod(name: string, provider: LaunchProvider | undefined): boolean {
  const id = new Map<string, string>(Object.entries(launchMethods)).get(name);
  return provider === undefined || provider.methods.some((method) => method.id === id);
}

function fileChoices(files: readonly string[], ending: RegExp): readonly Choice[] {
  return files
    .filter((file) => ending.test(file))
    .map((file) => ({
      label: file,
      kind: "file",
      insert: /^[\w./-]+$/.test(file) ? file : JSON.stringify(file),
      detail: "",
      documentation: "",
    }));
}

function plainChoices(key: RecipeKey | undefined): readonly Choice[] {
  const shape: Shape | undefined = key?.shape;
  if (shape?.kind !== "choice") return [];
  return Object.entries(shape.values).map(([label, documentation]) => ({
    label,
    kind: "value",
    insert: label,
    detail: "",
    documentation,
  }));
}

/** The models that can still be tuned. */
function modelChoices(provider: LaunchProvider, today: string): readonly Choice[] {
  const open = provider.modelNames.filter((name) => {
    const { training, serving } = knownModel(provider, name) ?? {};
    return [training, serving].every((day) => day === undefined || day > today);
  });
  return open.map((label) => ({
    label,
    kind: "value",
    insert: label,
    detail: "",
    documentation: modelWords(provider, label).join("\n\n"),
  }));
}
