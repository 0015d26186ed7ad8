import { spawn } from "node:child_process";

/** How to run a command to its end. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Show the output as it comes; otherwise only the end of it is kept, for the error. */
  readonly show?: boolean;
  /** Ends a command that takes longer, as a failure. */
  readonly timeoutMs?: number;
}

/** Runs a command without a shell. Rejects with the end of its output when it fails. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { code, output } = await runToEnd(command, args, options);
  if (code === 0) return output;
  throw new Error(
    `"${[command, ...args].join(" ")}" ended with ${code}.${output ? `\n${lastLines(output)}` : ""}`,
  );
}

interface CommandResult {
  /** The exit code, or the signal that ended it. */
  readonly code: number | string;
  /** What it printed, both streams in order; empty when it was shown. */
  readonly output: string;
}

/** Like `runCommand`, but a failing command is a result, not an error. */
export function runToEnd(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ["ignore", options.show ? "inherit" : "pipe", options.show ? "inherit" : "pipe"],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => child.kill("SIGKILL"), options.timeoutMs);
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? signal ?? "no code", output: Buffer.concat(chunks).toString() });
    });
  });
}

/** Whether a program of this name can be started. */
export async function hasCommand(command: string): Promise<boolean> {
  try {
    return (await runToEnd(command, ["--version"])).code === 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-30).join("\n");
}
