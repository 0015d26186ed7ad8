import { nearName } from "../core/config/near-name.js";
import { parseArgs } from "node:util";
import type { ParseArgsOptionsConfig } from "node:util";
import { UserError } from "../data/user-error.js";

/** What `parseOptions` makes of a command's arguments. */
export type ParsedOptions<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{
    args: string[];
    options: Options;
    allowPositionals: true;
    strict: true;
  }>
>;

/** Reads a command's options. Throws a `UserError` for one that it does not have. */
export function parseOptions<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
): ParsedOptions<Options> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [sentence = ""] = error.message.split(/\.\s|\n/);
    throw new UserError(`${sentence.replace(/\.$/, "")}. See --help.`);
  }
}

/** A value that must be one of a list. */
export function oneOf<const Value extends string>(
  option: string,
  value: string,
  allowed: readonly Value[],
): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const near = nearName(value, allowed);
  const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
  const known = allowed.join(", ");
  throw new UserError(`Expected ${option} to be one of ${known}, got "${value}".${hint}`);
}

/** A whole number from 0. */
export function wholeNumber(option: string, value: string): number {
  if (/^[0-9]{1,9}$/.test(value)) return Number(value);
  throw new UserError(`Expected ${option} to be a whole number from 0, got "${value}".`);
}
