import { resolve } from "node:path";
import { LineReader } from "../core/dataset/line-reader.js";
import type { InspectedLines, WantedLines } from "../core/inspection/inspected-lines.js";
import { inspectedLines } from "../core/inspection/inspected-lines.js";
import { giveScanner, takeScanner } from "../core/kernel/shared-scanners.js";
import { openDataset } from "../data/open-dataset.js";
import { UserError } from "../data/user-error.js";
import type { Io } from "./io.js";

/** A dataset whose records a model is asked. */
export interface InspectedFile extends InspectedLines {
  readonly path: string;
}

/** Reads a dataset: one line, or all of them. Throws a `UserError` where it is no dataset of lines. */
export async function readInspected(
  name: string,
  wanted: WantedLines,
  io: Io,
): Promise<InspectedFile> {
  const file = await openDataset(resolve(io.cwd, name), name);
  const scanner = takeScanner();
  try {
    const read = inspectedLines(() => new LineReader(file, scanner), wanted);
    if (read !== undefined) return { path: name, ...read };
    throw new UserError(
      `${name} is not recognised as training data, one record on each line. "tunewright check" says what it is, "tunewright convert" lays it out.`,
    );
  } finally {
    giveScanner(scanner);
    file.close();
  }
}
