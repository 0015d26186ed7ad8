import type { CsvDialect, CsvRecord } from "./csv-records.js";
import { CsvRecords } from "./csv-records.js";
import { csvDialect } from "./csv-dialect.js";
import { isBlank, readHeader } from "./header.js";
import { ProblemLog } from "./problem-log.js";
import type { SourceTable, TableColumn, TableReading, TableRow } from "./source-table.js";
import type { EncodedText } from "./text-encoding.js";
import { decodedText } from "./text-encoding.js";
import { notUtf8, openText } from "./text-file.js";

const headCharacters = 1 << 17;

export interface TextSource {
  /** Where it is read. */
  readonly location: string;
  /** As it is named to people. */
  readonly path: string;
}

/** Opens a table of separated values; every cell is a text, and an empty one is null. */
export async function openCsv(source: TextSource, usualDelimiter: string): Promise<SourceTable> {
  const text = await openText(source);
  const problems = new ProblemLog(source.path);
  notUtf8(problems, text);
  const { head, isWhole } = await headOf(source.location, text);
  const named = /^sep=(.)\r?\n/.exec(head);
  const guessed = csvDialect(head.slice(named?.[0].length ?? 0), usualDelimiter, isWhole);
  const dialect = { ...guessed, delimiter: named?.[1] ?? guessed.delimiter };
  const skipped = named === null ? 0 : 1;
  const records = new CsvRecords(dialect).push(head, isWhole).slice(skipped);
  const header = records.find(({ cells }) => !isBlank(cells));
  const names = readHeader(header?.cells ?? [], problems);
  const columns = names.map((name): TableColumn => ({ name, type: "text", sqlType: "VARCHAR" }));
  return {
    path: source.path,
    columns,
    problems,
    read: (signal) =>
      new CsvReading({ source, text, dialect, skipped, width: names.length, signal }),
  };
}

async function headOf(
  location: string,
  text: EncodedText,
): Promise<{ head: string; isWhole: boolean }> {
  let head = "";
  for await (const piece of decodedText(location, text, new AbortController().signal)) {
    head += piece;
    if (head.length >= headCharacters) return { head, isWhole: false };
  }
  return { head, isWhole: true };
}

interface CsvPlan {
  readonly source: TextSource;
  readonly text: EncodedText;
  readonly dialect: CsvDialect;
  /** Records before the header. */
  readonly skipped: number;
  readonly width: number;
  readonly signal: AbortSignal;
}

/** One reading of a table of separated values. */
class CsvReading implements TableReading {
  readonly problems: ProblemLog;
  readonly rows: AsyncIterable<readonly TableRow[]>;
  readonly #plan: CsvPlan;
  readonly #endings = new Map<string, { count: number; firstRow: number }>();
  #recordCount = 0;
  #rowCount = 0;
  #hasHeader = false;
  readonly #blank = { count: 0, firstLine: 0 };
  #nextOtherLine = 0;

  constructor(plan: CsvPlan) {
    this.#plan = plan;
    this.problems = new ProblemLog(plan.source.path);
    this.rows = this.#read();
  }

  readCount(): number {
    return this.#rowCount;
  }

