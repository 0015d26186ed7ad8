import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import type { Span } from "../json/span.js";
import { didYouMean, error } from "../prepare/recipe/check-shape.js";
import { meantModel, modelTokens } from "../tokens/models.js";
import type { LaunchProblem, LaunchValue, LaunchValues } from "./launch-file.js";
import type {
  LaunchHyperparameter,
  LaunchMethod,
  LaunchOffers,
  LaunchProvider,
} from "./launch-offers.js";
import { knownModel } from "./launch-offers.js";
import type { LaunchKey } from "./launch-options.js";
import { launchKeyNames, launchMethods, launchOption } from "./launch-options.js";

/** The provider of a launch file where it names none. */
export const defaultProvider = "local";

/** The method of a launch file where it names none. */
export const defaultMethod = "sft";

/** What a provider and a method make of the values of a launch file. `today` is `YYYY-MM-DD`. */
export function launchFindings(
  values: LaunchValues,
  offers: LaunchOffers,
  today: string,
): readonly LaunchProblem[] {
  const provider = providerOf(values, offers);
  if (provider === undefined) return [];
  const method = methodOf(values, provider);
  return [
    ...providerFindings(values, provider, today),
    ...modelFindings(values, provider, today),
    ...(method === undefined ? methodFindings(values, provider) : []),
    ...(method === undefined ? [] : hyperparameterFindings(values, provider, method)),
    ...(method === undefined ? [] : graderFindings(values, method)),
    ...suffixFindings(values),
  ];
}

/** The provider that a launch file names; `undefined` where there is none of that name. */
export function providerOf(
  values: LaunchValues,
  { providers }: LaunchOffers,
): LaunchProvider | undefined {
  const id = values.get("provider")?.value ?? defaultProvider;
  return providers.find((provider) => provider.id === id);
}

/** The method that a launch file names, as its provider offers it. */
export function methodOf(
  values: LaunchValues,
  { methods }: LaunchProvider,
): LaunchMethod | undefined {
  const id = methodId(values.get("method")?.value ?? defaultMethod);
  return methods.find((method) => method.id === id);
}

/** The method of a name in launch files, as run files call it. */
export function methodId(name: string): string | undefined {
  return new Map<string, string>(Object.entries(launchMethods)).get(name);
}

/** Where something stands that a file leaves out: at what decides that it is needed. */
function placeOf(values: LaunchValues, ...keys: readonly LaunchKey[]): Span {
  const value = keys.map((key) => values.get(key)).find((found) => found !== undefined);
  return value?.span ?? [...values.values()][0]?.key ?? { start: 0, end: 0 };
}

function providerFindings(
  values: LaunchValues,
  { title, closingOn, mayChooseTarget }: LaunchProvider,
  today: string,
): readonly LaunchProblem[] {
  const target = values.get("target");
  const closed =
    closingOn !== null && closingOn <= today
      ? [
          error(
            placeOf(values, "provider"),
            l10n.t("{0} has taken no new jobs since {1}.", title, closingOn),
          ),
        ]
      : [];
  if (target === undefined || mayChooseTarget) return closed;
  const message = l10n.t(
    '{0} has rules of its own: "target" is for the compatible provider, which may be any service.',
    title,
  );
  return [...closed, error(target.key, message)];
}

function modelFindings(
  values: LaunchValues,
  provider: LaunchProvider,
  today: string,
): readonly LaunchProblem[] {
  const [model, from] = [values.get("model"), values.get("from")];
  if (from !== undefined && !provider.canContinue) {
    return [error(from.key, l10n.t("{0} cannot tune a tuned model further.", provider.title))];
  }
  const named = model ?? from;
  if (named === undefined) {
    if (provider.onlyModel !== null) return [];
    const message = l10n.t('Name the model to tune at {0}: "model".', provider.title);
    return [error(placeOf(values, "provider"), message)];
  }
  return [...nameFindings(named, provider), ...endFindings(named, provider, today)];
}

function nameFindings(
  { value, span }: LaunchValue,
  provider: LaunchProvider,
): readonly LaunchProblem[] {
  const { title, onlyModel, hasAllModels, models } = provider;
  const isTuned = /^ft:|:ft-/.test(value);
  if (onlyModel !== null) {
    if (isTuned || value === onlyModel) return [];
    return [error(span, l10n.t('{0} tunes "{1}" only.', title, onlyModel))];
  }
  const isKnown = knownModel(provider, value) !== undefined && modelTokens(value) !== undefined;
  // Others may have models that nobody here knows of: only a slip of the finger is told.
  if (isTuned || isKnown || (!hasAllModels && meantModel(value) === undefined)) return [];
  const message =
    l10n.t('"{0}" is no model that {1} is known to tune.', value, title) +
    meantWords(value, models);
  return [{ span, message, severity: "warning" }];
}

function meantWords(value: string, models: LaunchProvider["models"]): string {
  const names = models.map(({ name }) => name);
  const meant = meantModel(value);
  return meant === undefined ? didYouMean(value, names) : didYouMean(meant, [meant]);
}

