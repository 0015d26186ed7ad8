import type { Io } from "./io.js";
import type { ExitCode } from "./exit-code.js";

/** One `tunewright <command>`. One file per command; `commands/index.ts` lists them. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole text of `--help`. */
  readonly help: string;
  /** Runs with the arguments behind the command's name. Throws `UserError` for wrong use. */
  run(args: readonly string[], io: Io): Promise<ExitCode>;
}
