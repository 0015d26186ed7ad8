import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launchKeys } from "../../src/core/launch/launch-keys.js";
import type { LaunchProvider } from "../../src/core/launch/launch-offers.js";
import {
  launchKeyNames,
  launchMethods,
  launchOption,
} from "../../src/core/launch/launch-options.js";
import { launchOffers } from "../../src/tuning/launch-offers.js";
import { knownPrices } from "../../src/tuning/prices.js";
import type { GeneratedFile } from "./generated-file.ts";
import { markdownTable, withParts } from "./generated-file.ts";
import { objectSchema, rowsOf } from "./recipes.ts";

const offers = launchOffers(knownPrices);

/** The JSON Schema of `*.tune.yaml`. */
export function launchSchemaFile(): GeneratedFile {
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Tunewright launch file",
    description: "How a model is tuned: files, provider, model and hyperparameters.",
    ...objectSchema(launchKeys(offers)),
    required: ["train"],
    not: { required: ["model", "from"] },
  };
  return { path: "schemas/tune.schema.json", content: JSON.stringify(schema, null, 2) };
}

/** The page about launch files, with the tables that follow from the code. */
export function launchPage(root: string): GeneratedFile {
  const path = "docs/launch-files.md";
  const content = withParts(path, readFileSync(join(root, path), "utf8"), {
    keys: markdownTable(["Key", "What it says", "For example"], rowsOf(launchKeys(offers), "")),
    hyperparameters: markdownTable(
      ["Provider", ...Object.keys(launchMethods).map((name) => `\`${name}\``)],
      offers.providers.map((provider) => [
        `\`${provider.id}\``,
        ...Object.values(launchMethods).map((id) => offeredCell(provider, id)),
      ]),
    ),
  });
  return { path, content };
}

function offeredCell({ methods }: LaunchProvider, id: string): string {
  const method = methods.find((one) => one.id === id);
  if (method === undefined) return "–";
  return launchKeyNames
    .flatMap((key) => {
      const { hyperparameter } = launchOption(key);
      const offer = method.hyperparameters.find(({ name }) => name === hyperparameter);
      return offer === undefined ? [] : [`\`${key}\` ${offer.least}–${offer.most}`];
    })
    .join(", ");
}
