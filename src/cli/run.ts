import { lazyJudgeLabels } from "../tuning/node/load-label-judge.js";
import { NodeTokenizers } from "../data/node-tokenizers.js";
import { Interrupted, main } from "./main.js";
import type { Io, Output } from "./io.js";

const waitForPauseMs = 300;

/** Runs the command line on this process. */
export async function run(): Promise<void> {
  const interruption = { isAsked: false };
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ] as const) {
    process.once(signal, () => {
      interruption.isAsked = true;
      // Work that is under way stops by itself at its next pause; a wait for input does not.
      setTimeout(() => process.exit(128 + number), waitForPauseMs).unref();
    });
  }
  // A reader that has seen enough (`| head`) closes the pipe; that is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? 0);
  });
  process.exitCode = await main(process.argv.slice(2), processIo(interruption));
}

function processIo(interruption: { readonly isAsked: boolean }): Io {
  return {
    cwd: process.cwd(),
    environment: process.env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    readStandardInput,
    async pause() {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (interruption.isAsked) throw new Interrupted("Stopped by Ctrl+C.");
    },
    now: () => performance.now(),
    today: () => new Date().toISOString().slice(0, 10),
    tokenizers: new NodeTokenizers(),
    judgeLabels: lazyJudgeLabels,
  };
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    isTerminal: stream.isTTY,
    hasColours: hasColours(stream),
    write: (content) => void stream.write(content),
  };
}

/** On a terminal, unless `NO_COLOR` is set; elsewhere only with `FORCE_COLOR`. */
function hasColours(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return stream.isTTY;
}

async function readStandardInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}
