import { UserError } from "../data/user-error.js";
import type { Io } from "./io.js";

/** Says what cannot be read, and lets the rest go on. */
export class Failures {
  count = 0;
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  async catch(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.note(error);
    }
  }

  note(error: unknown): void {
    if (!(error instanceof UserError)) throw error;
    this.#io.stderr.write(`tunewright: ${error.message}\n`);
    this.count += 1;
  }
}
