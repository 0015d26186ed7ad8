import { resolve } from "node:path";
import { LineReader } from "../core/dataset/line-reader.js";
import type { InspectedLines, WantedLine } from "../core/inspection/inspected-lines.js";
import { inspectedLines } from "../core/inspection/inspected-lines.js";
import { giveScanner, takeScanner } from "../core/kernel/shared-scanners.js";
import { openDataset } from "../data/open-dataset.js";
import { unrecognised } from "../data/scoring-source.js";
import type { Io } from "./io.js";

/** A dataset whose records a model is asked. */
export interface InspectedFile extends InspectedLines {
  readonly path: string;
}

/** Reads a line of a dataset. Throws a `UserError` where it is no dataset of lines. */
export async function readInspected(
  name: string,
  wanted: WantedLine,
  io: Io,
): Promise<InspectedFile> {
  const file = await openDataset(resolve(io.cwd, name), name);
  const scanner = takeScanner();
  try {
    const read = inspectedLines(() => new LineReader(file, scanner), wanted);
    if (read !== undefined) return { path: name, ...read };
    throw unrecognised(name);
  } finally {
    giveScanner(scanner);
    file.close();
  }
}
