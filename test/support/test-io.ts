import { judgeLabels } from "../../src/tuning/local/label-errors/judge-labels.js";
import type { Io, Output } from "../../src/cli/io.js";
import { testTokenizers } from "./test-tokenizers.ts";
import { main } from "../../src/cli/main.js";

/** What a command printed and how it ended. */
export interface CliOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process. */
export async function runCli(
  args: readonly string[],
  { cwd = process.cwd(), input = "", isTerminal = false, today = "2026-01-01" } = {},
): Promise<CliOutcome> {
  const written = { stdout: "", stderr: "" };
  let time = 0;
  const outputTo = (name: keyof typeof written): Output => ({
    isTerminal,
    hasColours: isTerminal,
    write(content) {
      written[name] += typeof content === "string" ? content : Buffer.from(content).toString();
    },
  });
  const io: Io = {
    cwd,
    environment: {},
    stdout: outputTo("stdout"),
    stderr: outputTo("stderr"),
    readStandardInput: () => Promise.resolve(Buffer.from(input)),
    pause: () => Promise.resolve(),
    now: () => (time += 1),
    today: () => today,
    tokenizers: testTokenizers,
    judgeLabels,
  };
  const code = await main(args, io);
  return { code, ...written };
}
