import { createInterface } from "node:readline/promises";
import type { Io } from "./io.js";

/** Whether somebody is there to be asked. */
export function mayAsk({ stderr }: Io): boolean {
  return stderr.isTerminal && process.stdin.isTTY;
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
