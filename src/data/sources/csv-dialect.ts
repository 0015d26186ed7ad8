import type { CsvDialect } from "./csv-records.js";
import { CsvRecords } from "./csv-records.js";

/** In the order in which they are preferred where several fit. */
const delimiters = [",", "\t", ";", "|"];
const quotes = ['"', "'"];
const mostRecords = 200;

/**
 * How a table is written, guessed from its first characters: the delimiter that cuts most records
 * into as many cells as the first. `usual` is what the file's name says; it wins where it fits.
 */
export function csvDialect(head: string, usual: string, isWhole: boolean): CsvDialect {
  const quote = quotes.find((candidate) => isQuote(head, candidate)) ?? '"';
  const others = delimiters.filter((delimiter) => delimiter !== usual);
  let best = { delimiter: usual, share: 0 };
  for (const delimiter of [usual, ...others]) {
    const share = shareThatFits(head, { delimiter, quote }, isWhole);
    // Commas are in texts: another delimiter must fit clearly better.
    if (share > best.share + 0.1) best = { delimiter, share };
  }
  return { delimiter: best.delimiter, quote };
}

/** The share of records with as many cells as the header, 0 where that has only one. */
function shareThatFits(head: string, dialect: CsvDialect, isWhole: boolean): number {
  const records = new CsvRecords(dialect).push(head, isWhole).slice(0, mostRecords);
  const filled = records.filter(({ cells }) => cells.length > 1 || cells[0] !== "");
  const width = filled[0]?.cells.length ?? 1;
  if (width === 1) return 0;
  return filled.filter(({ cells }) => cells.length === width).length / filled.length;
}

/** Whether the first line has a cell in such quotes, and for `'`, which begins words, nothing else. */
function isQuote(head: string, quote: string): boolean {
  if (quote === '"') return /(?:^|[,;\t|])"/m.test(head);
  const [line = ""] = head.split(/\r?\n|\r/, 1);
  return /^'[^']*'(?:[,;\t|]'[^']*')+$/.test(line);
}
