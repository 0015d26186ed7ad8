import * as l10n from "@vscode/l10n";
import { LayoutError } from "./layout-error.js";

const openers = new Set([0x5b, 0x7b]);
const closers = new Set([0x5d, 0x7d]);
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const space = 0x20;
const listStart = 0x5b;
const listEnd = 0x5d;

/**
 * Splits JSON that stands over several lines into its records, without the white space between
 * tokens: the items of a list, or values one behind the other. Takes bytes piece by piece, so that
 * a text of any size can be split; spelling and order of all that is in a record stay. Does not
 * check the JSON inside of a record: who takes one parses it. Throws a `LayoutError` for what
 * stands between records and belongs to none.
 */
export class JsonSplitter {
  readonly #take: (record: Uint8Array) => void;
  #record = new Uint8Array(1 << 12);
  #length = 0;
  /** Brackets that are open, that of the list around all records not among them. */
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isInList = false;
  /** Whether a value has ended since the last comma. */
  #hasValue = false;
  /** Whether white space stands before the next byte. */
  #isApart = false;
  #hasStarted = false;

  constructor(take: (record: Uint8Array) => void) {
    this.#take = take;
  }

  /** Takes the next bytes. */
  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#isInString) this.#inString(byte);
      else this.#outside(byte);
    }
  }

  /** Takes the last record, which may be cut: then it does not parse. */
  end(): void {
    this.#finish();
  }

  #inString(byte: number): void {
    this.#add(byte);
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) this.#isInString = false;
  }

  #outside(byte: number): void {
    if (blanks.has(byte)) return this.#atBlank();
    if (!this.#hasStarted) {
      this.#hasStarted = true;
      this.#isInList = byte === listStart;
      if (this.#isInList) return;
    }
    if (this.#depth > 0) return this.#addToken(byte);
    if (byte === comma) return this.#atComma();
    if (closers.has(byte)) return this.#atCloser(byte);
    this.#addToken(byte);
  }

  #atComma(): void {
    this.#finish();
    if (!this.#hasValue) throw strayError(",");
    this.#hasValue = false;
  }

  /** The end of the list around the records; another one may follow. */
  #atCloser(byte: number): void {
    this.#finish();
    if (!this.#isInList || byte !== listEnd) throw strayError(String.fromCharCode(byte));
    this.#isInList = false;
    this.#hasStarted = false;
    this.#hasValue = false;
  }

  #addToken(byte: number): void {
    // What stands apart in broken JSON must not become one number or word.
    if (this.#isApart && isWord(byte) && isWord(this.#record[this.#length - 1])) this.#add(space);
    this.#isApart = false;
    // A second value right behind the first one.
    if (this.#depth === 0 && this.#length > 0 && this.#endsValue(byte)) this.#finish();
    this.#isInString = byte === quote;
    if (openers.has(byte)) this.#depth += 1;
    else if (closers.has(byte)) this.#depth -= 1;
    this.#add(byte);
  }

  #endsValue(next: number): boolean {
    return openers.has(next) || closers.has(this.#record[this.#length - 1] ?? 0);
  }

  /** White space parts values that have nothing else between them. */
  #atBlank(): void {
    this.#isApart = this.#length > 0;
    if (this.#depth === 0 && !this.#isInList) this.#finish();
  }

  #finish(): void {
    if (this.#length > 0) {
      this.#hasValue = true;
      this.#take(this.#record.subarray(0, this.#length));
    }
    this.#length = 0;
    this.#depth = 0;
  }

  #add(byte: number): void {
    if (this.#length === this.#record.length) {
      const larger = new Uint8Array(this.#record.length * 2);
      larger.set(this.#record);
      this.#record = larger;
    }
    this.#record[this.#length] = byte;
    this.#length += 1;
  }
}

/** Whether a byte belongs to a number, `true`, `false`, `null` or something that is no JSON. */
function isWord(byte: number | undefined): boolean {
  if (byte === undefined || byte === quote || byte === comma || byte === 0x3a) return false;
  return !openers.has(byte) && !closers.has(byte);
}

function strayError(character: string): LayoutError {
  return new LayoutError(
    l10n.t('"{0}" stands between two records and belongs to none.', character),
  );
}
