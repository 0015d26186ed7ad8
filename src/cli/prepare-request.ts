import type { Target } from "../core/targets/target.js";

/** What a person asked of `tunewright prepare` with a recipe. */
export interface PrepareRequest {
  /** The recipe's path, as it was given. */
  readonly recipe: string;
  readonly outputFolder: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly yes: boolean;
}

/** What a person asked of `tunewright prepare` with a file of prompts and completions. */
export interface PairsRequest {
  /** The file's path, as it was given. */
  readonly file: string;
  readonly outputFolder: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Whether all that is recommended is done without asking. */
  readonly yes: boolean;
}

/** What a person asked of `tunewright prepare --propose`. */
export interface ProposeRequest {
  /** The table's path, as it was given. */
  readonly table: string;
  /** The recipe to be written; `undefined` for the table's name beside it, `-` for standard output. */
  readonly output: string | undefined;
  readonly target: Target | undefined;
  readonly yes: boolean;
}

/** What was prepared, for a check of it. */
export interface PreparedFiles {
  /** Paths of the files that were written. */
  readonly written: readonly string[];
  readonly target: string;
}
