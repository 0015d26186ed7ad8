import type { Format } from "../formats/format.js";
import { formats } from "../formats/index.js";
import { readLine } from "./read-line.js";
import type { DatasetRecord } from "./record.js";

/** How many lines `guessFormat` looks at. */
export const linesToGuessFormat = 1_000;

/** The format that the first lines of a dataset show: right for most, to be confirmed by the rest. */
export function guessFormat(firstLines: Iterable<string>): Format | undefined {
  const tally = new FormatTally();
  let lines = 0;
  for (const text of firstLines) {
    const read = readLine(text);
    if (read.kind === "record") tally.add(read.record);
    lines += 1;
    if (lines === linesToGuessFormat) break;
  }
  return tally.format;
}

/** How many records look like each format. Records can be added, removed and merged. */
export class FormatTally {
  #records = 0;
  readonly #matches = formats.map(() => 0);

  add(record: DatasetRecord): void {
    this.#count(record, 1);
  }

  remove(record: DatasetRecord): void {
    this.#count(record, -1);
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

  #count(record: DatasetRecord, change: 1 | -1): void {
    this.#records += change;
    const value = record.object;
    if (value === undefined) return;
    const index = formats.findIndex((format) => format.matches(value));
    const count = this.#matches[index];
    if (count !== undefined) this.#matches[index] = count + change;
  }
}
