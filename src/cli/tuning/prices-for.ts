import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { describeSystemError, systemErrorCode, UserError } from "../../data/user-error.js";
import type { PriceTable } from "../../tuning/prices.js";
import { ownPricesProblem, withOwnPrices } from "../../tuning/prices.js";
import type { Io } from "../io.js";
import type { TuneRequest } from "../tune-request.js";

const variable = "TUNEWRIGHT_PRICES";

/**
 * The prices that are known, with those of the person over them: from the file that the command or
 * the environment names. A workspace does not name it, since it may come from anybody and would
 * decide what people believe to pay. Throws a `UserError` where the file makes no sense.
 */
export async function pricesFor(
  { prices }: Pick<TuneRequest, "prices">,
  { cwd, environment }: Pick<Io, "cwd" | "environment">,
): Promise<PriceTable> {
  const path = prices ?? environment[variable];
  if (path === undefined || path === "") return withOwnPrices({});
  const name = prices === undefined ? `${path} (${variable})` : path;
  const own = parsed(await textOf(resolve(cwd, path), name), name);
  const problem = ownPricesProblem(own);
  if (problem !== undefined) throw new UserError(`${name}: ${problem}`);
  return withOwnPrices(own);
}

async function textOf(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    throw new UserError(describeSystemError(error, name));
  }
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${name} is not valid JSON: ${error.message}`);
  }
}
