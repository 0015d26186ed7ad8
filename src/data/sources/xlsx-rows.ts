import type { Cell } from "../../core/prepare/source-rows.js";
import { shownText } from "./xlsx-numbers.js";
import type { XlsxSheet, XlsxWorkbook } from "./xlsx-workbook.js";
import { partEvents, unescaped } from "./xlsx-workbook.js";
import type { XmlEvent } from "./xml-events.js";

export interface XlsxRow {
  /** Its number in the sheet, from 1. */
  readonly sheetRow: number;
  /** By column, from 0; empty ones are left out. */
  readonly cells: ReadonlyMap<number, XlsxCell>;
}

export interface XlsxCell {
  readonly value: Cell;
  readonly isDate: boolean;
  /** Why it has no value. */
  readonly fault: "error" | "formula" | undefined;
}

/** Rows of a sheet as they are written; `onMerged` is told of areas whose cells were merged. */
export async function* xlsxRows(
  workbook: XlsxWorkbook,
  sheet: XlsxSheet,
  onMerged: (area: string) => void,
): AsyncGenerator<readonly XlsxRow[]> {
  const reader = new SheetReader(workbook, onMerged);
  for await (const events of (await partEvents(workbook.archive, sheet.part)) ?? []) {
    yield events.flatMap((event) => reader.take(event));
  }
}

class SheetReader {
  readonly #workbook: XlsxWorkbook;
  readonly #onMerged: (area: string) => void;
  #sheetRow = 0;
  #cells = new Map<number, XlsxCell>();
  #column = -1;
  #attributes: Readonly<Record<string, string>> = {};
  #text = "";
  #hasValue = false;
  #hasFormula = false;
  #isText = false;
  #isGuide = false;

  constructor(workbook: XlsxWorkbook, onMerged: (area: string) => void) {
    this.#workbook = workbook;
    this.#onMerged = onMerged;
  }

  take(event: XmlEvent): readonly XlsxRow[] {
    if (event.kind === "text") {
      if (this.#isText && !this.#isGuide) this.#text += event.text;
      return [];
    }
    if (event.kind === "open") this.#open(event.name, event.attributes);
    else return this.#close(event.name);
    return [];
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case "row":
        this.#sheetRow = Number(attributes["r"] ?? this.#sheetRow + 1);
        this.#cells = new Map();
        this.#column = -1;
        return;
      case "c":
        this.#column = columnOf(attributes["r"]) ?? this.#column + 1;
        this.#attributes = attributes;
        [this.#text, this.#hasValue, this.#hasFormula] = ["", false, false];
        return;
      case "v":
      case "t":
        this.#isText = true;
        this.#hasValue = true;
        return;
      case "f":
        this.#hasFormula = true;
        return;
      case "rPh":
        this.#isGuide = true;
        return;
      case "mergeCell":
        this.#onMerged(attributes["ref"] ?? "");
    }
  }

  #close(name: string): readonly XlsxRow[] {
    if (name === "v" || name === "t") this.#isText = false;
    if (name === "rPh") this.#isGuide = false;
    if (name === "c") this.#endCell();
    return name === "row" ? [{ sheetRow: this.#sheetRow, cells: this.#cells }] : [];
  }

  #endCell(): void {
    const cell = this.#hasValue ? this.#cell() : missing(this.#hasFormula);
    if (cell !== undefined && (cell.value !== null || cell.fault !== undefined)) {
      this.#cells.set(this.#column, cell);
    }
  }

  #cell(): XlsxCell {
    const text = this.#text;
    switch (this.#attributes["t"]) {
      case "s":
        return plainCell(this.#workbook.texts[Number(text)] || null);
      case "inlineStr":
      case "str":
        return plainCell(unescaped(text) || null);
      case "b":
        return plainCell(text === "1" || text === "true");
      case "e":
        return { value: text, isDate: false, fault: "error" };
      case "d":
        return { value: text.replace("T", " "), isDate: true, fault: undefined };
      default:
        return this.#number(text);
    }
  }

  #number(text: string): XlsxCell {
    const number = Number(text);
    if (text === "" || !Number.isFinite(number)) return plainCell(text || null);
    const { formats, isFrom1904 } = this.#workbook;
    const format = formats[Number(this.#attributes["s"] ?? 0)];
    const shown = format === undefined ? undefined : shownText(number, format, isFrom1904);
    return shown === undefined
      ? plainCell(number)
      : { value: shown, isDate: format?.kind === "date", fault: undefined };
  }
}

function plainCell(value: Cell): XlsxCell {
  return { value, isDate: false, fault: undefined };
}

function missing(hasFormula: boolean): XlsxCell | undefined {
  return hasFormula ? { value: null, isDate: false, fault: "formula" } : undefined;
}

/** The column of a reference such as `AB12`, from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]+/.exec(reference ?? "")?.[0];
  if (letters === undefined) return undefined;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
