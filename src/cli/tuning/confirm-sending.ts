import { createInterface } from "node:readline/promises";
import { UserError } from "../../data/user-error.js";
import type { Io } from "../io.js";

/** Asks once before anything is sent. Throws a `UserError` where that is not wanted, or nobody is there. */
export async function confirmSending(question: string, { stderr }: Io): Promise<void> {
  if (!stderr.isTerminal || !process.stdin.isTTY) {
    throw new UserError("Nothing was sent: say --yes where nobody can be asked.");
  }
  if (!/^y(es)?$/i.test((await ask(question)).trim())) throw new UserError("Nothing was sent.");
}

/** What is typed, or nothing where the input ends or is broken off. */
async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => {
    reader.once("close", () => resolve(""));
  });
  try {
    return await Promise.race([reader.question(question), ended]);
  } finally {
    reader.close();
  }
}
