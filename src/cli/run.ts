import { Interrupted, main } from "./main.js";
import type { Io, Output } from "./io.js";

/** Runs the command line on this process. */
export async function run(): Promise<void> {
  const interruption = { isAsked: false };
  process.once("SIGINT", () => {
    interruption.isAsked = true;
  });
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
  };
}

function output(stream: NodeJS.WriteStream): Output {
  return { isTerminal: isColourful(stream), write: (text) => void stream.write(text) };
}

/** Whether to write for eyes: on a terminal, unless `NO_COLOR` is set; always with `FORCE_COLOR`. */
function isColourful(stream: NodeJS.WriteStream): boolean {
  if (process.env["NO_COLOR"]) return false;
  return stream.isTTY || Boolean(process.env["FORCE_COLOR"]);
}

async function readStandardInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}
