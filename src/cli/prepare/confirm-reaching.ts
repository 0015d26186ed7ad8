import { UserError } from "../../data/user-error.js";
import { askYes, canAsk } from "../ask.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";

/**
 * Says which host a recipe reads from, and asks before it is reached, unless `--yes` was said: the
 * recipe may be somebody else's. Throws a `UserError` where nobody can be asked.
 */
export function confirmReaching(
  recipe: string,
  yes: boolean,
  io: Io,
): (address: URL) => Promise<boolean> {
  return async ({ host }) => {
    const message = `${recipe} reads rows from ${host}.`;
    if (yes) {
      io.stderr.write(`${printable(message)}\n`);
      return true;
    }
    if (!canAsk(io)) {
      throw new UserError(`${message} Nothing was fetched: say --yes where nobody can be asked.`);
    }
    return askYes(`${printable(message)} Fetch them? [y/N] `);
  };
}
