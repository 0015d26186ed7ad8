import { createInterface } from "node:readline/promises";
import type { Io } from "./io.js";

/** Whether somebody sits at the terminal who can answer. */
export function canAsk({ stderr }: Pick<Io, "stderr">): boolean {
  return stderr.isTerminal && process.stdin.isTTY;
}

/** Asks a question that is answered with yes or not at all. */
export async function askYes(question: string): Promise<boolean> {
  return /^y(es)?$/i.test((await ask(question)).trim());
}

/** What is typed, or nothing where the input ends or is broken off. */
export async function ask(question: string): Promise<string> {
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
