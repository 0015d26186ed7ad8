import { UserError } from "../data/user-error.js";
import type { Command } from "./command.js";
import { commands } from "./commands/index.js";
import type { ExitCode } from "./exit-code.js";
import { exitCode } from "./exit-code.js";
import type { Io } from "./io.js";
import { version } from "./version.js";

const help = `Tunewright ${version}: checks, repairs and prepares fine-tuning data.

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
    io.stderr.write(`tunewright: ${error instanceof UserError ? error.message : fault(error)}\n`);
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
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    return print(help, io);
  }
  const command = commandNamed(name);
  if (args.includes("--help") || args.includes("-h")) return print(command.help, io);
  return command.run(args, io);
}

function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  throw new UserError(`There is no command "${name}". "tunewright --help" lists them.`);
}

function print(text: string, io: Io): ExitCode {
  io.stdout.write(text);
  return exitCode.fine;
}
