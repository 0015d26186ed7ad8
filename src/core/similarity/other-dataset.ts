import type { DatasetPrints } from "./dataset-prints.js";

/** A dataset whose records must not stand in the one that is checked. */
export interface OtherDataset {
  /** How people know it: its path as seen from the folder of the checked one. */
  readonly name: string;
  /** The file, as whoever passes it in names files. */
  readonly file: string;
  /**
   * Reads it step by step, unless it is known as it is now; `undefined` where it is not recognised
   * as training data or cannot be read.
   */
  open(): Generator<void, OpenedDataset | undefined>;
}

/** Another dataset while records are looked for in it. */
export interface OpenedDataset {
  readonly prints: DatasetPrints;
  /** The text of one of its lines. */
  lineText(line: number): string;
}