  async *#read(): AsyncGenerator<readonly TableRow[]> {
    const { source, text, dialect, signal } = this.#plan;
    const records = new CsvRecords(dialect);
    for await (const piece of decodedText(source.location, text, signal)) {
      yield this.#rowsOf(records.push(piece, false));
    }
    yield this.#rowsOf(records.push("", true));
    this.#tellEndings();
    const { count, firstLine } = this.#blank;
    if (count > 0) {
      const lines = count === 1 ? "1 blank line was" : `${count} blank lines were`;
      this.problems.ofFile(`${lines} left out, the first after line ${firstLine}.`);
    }
  }

  #rowsOf(records: readonly CsvRecord[]): TableRow[] {
    const rows: TableRow[] = [];
    for (const record of records) {
      this.#recordCount += 1;
      if (this.#recordCount <= this.#plan.skipped) continue;
      if (isBlank(record.cells)) {
        this.#seeBlank(record);
        continue;
      }
      if (!this.#hasHeader) {
        this.#hasHeader = true;
        continue;
      }
      this.#rowCount += 1;
      this.#see(record);
      const cells = this.#cells(record.cells);
      if (cells !== undefined) rows.push({ number: this.#rowCount, cells });
    }
    return rows;
  }

  #seeBlank({ line, cells }: CsvRecord): void {
    // In a table of one column an empty cell is a blank line too.
    if (cells.length > 1) return;
    if (this.#blank.count === 0) this.#blank.firstLine = line;
    this.#blank.count += 1;
  }

  #see({ ending, fault, line, cells }: CsvRecord): void {
    const row = this.#rowCount;
    const seen = this.#endings.get(ending);
    if (seen === undefined) this.#endings.set(ending, { count: 1, firstRow: row });
    else seen.count += 1;
    if (fault !== undefined) this.#tellFault(fault, row);
    if (this.#plan.text.encoding === "mixed") this.#tellOtherLines(line, cells, row);
  }

  #tellFault(fault: "unclosed" | "afterQuote", row: number): void {
    const { quote } = this.#plan.dialect;
    const isUnclosed = fault === "unclosed";
    const message = isUnclosed
      ? `The quote (${quote}) that row ${row} opens is never closed: all that follows is in one cell.`
      : `Row ${row} has text behind a closing quote (${quote}): a quote within a cell must be doubled. The text was kept.`;
    this.problems.ofRow({ kind: fault, row, message, severity: isUnclosed ? "error" : "warning" });
  }

  #tellOtherLines(line: number, cells: readonly string[], row: number): void {
    const { otherLines } = this.#plan.text;
    const last = line + 1 + cells.reduce((count, cell) => count + cell.split("\n").length - 1, 0);
    while ((otherLines[this.#nextOtherLine] ?? Infinity) <= last) {
      const message = `Row ${row} is not UTF-8 as others are (line ${otherLines[this.#nextOtherLine]}): it was read as Windows-1252.`;
      this.problems.ofRow({ kind: "encoding", row, message, severity: "warning" });
      this.#nextOtherLine += 1;
    }
  }

  /** One cell per column; undefined where the row has more than there are columns. */
  #cells(found: readonly string[]): (string | null)[] | undefined {
    const { width } = this.#plan;
    const row = this.#rowCount;
    const cells: (string | null)[] = Array.from({ length: width });
    for (let index = 0; index < width; index += 1) cells[index] = found[index] || null;
    if (found.length === width) return cells;
    const counts = `Row ${row} has ${found.length} ${found.length === 1 ? "cell" : "cells"} where the header has ${width}`;
    if (found.length < width) {
      const message = `${counts}: the missing ones are empty.`;
      this.problems.ofRow({ kind: "tooFew", row, message, severity: "warning" });
      return cells;
    }
    if (found.slice(width).every((cell) => cell === "")) return cells;
    const message = `${counts}: it was left out. Does a cell with “${this.#plan.dialect.delimiter}” lack its quotes?`;
    this.problems.ofRow({ kind: "tooMany", row, message, severity: "warning" });
    return undefined;
  }

  #tellEndings(): void {
    const endings = [...this.#endings].filter(([ending]) => ending !== "");
    if (endings.length < 2) return;
    const [usual, ...others] = endings.sort(([, a], [, b]) => b.count - a.count);
    const parts = others.map(
      ([ending, { count, firstRow }]) =>
        `${count} ${count === 1 ? "row ends" : "rows end"} in ${nameOf(ending)}, the first of them row ${firstRow}`,
    );
    this.problems.ofFile(`Most rows end in ${nameOf(usual?.[0] ?? "")}; ${parts.join("; ")}.`);
  }
}

function nameOf(ending: string): string {
  return ending.replace("\r", "CR").replace("\n", "LF");
}
