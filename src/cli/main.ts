import { isUserError, UserError } from "../data/user-error.js";
import type { Command } from "./command.js";
import { commands } from "./commands/index.js";
import type { ExitCode } from "./exit-code.js";
import { exitCode } from "./exit-code.js";
import type { Io } from "./io.js";
import { version } from "./version.js";

const help = `Tunewright ${version}: checks and repairs fine-tuning data.

Usage: tunewright <command> [options]

Commands
${commands.map(({ name, summary }) => `  ${name.padEnd(8)}${summary}`).join("\n")}

  tunewright <command> --help tells more about a command.
  tunewright --version
`;

/** Thrown where Ctrl+C stops a command. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Runs a command line. All errors that people can do something about end here as one sentence. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    if (error instanceof Interrupted) return exitCode.interrupted;
    io.stderr.write(`tunewright: ${isUserError(error) ? error.message : fault(error)}\n`);
    return exitCode.misuse;
  }
}

/** What must not happen, with what somebody needs to find the cause. */
function fault(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `something went wrong that is a fault of ours. Nothing half-written was left.\n${trace}`;
}

async function dispatch([name, ...args]: readonly string[], io: Io): Promise<ExitCode> {
  if (name === "--version" || name === "-v") return print(`${version}\n`, io);
  if (name === undefined || helpWords.has(name)) return print(helpFor(args[0]), io);
  const command = commandNamed(name);
  if (args.some((arg) => arg === "--help" || arg === "-h")) return print(command.help, io);
  return command.run(args, io);
}

const helpWords: ReadonlySet<string> = new Set(["--help", "-h", "help"]);

/** The text of `tunewright help COMMAND`, or of the whole. */
function helpFor(command: string | undefined): string {
  return command === undefined ? help : commandNamed(command).help;
}

function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const hint = /[./\\]/.test(name) ? ` Did you mean "tunewright check ${name}"?` : "";
  throw new UserError(`There is no command "${name}". "tunewright --help" lists them.${hint}`);
}

function print(text: string, io: Io): ExitCode {
  io.stdout.write(text);
  return exitCode.fine;
}
