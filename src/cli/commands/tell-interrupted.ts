import { relative, resolve } from "node:path";
import { InterruptedOutputs } from "../../data/prepare/output-journal.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";

/** Says of which files a killed process has put only some in their places: old and new ones are mixed. */
export function tellInterrupted(paths: readonly string[], io: Io): void {
  const interrupted = new InterruptedOutputs();
  const journals = paths
    .filter((path) => path !== "-")
    .flatMap((path) => interrupted.journalOf(resolve(io.cwd, path)) ?? []);
  for (const journal of new Set(journals)) {
    const name = printable(relative(io.cwd, journal));
    io.stderr.write(
      `tunewright: A command was killed while it put files in their places, so that old and new ones may be mixed: run it again (prepare, split, …). ${name} says which; it goes away then.\n`,
    );
  }
}
