import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { proposeRecipe } from "../../core/prepare/propose/propose-recipe.js";
import type { TableFacts } from "../../core/prepare/propose/table-facts.js";
import { TableFactsReader } from "../../core/prepare/propose/table-facts.js";
import { outputFile } from "../../data/output-file.js";
import { datasetFormatAt } from "../../data/prepare/dataset-format-at.js";
import { isAddress, pathFrom } from "../../data/prepare/recipe-paths.js";
import { openSources } from "../../data/sources/open-sources.js";
import { UserError } from "../../data/user-error.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import type { ProposeRequest } from "../prepare-request.js";
import { printable } from "../report/printable.js";
import { sourceHost } from "./prepare.js";

/** Writes a recipe for a table. */
export async function runPropose(request: ProposeRequest, io: Io): Promise<ExitCode> {
  const { table, output, target, yes } = request;
  const path = output === "-" ? undefined : resolve(io.cwd, output ?? recipeFor(table));
  if (path !== undefined && existsSync(path) && !yes) {
    throw new UserError(`${path} exists already; --yes replaces it.`);
  }
  const location = isAddress(table) ? table : resolve(io.cwd, table);
  const folder = path === undefined ? io.cwd : dirname(path);
  const source = pathOrAddress(folder, location);
  const facts = await factsOf(location, io);
  const format = await datasetFormatAt(location);
  const recipe = proposeRecipe(facts, { source, target, format });
  if (recipe === undefined) throw new UserError(`${table} has no column with texts to learn from.`);
  if (path === undefined) {
    io.stdout.write(recipe);
    return exitCode.fine;
  }
  writeRecipe(path, recipe, yes);
  const name = relative(io.cwd, path);
  const message = `${name} was written. "tunewright prepare ${name} --dry-run" shows what it makes.`;
  io.stdout.write(`${printable(message)}\n`);
  return exitCode.fine;
}

function pathOrAddress(folder: string, location: string): string {
  return isAddress(location) ? location : pathFrom(folder, location);
}

function writeRecipe(path: string, recipe: string, mayReplace: boolean): void {
  const file = outputFile(path, { mayReplace });
  try {
    file.write(Buffer.from(recipe));
    file.commit();
  } finally {
    file.discard();
  }
}

/** The recipe of a table lies beside it. */
function recipeFor(table: string): string {
  const name = basename(table)
    .replace(/#.*$/, "")
    .replace(/(?:\.(?:gz|zst|zip))?$/i, "");
  const stem = name.replace(/\.[^.]+$/, "") || "dataset";
  return isAddress(table) ? `${stem}.recipe.yaml` : join(dirname(table), `${stem}.recipe.yaml`);
}

async function factsOf(location: string, io: Io): Promise<TableFacts> {
  const { signal } = new AbortController();
  const open = openSources(sourceHost(io, signal));
  const rows = await open({ sources: [location], where: undefined, columns: {} });
  try {
    const reader = new TableFactsReader(rows.columns);
    for await (const batch of rows.batches(signal)) {
      for (const row of batch) reader.add(row);
      await io.pause();
    }
    return reader.facts();
  } finally {
    await rows.close();
  }
}
