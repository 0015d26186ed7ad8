import { statSync } from "node:fs";
import { sep } from "node:path";
import { LineReader } from "../core/dataset/line-reader.js";
import { pathBeside } from "../core/dataset/split-names.js";
import { giveScanner, takeScanner } from "../core/kernel/shared-scanners.js";
import { LineDataset } from "../core/similarity/line-dataset.js";
import type { OtherDataset } from "../core/similarity/other-dataset.js";
import { splitsBefore } from "./find-splits.js";
import { openDataset } from "./open-dataset.js";
import { UserError } from "./user-error.js";

/** Datasets to look for records in. Give them back with `release`. */
export interface BorrowedDatasets {
  readonly datasets: readonly OtherDataset[];
  readonly release: () => void;
}

/** A file that is open, for as long as somebody looks for records in it. */
interface OpenFile {
  /** What it was when it was opened. */
  readonly stamp: string;
  readonly dataset: LineDataset;
  readonly close: () => void;
  users: number;
}

/** So many files are kept open after nobody uses them any more. */
const mostKept = 4;

/**
 * The files beside datasets in which their records must not stand, such as the training file of a
 * test file. Each is read once for as long as it does not change.
 */
export class SplitDatasets {
  readonly #open = new Map<string, OpenFile>();

  /**
   * The files to compare one with: those that lie beside it, or those that are named. `nameOf` says
   * how whoever asks names files.
   */
  async before(
    location: string,
    nameOf: (location: string) => string,
    named: readonly string[] = splitsBefore(location),
  ): Promise<BorrowedDatasets> {
    const borrowed: OpenFile[] = [];
    const datasets: OtherDataset[] = [];
    for (const found of named) {
      const file = await this.#borrow(found);
      if (file === undefined) continue;
      borrowed.push(file);
      const name = pathBeside(withSlashes(location), withSlashes(found));
      datasets.push({ name, file: nameOf(found), open: () => file.dataset.open() });
    }
    return { datasets, release: () => borrowed.forEach((file) => this.#giveBack(file)) };
  }

  /** Closes what nobody uses. */
  close(): void {
    this.#closeUnused(0);
  }

  async #borrow(location: string): Promise<OpenFile | undefined> {
    const stamp = stampAt(location);
    const known = this.#open.get(location);
    const file = known?.stamp === stamp ? known : await openAt(location, stamp);
    if (file === undefined) return undefined;
    file.users += 1;
    if (file === known) return file;
    // The old one is closed by the last who uses it.
    if (known?.users === 0) known.close();
    this.#open.set(location, file);
    return file;
  }

  #giveBack(file: OpenFile): void {
    file.users -= 1;
    const isKept = [...this.#open.values()].includes(file);
    if (file.users === 0 && !isKept) file.close();
    this.#closeUnused(mostKept);
  }

  /** Closes unused files, oldest first, until no more than so many are left. */
  #closeUnused(most: number): void {
    for (const [location, file] of this.#open) {
      if (this.#open.size <= most) return;
      if (file.users > 0) continue;
      file.close();
      this.#open.delete(location);
    }
  }
}

/** What tells two states of a file apart. */
function stampAt(location: string): string {
  const status = statSync(location, { throwIfNoEntry: false });
  return `${status?.size}/${status?.mtimeMs}/${status?.ino}`;
}

/** `undefined` where it cannot be read: whoever wants it checked is told why. */
async function openAt(location: string, stamp: string): Promise<OpenFile | undefined> {
  try {
    const file = await openDataset(location);
    const scanner = takeScanner();
    const lines = new LineReader(file, scanner);
    const close = (): void => {
      giveScanner(scanner);
      file.close();
    };
    const dataset = new LineDataset({ name: location, file: location, lines });
    return { stamp, dataset, close, users: 0 };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function withSlashes(path: string): string {
  return path.split(sep).join("/");
}
