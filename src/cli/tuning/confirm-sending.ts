import { UserError } from "../../data/user-error.js";
import { ask, mayAsk } from "../ask.js";
import type { Io } from "../io.js";

/** Asks once before anything is sent. Throws a `UserError` where that is not wanted, or nobody is there. */
export async function confirmSending(question: string, io: Io): Promise<void> {
  if (!mayAsk(io)) {
    throw new UserError("Nothing was sent: say --yes where nobody can be asked.");
  }
  if (!/^y(es)?$/i.test((await ask(question)).trim())) throw new UserError("Nothing was sent.");
}
