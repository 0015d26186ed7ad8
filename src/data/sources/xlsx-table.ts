import type { Cell } from "../../core/prepare/source-rows.js";
import { UserError } from "../user-error.js";
import { ColumnKinds } from "./column-kinds.js";
import type { TextSource } from "./csv-table.js";
import { isBlank, readHeader } from "./header.js";
import { ProblemLog } from "./problem-log.js";
import type { SourceTable, TableReading, TableRow } from "./source-table.js";
import type { XlsxCell, XlsxRow } from "./xlsx-rows.js";
import { xlsxRows } from "./xlsx-rows.js";
import type { XlsxSheet, XlsxWorkbook } from "./xlsx-workbook.js";
import { openWorkbook } from "./xlsx-workbook.js";

/**
 * Opens a sheet of a workbook: its first one, or the one that is named. Numbers are numbers, dates
 * are ISO texts, formulas their last value; what a cell shows as zeros in front stays. All of it is
 * read once before the first row, to know what its columns hold.
 */
export async function openXlsx(
  { location, path }: TextSource,
  sheetName: string | undefined,
): Promise<SourceTable> {
  const workbook = await readableWorkbook(location, path);
  const problems = new ProblemLog(path);
  const sheet = chosenSheet(workbook, { path, sheetName, problems });
  const sheetReading = (log: ProblemLog, signal: AbortSignal): SheetReading =>
    new SheetReading({ workbook, sheet, path, signal, headerLog: log });
  const first = sheetReading(problems, new AbortController().signal);
  const kinds = new ColumnKinds();
  for await (const rows of first.filledRows()) {
    for (const { cells } of rows) {
      first.names.forEach((name, column) => {
        const cell = cells.get(column);
        if (cell?.isDate === true) kinds.seeDate(name);
        else kinds.see(name, cell === undefined || cell.fault !== undefined ? null : cell.value);
      });
    }
  }
  if (first.names.length > 0 && kinds.columns().length === 0)
    for (const name of first.names) kinds.see(name, null);
  return {
    path,
    columns: kinds.columns(),
    problems,
    read(signal) {
      const reading = sheetReading(new ProblemLog(path), signal);
      return {
        rows: reading.rows(),
        readCount: () => reading.count,
        problems: reading.problems,
      } satisfies TableReading;
    },
    close: () => workbook.archive.close(),
  };
}

async function readableWorkbook(location: string, path: string): Promise<XlsxWorkbook> {
  try {
    return await openWorkbook(location, path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const said = error instanceof Error ? error.message : String(error);
    throw new UserError(`${path} cannot be read as a workbook: ${said}`);
  }
}

interface Choice {
  readonly path: string;
  readonly sheetName: string | undefined;
  readonly problems: ProblemLog;
}

function chosenSheet({ sheets }: XlsxWorkbook, { path, sheetName, problems }: Choice): XlsxSheet {
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const names = (sheetName === undefined ? visible : sheets)
    .map(({ name }) => `“${name}”`)
    .join(", ");
  if (sheetName !== undefined) {
    const named = sheets.find(({ name }) => name === sheetName);
    if (named !== undefined) return named;
    throw new UserError(`${path}: there is no sheet “${sheetName}”. The sheets are ${names}.`);
  }
  const [first, ...others] = visible;
  if (first === undefined) throw new UserError(`${path} has no sheet.`);
  if (others.length > 0) {
    problems.ofFile(
      `Only the sheet “${first.name}” is read, of ${names}. To read another: ${path}#${others[0]?.name}`,
    );
  }
  return first;
}

interface SheetPlan {
  readonly workbook: XlsxWorkbook;
  readonly sheet: XlsxSheet;
  readonly path: string;
  readonly signal: AbortSignal;
  readonly headerLog: ProblemLog;
}

class SheetReading {
  readonly problems: ProblemLog;
  names: readonly string[] = [];
  count = 0;
  readonly #plan: SheetPlan;
  #hasHeader = false;
  #blankCount = 0;

  constructor(plan: SheetPlan) {
    this.#plan = plan;
    this.problems = new ProblemLog(plan.path);
  }

  /** Rows below the header that hold anything. */
  async *filledRows(): AsyncGenerator<readonly XlsxRow[]> {
    const { workbook, sheet, path, signal, headerLog } = this.#plan;
    const merged: string[] = [];
    try {
      for await (const rows of xlsxRows(workbook, sheet, (area) => merged.push(area))) {
        signal.throwIfAborted();
        yield rows.filter((row) => this.#isData(row));
      }
    } catch (error) {
      if (error instanceof UserError || signal.aborted) throw error;
      const said = error instanceof Error ? error.message : String(error);
      throw new UserError(`${path}, sheet “${sheet.name}”, cannot be read: ${said}`);
    }
    if (merged.length > 0) {
      headerLog.ofFile(
        `Merged cells (${merged.slice(0, 3).join(", ")}${merged.length > 3 ? ", …" : ""}): only the first cell of each area has its value, the others are empty.`,
      );
    }
  }

  #isData({ cells }: XlsxRow): boolean {
    if (cells.size === 0) {
      this.#blankCount += 1;
      return false;
    }
    if (this.#hasHeader) return true;
    const width = Math.max(...cells.keys()) + 1;
    const header = Array.from({ length: width }, (_, column) => cellText(cells.get(column)));
    if (isBlank(header)) return false;
    this.#hasHeader = true;
    this.names = readHeader(header, this.#plan.headerLog);
    return false;
  }

  async *rows(): AsyncGenerator<readonly TableRow[]> {
    for await (const rows of this.filledRows()) yield rows.map((row) => this.#row(row));
    if (this.#blankCount > 0) {
      const rows =
        this.#blankCount === 1 ? "1 blank row was" : `${this.#blankCount} blank rows were`;
      this.problems.ofFile(`${rows} left out.`);
    }
  }

  #row({ sheetRow, cells }: XlsxRow): TableRow {
    this.count += 1;
    const values = this.names.map((name, column): Cell => {
      const cell = cells.get(column);
      if (cell?.fault !== undefined) this.#tellFault(cell, name, sheetRow);
      return cell === undefined || cell.fault !== undefined ? null : cell.value;
    });
    const beyond = [...cells.keys()].filter((column) => column >= this.names.length).length;
    if (beyond > 0) {
      const message = `Row ${sheetRow} of the sheet has ${beyond} ${beyond === 1 ? "cell" : "cells"} in columns without a header: left out.`;
      this.problems.ofRow({ kind: "beyond", row: this.count, message, severity: "warning" });
    }
    return { number: this.count, cells: values };
  }

  #tellFault({ fault, value }: XlsxCell, name: string, sheetRow: number): void {
    const why =
      fault === "error"
        ? `shows the error ${cellText({ value })}`
        : "has a formula without a value: open and save the file in Excel";
    const message = `Row ${sheetRow} of the sheet: the cell of “${name}” ${why}. It is empty.`;
    this.problems.ofRow({ kind: fault ?? "", row: this.count, message, severity: "warning" });
  }
}

/** A cell of a sheet as text: none is nested. */
function cellText(cell: Pick<XlsxCell, "value"> | undefined): string {
  const value = cell?.value ?? "";
  return typeof value === "object" ? "" : String(value);
}
