import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { modelEnd, rangeOf } from "./launch-findings.js";
import type { LaunchHyperparameter, LaunchProvider } from "./launch-offers.js";
import { knownModel } from "./launch-offers.js";

/** What numbers a hyperparameter may have at a provider, and what it has by itself. */
export function hyperparameterWords(offer: LaunchHyperparameter): readonly string[] {
  const { usual } = offer;
  return [
    l10n.t("It takes {0}", rangeOf(offer)),
    usual === "auto"
      ? l10n.t("Where it is left out, the provider chooses.")
      : l10n.t("Where it is left out: {0}.", usual),
  ];
}

/** What is known of a model without asking its provider: dates and prices. */
export function modelWords(provider: LaunchProvider, name: string): readonly string[] {
  const known = knownModel(provider, name);
  const end = known && modelEnd(known);
  const { price } = known ?? {};
  return [
    ...(price === undefined
      ? []
      : [
          l10n.t(
            "Training costs {0} {1} per million tokens (price of {2}).",
            grouped(price.perMillionTokens),
            price.currency,
            price.of,
          ),
        ]),
    ...(end === undefined ? [] : [end]),
  ];
}
