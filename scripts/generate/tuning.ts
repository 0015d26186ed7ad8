import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modelShutdowns } from "../../src/tuning/model-shutdowns.js";
import { knownPrices } from "../../src/tuning/prices.js";
import type { Endpoint, HyperparameterOffer, Provider } from "../../src/tuning/provider.js";
import { providers } from "../../src/tuning/providers/index.js";
import type { GeneratedFile } from "./generated-file.ts";
import { markdownTable, withParts } from "./generated-file.ts";

/** The page about tuning, with the tables that follow from the code. */
export function tuningPage(root: string): GeneratedFile {
  const path = "docs/tuning.md";
  const content = withParts(path, readFileSync(join(root, path), "utf8"), {
    providers: markdownTable(
      ["Provider", "What it is", "Where it is reached", "Methods", "Pauses"],
      providers.map(providerRow),
    ),
    hyperparameters: markdownTable(
      ["Hyperparameter", "What it does", "Range", "Otherwise", "Provider and method"],
      hyperparameterRows(),
    ),
    prices: markdownTable(
      ["Model", "For a million tokens", "State"],
      Object.entries(knownPrices).map(([model, { perMillionTokens, currency, of }]) => [
        `\`${model}\``,
        `${perMillionTokens} ${currency}`,
        of,
      ]),
    ),
    shutdowns: markdownTable(
      ["Provider", "Models", "No new jobs from", "No answers from"],
      modelShutdowns.map(({ provider, prefix, training, serving }) => [
        provider,
        `\`${prefix}\``,
        training ?? "",
        serving ?? "",
      ]),
    ),
  });
  return { path, content };
}

function providerRow({
  id,
  title,
  description,
  endpoint,
  authentication,
  methods,
  canPause,
}: Provider): readonly string[] {
  const key = authentication.kind === "key" ? `, key in \`${authentication.variable}\`` : "";
  return [
    `${title} (\`${id}\`)`,
    description,
    `${placeOf(endpoint)}${key}`,
    methods.map((method) => method.id).join(", "),
    canPause ? "yes" : "no",
  ];
}

function placeOf(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case "here":
      return "this machine";
    case "fixed":
      return `\`${endpoint.url}\``;
    case "own":
      return `\`${endpoint.variable}\`, such as \`${endpoint.example}\``;
  }
}

/** Each hyperparameter once for all who offer it in the same way. */
function hyperparameterRows(): readonly (readonly string[])[] {
  const rows = new Map<string, { readonly cells: readonly string[]; readonly offers: string[] }>();
  for (const provider of providers) {
    for (const { id, hyperparameters } of provider.methods) {
      for (const offer of hyperparameters) {
        const cells = [`\`${offer.name}\``, offer.meaning, rangeOf(offer), String(offer.usual)];
        const row = rows.get(cells.join()) ?? { cells, offers: [] };
        row.offers.push(`${provider.id}: ${id}`);
        rows.set(cells.join(), row);
      }
    }
  }
  return [...rows.values()]
    .toSorted((a, b) => ((a.cells[0] ?? "") < (b.cells[0] ?? "") ? -1 : 1))
    .map(({ cells, offers }) => [...cells, offers.join(", ")]);
}

function rangeOf({ least, most, isWhole, multipleOf }: HyperparameterOffer): string {
  const kind = isWhole ? "whole" : "any";
  return `${kind}, ${least} to ${most}${multipleOf === undefined ? "" : `, a multiple of ${multipleOf}`}`;
}
