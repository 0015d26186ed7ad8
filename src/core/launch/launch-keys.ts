import type { NumberShape, RecipeKey, RecipeKeys, Shape } from "../prepare/recipe/recipe-shape.js";
import { wholeNumber } from "../prepare/recipe/recipe-shape.js";
import { targets } from "../targets/index.js";
import type { LaunchHyperparameter, LaunchOffers } from "./launch-offers.js";
import type { LaunchKey, LaunchOption } from "./launch-options.js";
import { launchKeyNames, launchMethodWords, launchOption } from "./launch-options.js";

const text: Shape = { kind: "text" };

/** The largest seed that every provider takes. */
const mostSeed = 999_999_999;

/** The keys of launch files, with the meanings and ranges that any provider has for them. */
export function launchKeys(offers: LaunchOffers): RecipeKeys {
  const own = launchKeyNames.map((key): [string, RecipeKey] => {
    const option = launchOption(key);
    const { example } = option;
    return [key, { what: whatOf(option, offers), example, shape: shapeOf(key, offers) }];
  });
  return {
    $schema: {
      what: "Where editors other than VS Code find the schema of this file. Tunewright does not read it.",
      example: "../node_modules/tunewright/schemas/tune.schema.json",
      shape: text,
    },
    ...Object.fromEntries(own),
  };
}

function whatOf({ hyperparameter, what }: LaunchOption, offers: LaunchOffers): string {
  const [offer] = hyperparameter === undefined ? [] : offersOf(hyperparameter, offers);
  return offer === undefined ? what : `${offer.title}. ${offer.meaning}`;
}

function shapeOf(key: LaunchKey, offers: LaunchOffers): Shape {
  const { kind, hyperparameter } = launchOption(key);
  switch (kind) {
    case "choice":
      return { kind: "choice", values: choicesOf(key, offers) };
    case "hyperparameter":
      return widestRange(offersOf(hyperparameter ?? "", offers));
    case "wholeNumber":
      return { ...wholeNumber(0), most: mostSeed };
    case "dataset":
    case "file":
    case "text":
      return text;
  }
}

function choicesOf(key: LaunchKey, offers: LaunchOffers): Readonly<Record<string, string>> {
  switch (key) {
    case "provider":
      return Object.fromEntries(
        offers.providers.map(({ id, title, description }) => [id, `${title}. ${description}`]),
      );
    case "target":
      return Object.fromEntries(targets.map(({ id, description }) => [id, description]));
    case "method":
      return launchMethodWords;
    default:
      return Object.fromEntries(offers.reasoningEfforts.map((effort) => [effort, ""]));
  }
}

function offersOf(name: string, { providers }: LaunchOffers): readonly LaunchHyperparameter[] {
  return providers
    .flatMap(({ methods }) => methods.flatMap(({ hyperparameters }) => hyperparameters))
    .filter((offer) => offer.name === name);
}

/** What at least one provider takes; which of them is asked is known to whoever reads the file. */
function widestRange(offers: readonly LaunchHyperparameter[]): NumberShape {
  return {
    kind: "number",
    isWhole: offers.every(({ isWhole }) => isWhole),
    least: Math.min(...offers.map(({ least }) => least)),
    most: Math.max(...offers.map(({ most }) => most)),
  };
}
