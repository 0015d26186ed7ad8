import { UserError } from "../../data/user-error.js";
import { askYes, canAsk } from "../ask.js";
import type { Io } from "../io.js";

/** Asks once before anything is sent. Throws a `UserError` where that is not wanted, or nobody is there. */
export async function confirmSending(question: string, io: Io): Promise<void> {
  if (!canAsk(io)) {
    throw new UserError("Nothing was sent: say --yes where nobody can be asked.");
  }
  if (!(await askYes(question))) throw new UserError("Nothing was sent.");
}