function endFindings(
  { value, span }: LaunchValue,
  provider: LaunchProvider,
  today: string,
): readonly LaunchProblem[] {
  const { training, serving } = knownModel(provider, value) ?? {};
  if (serving !== undefined && serving <= today) {
    return [error(span, l10n.t("{0} was shut down on {1}.", value, serving))];
  }
  if (training !== undefined && training <= today) {
    return [error(span, l10n.t("{0} takes no new jobs since {1}.", value, training))];
  }
  return [];
}

/** When a model will end, in words; nothing where nobody has said. */
export function modelEnd({
  training,
  serving,
}: {
  readonly training?: string | undefined;
  readonly serving?: string | undefined;
}): string | undefined {
  const parts = [
    ...(training === undefined ? [] : [l10n.t("No new jobs from {0}.", training)]),
    ...(serving === undefined
      ? []
      : [l10n.t("It and what is tuned from it shuts down on {0}.", serving)]),
  ];
  return parts.length === 0 ? undefined : parts.join(" ");
}

function methodFindings(
  values: LaunchValues,
  { title, methods, refusedMethods }: LaunchProvider,
): readonly LaunchProblem[] {
  const named = values.get("method")?.value ?? defaultMethod;
  const id = methodId(named);
  // What is no method at all was told with the shapes of values.
  if (id === undefined) return [];
  const offered = Object.entries(launchMethods)
    .filter(([, known]) => methods.some((method) => method.id === known))
    .map(([name]) => name);
  const words = l10n.t('{0} tunes with {1}, not "{2}".', title, offered.join(", "), named);
  const { [id]: reason } = refusedMethods;
  return [error(placeOf(values, "method"), reason === undefined ? words : `${words} ${reason}`)];
}

function hyperparameterFindings(
  values: LaunchValues,
  provider: LaunchProvider,
  { hyperparameters }: LaunchMethod,
): readonly LaunchProblem[] {
  const method = values.get("method")?.value ?? defaultMethod;
  const offered = launchKeyNames.filter((key) =>
    hyperparameters.some(({ name }) => name === launchOption(key).hyperparameter),
  );
  return launchKeyNames.flatMap((key) => {
    const [value, { hyperparameter }] = [values.get(key), launchOption(key)];
    if (value === undefined || hyperparameter === undefined) return [];
    const offer = hyperparameters.find(({ name }) => name === hyperparameter);
    if (offer === undefined) {
      const message = l10n.t(
        '{0} offers no "{1}" for {2}. These can be chosen: {3}.',
        provider.title,
        key,
        method,
        offered.join(", "),
      );
      return [error(value.key, message)];
    }
    const number = Number(value.value);
    if (Number.isNaN(number) || isOffered(number, offer)) return [];
    return [error(value.span, l10n.t("{0}: {1}", provider.title, rangeOf(offer)))];
  });
}

function isOffered(value: number, offer: LaunchHyperparameter): boolean {
  const { least, most, isWhole, multipleOf = 1 } = offer;
  if (value < least || value > most) return false;
  return !isWhole || (Number.isInteger(value) && value % multipleOf === 0);
}

/** Which numbers a provider takes for a hyperparameter: a sentence. */
export function rangeOf({ least, most, isWhole, multipleOf }: LaunchHyperparameter): string {
  if (multipleOf !== undefined) {
    return l10n.t(
      "a whole number from {0} to {1} that is a multiple of {2}.",
      grouped(least),
      grouped(most),
      multipleOf,
    );
  }
  return isWhole
    ? l10n.t("a whole number from {0} to {1}.", grouped(least), grouped(most))
    : l10n.t("a number from {0} to {1}.", grouped(least), grouped(most));
}

function graderFindings(
  values: LaunchValues,
  { needsGrader }: LaunchMethod,
): readonly LaunchProblem[] {
  if (needsGrader !== true) {
    const [grader, effort] = [values.get("grader"), values.get("reasoningEffort")];
    return [grader, effort]
      .filter((value) => value !== undefined)
      .map(({ key }) => error(key, l10n.t('This belongs to "method: rft".')));
  }
  const at = placeOf(values, "method");
  return [
    ...(values.has("grader")
      ? []
      : [error(at, l10n.t('Reinforcement needs a grader: name its file with "grader".'))]),
    ...(values.has("validation")
      ? []
      : [error(at, l10n.t('Reinforcement needs a validation file too: "validation".'))]),
  ];
}

const longestSuffix = 40;

function suffixFindings(values: LaunchValues): readonly LaunchProblem[] {
  const suffix = values.get("suffix");
  if (suffix === undefined) return [];
  const { value, span } = suffix;
  if (/^[A-Za-z0-9][\w-]*$/.test(value) && value.length <= longestSuffix) return [];
  return [
    error(
      span,
      l10n.t(
        "Up to {0} letters, digits, - and _, beginning with a letter or digit.",
        longestSuffix,
      ),
    ),
  ];
}
