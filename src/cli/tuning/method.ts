import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { launchMethods } from "../../core/launch/launch-options.js";
import { describeSystemError, systemErrorCode, UserError } from "../../data/user-error.js";
import { parseGrader, recordFieldsOf } from "../../tuning/grader.js";
import { isInRange, rangeWords } from "../../tuning/local/number-range.js";
import { firstRecordWithout } from "../../tuning/node/first-record-without.js";
import type {
  ChosenHyperparameters,
  MethodId,
  MethodOffer,
  Provider,
  Reinforcement,
} from "../../tuning/provider.js";
import { reasoningEfforts } from "../../tuning/provider.js";
import type { FormatId } from "../../core/formats/format.js";
import { learnsFrom } from "../../tuning/method-formats.js";
import { providerNamed } from "./connect.js";
import { oneOf } from "../options.js";
import { printable } from "../report/printable.js";
import type { TuneRequest } from "../tune-request.js";

const methodNames: Readonly<Record<string, MethodId>> = launchMethods;

/** The method that `--method` names. Throws a `UserError` with the reason where the provider has it not. */
export function methodNamed(
  name: string,
  { methods, title, refusedMethods }: Provider,
): MethodOffer {
  const id = Object.hasOwn(methodNames, name) ? methodNames[name] : undefined;
  const method = methods.find((offer) => offer.id === id);
  if (method !== undefined) return method;
  const offered = Object.entries(methodNames)
    .filter(([, known]) => methods.some((offer) => offer.id === known))
    .map(([known]) => known);
  const reason = id === undefined ? undefined : refusedMethods?.[id];
  const words = `${title} tunes with --method ${offered.join(" or ")}, not "${printable(name)}".`;
  throw new UserError(reason === undefined ? words : `${words} ${reason}`);
}

/** Why the method of a request has no use for records of a format; `undefined` where it has. */
export function methodProblem(request: TuneRequest, format: FormatId): string | undefined {
  const { id } = methodNamed(request.method, providerNamed(request.provider));
  if (learnsFrom(id, format)) return undefined;
  return id === "dpo"
    ? `--method dpo learns from preferences, and these records hold none: they are of the format ${format}.`
    : `--method ${request.method} has no use for preferences, and these records (${format}) are such; --method dpo learns from them.`;
}

/** The hyperparameters that were written. Throws a `UserError` for those that the method has not. */
export function hyperparametersFrom(
  chosen: TuneRequest["chosen"],
  { hyperparameters }: MethodOffer,
): ChosenHyperparameters {
  const numbers = Object.entries(chosen).map(([name, text]) => {
    const offer = hyperparameters.find((candidate) => candidate.name === name);
    if (offer === undefined) throw new UserError(`"${name}" cannot be chosen for this method.`);
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (isInRange(value, offer)) return [name, value] as const;
    throw new UserError(
      `Expected ${offer.title} to be ${rangeWords(offer)}, got "${printable(text)}".`,
    );
  });
  return Object.fromEntries(numbers);
}

/** What reinforcement needs besides records; `null` for other methods. Throws a `UserError`. */
export async function reinforcementFrom(
  request: TuneRequest,
  { needsGrader }: MethodOffer,
  cwd: string,
): Promise<Reinforcement | null> {
  const { grader: path, reasoningEffort: effort, training, validation } = request;
  if (needsGrader !== true) {
    if (path === undefined && effort === undefined) return null;
    throw new UserError("--grader and --reasoning-effort belong to --method rft.");
  }
  if (path === undefined)
    throw new UserError("Reinforcement needs a grader: name it with --grader.");
  if (validation === undefined) {
    throw new UserError("Reinforcement needs a validation file too: name it with --validation.");
  }
  const read = parseGrader(await textOf(resolve(cwd, path), path));
  if (read.kind === "problem") throw new UserError(`${path}: ${read.message}`);
  const fields = recordFieldsOf(read.grader);
  for (const file of [training, validation]) {
    const missing = await firstRecordWithout(fields, resolve(cwd, file));
    if (missing === undefined) continue;
    const { record, field } = missing;
    throw new UserError(
      `${file}: record ${record} has no "${printable(field)}", which the grader in ${path} names as {{ item.${printable(field)} }}.`,
    );
  }
  const reasoningEffort =
    effort === undefined ? null : oneOf("--reasoning-effort", effort, reasoningEfforts);
  return { grader: read.grader, reasoningEffort };
}

async function textOf(file: string, path: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    throw new UserError(describeSystemError(error, path));
  }
}
