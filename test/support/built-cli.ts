import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const launcher = join(import.meta.dirname, "../../dist/cli.js");

/** Where and with what a command runs. */
export interface CliPlace {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a command ended and what it wrote. */
export interface BuiltOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of the built command line. */
export interface BuiltCli {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly written: { stdout: string; stderr: string };
  readonly ended: Promise<BuiltOutcome>;
}

/** Names that would lead a test to a person's own services and files. */
const personal = /^(AZURE_OPENAI|OPENAI|NEBIUS|TUNEWRIGHT|XDG|NODE_OPTIONS|NO_COLOR|FORCE_COLOR)/;

/** Starts the built command line, in an environment without keys. */
export function startBuiltCli(
  args: readonly string[],
  { cwd, environment = {} }: CliPlace,
): BuiltCli {
  const clean = Object.entries(process.env).filter(([name]) => !personal.test(name));
  const env = { ...Object.fromEntries(clean), ...environment };
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (written.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (written.stderr += text));
  const ended = once(child, "close").then(() => ({ code: child.exitCode, ...written }));
  return { child, written, ended };
}

/** Runs the built command line to its end. */
export async function runBuiltCli(args: readonly string[], place: CliPlace): Promise<BuiltOutcome> {
  return startBuiltCli(args, place).ended;
}

/** Waits for the first line that a process writes to stdout. */
export async function firstLine({ child, written, ended }: BuiltCli): Promise<string> {
  while (!written.stdout.includes("\n")) {
    if (child.exitCode !== null) throw new Error((await ended).stderr);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return written.stdout.split("\n")[0] ?? "";
}
