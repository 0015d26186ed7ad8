import { linesToGuessFrom } from "../core/dataset/guess-nature.js";
import { byteOrderMark, splitLines } from "../core/json/lines.js";
import type { CheckedLine } from "./checked-line.js";

/** One line of an open document. */
export interface DocumentLine {
  /** Without line ending; the first line may start with a byte order mark. */
  readonly text: string;
  /** `\n`, `\r\n`, `\r`, or nothing at the end of the document. */
  readonly ending: string;
  /** What the check knows of the line; `undefined` until it has been read. */
  checked: CheckedLine | undefined;
  /** Where the line was put, and how many changes of the line count there had been by then. */
  number: number;
  epoch: number;
}

/** A place in a document as the protocol gives it: both from 0, characters in UTF-16 units. */
export interface DocumentPosition {
  readonly line: number;
  readonly character: number;
}

/** An edit as the protocol gives it; without a range the text replaces the whole document. */
export interface DocumentEdit {
  readonly range?: { readonly start: DocumentPosition; readonly end: DocumentPosition };
  readonly text: string;
}

/** After so many changes of the line count all lines are numbered anew. */
const mostShifts = 64;

/**
 * An open document as an array of lines. An edit touches its own lines only; nothing ever copies
 * the whole text.
 */
export class LineDocument {
  readonly lines: DocumentLine[];
  /** How the lines behind some line have moved, since all lines were numbered. */
  #shifts: { readonly from: number; readonly by: number }[] = [];

  constructor(text: string) {
    this.lines = toLines(text);
    this.#numberLines(0, this.lines.length);
  }

  /** The whole text. A copy of all there is: for work that takes long anyway. */
  get text(): string {
    return this.lines.map(({ text, ending }) => text + ending).join("");
  }

  /** Where a line of this document stands now. Quick: no list of lines is searched. */
  indexOf(line: DocumentLine): number {
    let index = line.number;
    for (let epoch = line.epoch; epoch < this.#shifts.length; epoch += 1) {
      const shift = this.#shifts[epoch];
      if (shift !== undefined && index >= shift.from) index += shift.by;
    }
    return index;
  }

  /** A line's text without byte order mark; nothing for a line that is not there. */
  recordText(line: number): string {
    const text = this.lines[line]?.text ?? "";
    return this.markLength(line) > 0 ? text.slice(1) : text;
  }

  /** How many characters of a line are a byte order mark: 0 or 1. */
  markLength(line: number): number {
    return line === 0 && this.lines[0]?.text.startsWith(byteOrderMark) === true ? 1 : 0;
  }

  /** Applies an edit and gives back the lines that it took away. */
  apply({ range, text }: DocumentEdit): readonly DocumentLine[] {
    if (range === undefined) return this.#replaceLines(0, this.lines.length, toLines(text));
    const start = this.#clamp(range.start);
    const end = this.#clamp(range.end);
    const first = this.lines[start.line]?.text.slice(0, start.character) ?? "";
    const lastLine = this.lines[end.line];
    const last = (lastLine?.text.slice(end.character) ?? "") + (lastLine?.ending ?? "");
    return this.#replaceJoined(start.line, end.line + 1, first + text + last);
  }

  /**
   * Replaces whole lines by a text. A carriage return at its border may have become one half of a
   * line ending whose other half stands in a neighbouring line; that line is then taken along.
   */
  #replaceJoined(from: number, to: number, joined: string): readonly DocumentLine[] {
    const before = this.lines[from - 1];
    if (before?.ending === "\r" && joined.startsWith("\n")) {
      return this.#replaceJoined(from - 1, to, `${before.text}\r${joined}`);
    }
    const after = this.lines[to];
    if (after === undefined) return this.#replaceLines(from, to, toLines(joined));
    if (!isWhole(joined, after)) {
      return this.#replaceJoined(from, to + 1, joined + after.text + after.ending);
    }
    // The empty line behind the last line ending is the next line of the document.
    return this.#replaceLines(from, to, toLines(joined).slice(0, -1));
  }

  #replaceLines(from: number, to: number, lines: readonly DocumentLine[]): readonly DocumentLine[] {
    const removed = this.#splice(from, to - from, lines);
    const by = lines.length - removed.length;
    if (by !== 0) this.#shifts.push({ from: to, by });
    if (this.#shifts.length > mostShifts) {
      this.#shifts = [];
      this.#numberLines(0, this.lines.length);
    } else {
      this.#numberLines(from, from + lines.length);
    }
    return removed;
  }

  #splice(from: number, count: number, lines: readonly DocumentLine[]): readonly DocumentLine[] {
    if (lines.length < 1_000) return this.lines.splice(from, count, ...lines);
    // Spreading many thousands of arguments would overflow the stack.
    const tail = this.lines.splice(from);
    for (const line of lines) this.lines.push(line);
    for (const line of tail.slice(count)) this.lines.push(line);
    return tail.slice(0, count);
  }

  #numberLines(from: number, to: number): void {
    for (let number = from; number < to; number += 1) {
      const line = this.lines[number];
      if (line === undefined) return;
      line.number = number;
      line.epoch = this.#shifts.length;
    }
  }

  #clamp({ line, character }: DocumentPosition): DocumentPosition {
    const last = this.lines.length - 1;
    if (line > last) return { line: last, character: this.lines[last]?.text.length ?? 0 };
    const length = this.lines[line]?.text.length ?? 0;
    return { line, character: Math.min(character, length) };
  }
}

/** Whether a text ends with a line ending that the line behind it does not add to. */
function isWhole(joined: string, after: DocumentLine): boolean {
  if (!/[\r\n]$/.test(joined)) return false;
  return !(joined.endsWith("\r") && after.text === "" && after.ending === "\n");
}

function toLines(text: string): DocumentLine[] {
  return splitLines(text).map(({ text: own, ending }) => ({
    text: own,
    ending,
    checked: undefined,
    number: 0,
    epoch: 0,
  }));
}

/** The lines' texts, one by one. */
export function* textsOf(document: LineDocument): Generator<string> {
  for (let line = 0; line < document.lines.length; line += 1) yield document.recordText(line);
}

/** As many texts from the first as guesses look at. */
export function firstTexts(document: LineDocument): readonly string[] {
  return document.lines.slice(0, linesToGuessFrom).map((_, line) => document.recordText(line));
}
