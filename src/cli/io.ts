import type { JudgeLabels } from "../core/labels/label-judge.js";
import type { Tokenizers } from "../core/tokens/tokenizers.js";

/** What a command may use of the terminal: passed in, so that tests need no process. */
export interface Io {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Everything that comes through standard input. */
  readStandardInput(): Promise<Buffer>;
  /** Lets signals and timers run; resolves soon. */
  pause(): Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** The day, as `YYYY-MM-DD`. */
  today(): string;
  /** Files are named by absolute paths. */
  readonly tokenizers: Tokenizers;
  readonly judgeLabels: JudgeLabels;
}

/** A stream that text is written to. */
export interface Output {
  /** Whether somebody watches: for progress. */
  readonly isTerminal: boolean;
  readonly hasColours: boolean;
  write(content: string | Uint8Array): void;
}
