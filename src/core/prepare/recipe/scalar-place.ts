import type { Scalar } from "yaml";
import type { PlacedText } from "./recipe.js";

/** Where each character of a value is written: offsets in the YAML text. */
interface WrittenPlaces {
  readonly starts: number[];
  readonly ends: number[];
}

/** A scalar of a YAML text with the way from its characters to those of the text. */
export function placedText(scalar: Scalar, value: string, source: string): PlacedText {
  const [start, end] = scalar.range ?? [0, 0];
  const span = { start, end };
  let places: WrittenPlaces | undefined;
  return {
    value,
    span,
    place(from, to) {
      places ??= placesOf(scalar, value, source);
      const first = places.starts[from];
      const last = places.ends[to - 1];
      return first === undefined || last === undefined ? span : { start: first, end: last };
    },
  };
}

/** Shorter than the value where a way of writing is not understood. */
function placesOf(scalar: Scalar, value: string, source: string): WrittenPlaces {
  const [start, end] = scalar.range ?? [0, 0];
  if (scalar.type === "BLOCK_LITERAL") return placesInBlock(value, source, start);
  const isQuoted = scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE";
  const isFolded = scalar.type === "BLOCK_FOLDED";
  const from = isFolded ? source.indexOf("\n", start) + 1 : start + (isQuoted ? 1 : 0);
  const walk = new ScalarWalk(source, from, end);
  for (let index = 0; index < value.length; index += 1) {
    if (!walk.take(value, index, scalar.type)) break;
  }
  return walk;
}

/** A literal block: line by line, without what indents it. */
function placesInBlock(value: string, source: string, start: number): WrittenPlaces {
  const places: WrittenPlaces = { starts: [], ends: [] };
  let lineStart = source.indexOf("\n", start) + 1;
  const indent = /^(?:[ \t]*\r?\n)*( *)/.exec(source.slice(lineStart))?.[1]?.length ?? 0;
  for (const line of value.split("\n")) {
    const behind = source.indexOf("\n", lineStart);
    const lineEnd = behind < 0 ? source.length : behind;
    for (let index = 0; index <= line.length; index += 1) {
      const at = Math.min(lineStart + indent + index, lineEnd);
      places.starts.push(at);
      places.ends.push(at + 1);
    }
    lineStart = lineEnd + 1;
  }
  return places;
}

const escapedLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/** A quote in single quotes is written twice. */
function writtenLength(character: string, type: Scalar["type"]): number {
  return character === "'" && type === "QUOTE_SINGLE" ? 2 : 1;
}

function isBlank(character: string): boolean {
  return character !== "" && character.trim() === "";
}

/** Goes along what is written, character by character of the value. */
class ScalarWalk implements WrittenPlaces {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly #source: string;
  readonly #end: number;
  #at: number;

  constructor(source: string, at: number, end: number) {
    this.#source = source;
    this.#at = at;
    this.#end = end;
  }

  /** Finds the next character of the value. Says no where it is not what is written. */
  take(value: string, index: number, type: Scalar["type"]): boolean {
    const character = value.charAt(index);
    while (this.#at < this.#end) {
      const written = this.#source.charAt(this.#at);
      if (written === "\\" && type === "QUOTE_DOUBLE") {
        if (this.#takeEscape(character, value, index)) return true;
        continue;
      }
      if (written === character) return this.#push(writtenLength(character, type));
      if (isBlank(written) && isBlank(character)) return this.#pushBlank(value, index);
      if (!this.#skipBlank()) return false;
    }
    return false;
  }

  /** The end of a line that is a blank of the value, with what indents the next line. */
  #pushBlank(value: string, index: number): true {
    return this.#push(isBlank(value.charAt(index + 1)) ? 1 : this.#blanks());
  }

  #skipBlank(): boolean {
    if (!isBlank(this.#source.charAt(this.#at))) return false;
    this.#at += 1;
    return true;
  }

  #blanks(): number {
    let end = this.#at;
    while (end < this.#end && isBlank(this.#source.charAt(end))) end += 1;
    return end - this.#at;
  }

  #takeEscape(character: string, value: string, index: number): boolean {
    const letter = this.#source.charAt(this.#at + 1);
    if (letter === "\n" || letter === "\r") {
      // The line goes on in the next one.
      this.#at += 2;
      return false;
    }
    const isSecondHalf = /[\uDC00-\uDFFF]/.test(character) && letter === "U";
    const isFirstHalf = letter === "U" && /[\uD800-\uDBFF]/.test(value.charAt(index));
    const length = escapedLengths[letter] ?? 2;
    this.#push(length);
    if (isFirstHalf && !isSecondHalf) this.#at -= length;
    return true;
  }

  #push(length: number): true {
    this.starts.push(this.#at);
    this.#at += length;
    this.ends.push(this.#at);
    return true;
  }
}
