import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { proposeRecipe } from "../../core/prepare/propose/propose-recipe.js";
import type { TableFacts } from "../../core/prepare/propose/table-facts.js";
import { TableFactsReader } from "../../core/prepare/propose/table-facts.js";
import { outputFile } from "../../data/output-file.js";
import { isAddress } from "../../data/prepare/recipe-paths.js";
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
  const folder = path === undefined ? io.cwd : dirname(path);
  const location = isAddress(table) ? table : resolve(io.cwd, table);
  const source = isAddress(table) ? table : relative(folder, location).split(sep).join("/");
  const recipe = proposeRecipe(await factsOf(location, io), { source, target });
  if (recipe === undefined) throw new UserError(`${table} has no column with texts to learn from.`);
  if (path === undefined) {
    io.stdout.write(recipe);
    return exitCode.fine;
  }
  const file = outputFile(path, { mayReplace: yes });
  try {
    file.write(Buffer.from(recipe));
    file.commit();
  } finally {
    file.discard();
  }
  const name = relative(io.cwd, path);
  io.stdout.write(
    `${printable(`${name} was written. "tunewright prepare ${name} --dry-run" shows what it makes.`)}\n`,
  );
  return exitCode.fine;
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
