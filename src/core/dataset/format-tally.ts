import type { Format } from "../formats/format.js";
import { formats } from "../formats/index.js";
import type { DatasetRecord } from "./record.js";

/** How many records look like each format. Records can be added, removed and merged. */
export class FormatTally {
  #records = 0;
  readonly #matches = formats.map(() => 0);

  add(record: DatasetRecord): void {
    this.#count(formatOf(record), 1);
  }

  remove(record: DatasetRecord): void {
    this.#count(formatOf(record), -1);
  }

  /** Counts a record whose format is known, or of which it is known that it has none. */
  addOf(format: Format | undefined): void {
    this.#count(format, 1);
  }

  removeOf(format: Format | undefined): void {
    this.#count(format, -1);
  }

  /**
   * The format of the dataset: the one that most records match, where at least half of all match
   * some format. Otherwise the file is not recognised as training data. Of two, the earlier in the table wins.
   */
  get format(): Format | undefined {
    const recognised = this.#matches.reduce((sum, count) => sum + count, 0);
    if (recognised === 0 || recognised * 2 < this.#records) return undefined;
    return formats[this.#matches.indexOf(Math.max(...this.#matches))];
  }

  #count(format: Format | undefined, change: 1 | -1): void {
    this.#records += change;
    if (format === undefined) return;
    const index = formats.indexOf(format);
    this.#matches[index] = (this.#matches[index] ?? 0) + change;
  }
}

/** The first format in the table that a record matches, or `undefined`. */
export function formatOf(record: DatasetRecord): Format | undefined {
  const { object } = record;
  return object === undefined ? undefined : formats.find((format) => format.matches(object));
}
