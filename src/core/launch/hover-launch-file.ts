import * as l10n from "@vscode/l10n";
import type { RecipeNote } from "../prepare/editing/hover-recipe.js";
import type { LaunchWord, WrittenLaunch } from "./launch-cursor.js";
import { launchWord, writtenLaunch } from "./launch-cursor.js";
import { launchKeys } from "./launch-keys.js";
import type { LaunchOffers } from "./launch-offers.js";
import { launchOption } from "./launch-options.js";
import { hyperparameterWords, modelWords } from "./launch-words.js";

/** Says what stands at an offset of a launch file: a key, a provider, a method, a model. */
export function hoverLaunchFile(
  text: string,
  offset: number,
  offers: LaunchOffers,
): RecipeNote | undefined {
  const word = launchWord(text, offset);
  if (word === undefined) return undefined;
  const written = writtenLaunch(text, offers);
  const paragraphs = word.isKey
    ? keyParagraphs(word, written, offers)
    : valueParagraphs(word, written, offers);
  if (paragraphs.length === 0) return undefined;
  return { title: word.text, paragraphs, start: word.start, end: word.end };
}

function keyParagraphs(
  { key }: LaunchWord,
  { method, provider }: WrittenLaunch,
  offers: LaunchOffers,
): readonly string[] {
  const { hyperparameter, example } = launchOption(key);
  const offer = method?.hyperparameters.find(({ name }) => name === hyperparameter);
  const { what } = launchKeys(offers)[key] ?? { what: "" };
  const own = offer === undefined ? what : `${offer.title}. ${offer.meaning}`;
  return [
    own,
    ...(offer === undefined ? [] : hyperparameterWords(offer)),
    ...(hyperparameter !== undefined && offer === undefined && provider !== undefined
      ? [l10n.t("{0} does not offer it for this method.", provider.title)]
      : []),
    l10n.t("Example: {0}", `${key}: ${example}`),
  ];
}

function valueParagraphs(
  { key, text }: LaunchWord,
  { provider }: WrittenLaunch,
  offers: LaunchOffers,
): readonly string[] {
  if ((key === "model" || key === "from") && provider !== undefined) {
    return modelWords(provider, text);
  }
  const { shape } = launchKeys(offers)[key] ?? {};
  const what = shape?.kind === "choice" ? shape.values[text] : undefined;
  return what === undefined || what === "" ? [] : [what];
}
