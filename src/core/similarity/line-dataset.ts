import type { DatasetLines } from "../dataset/line-reader.js";
import type { DatasetPrints } from "./dataset-prints.js";
import { readPrints } from "./dataset-prints.js";
import type { OpenedDataset, OtherDataset } from "./other-dataset.js";

/** Another dataset of which the lines are there. Its prints are made once. */
export class LineDataset implements OtherDataset {
  readonly name: string;
  readonly file: string;
  readonly #lines: DatasetLines;
  #read: { readonly prints: DatasetPrints | undefined } | undefined;

  constructor({
    name,
    file,
    lines,
  }: Pick<OtherDataset, "name" | "file"> & { lines: DatasetLines }) {
    this.name = name;
    this.file = file;
    this.#lines = lines;
  }

  *open(): Generator<void, OpenedDataset | undefined> {
    this.#read ??= { prints: yield* readPrints(this.#lines) };
    const { prints } = this.#read;
    return prints && { prints, lineText: (line) => this.#lines.lineText(line) };
  }
}
