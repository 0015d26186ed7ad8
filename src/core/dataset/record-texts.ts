import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { textScanner } from "../kernel/shared-scanners.js";
import type { DatasetRecord, RecordText } from "./record.js";

/**
 * The texts among a record's values for which `isWanted`, wherever they stand, keys apart. Asks of
 * the decoded texts first: places cost more. Pictures that are written as text are left out.
 */
export function textsIn(
  record: DatasetRecord,
  isWanted: (text: string) => boolean,
): readonly RecordText[] {
  const found: RecordText[] = [];
  const path: (string | number)[] = [];
  // Values are nested as deeply as anybody likes: deeper than functions may call each other.
  const open = [new OpenValue(record.value)];
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const child = last.next();
    if (child === undefined) {
      open.pop();
      path.pop();
      continue;
    }
    path.push(child.name);
    const { value } = child;
    const isFound = typeof value === "string" && isText(value) && isWanted(value);
    const text = isFound ? record.textAt(path) : undefined;
    if (text !== undefined) found.push(text);
    if (typeof value === "object" && value !== null) open.push(new OpenValue(value));
    else path.pop();
  }
  return found;
}

/** A list or an object whose children are looked at one by one. */
class OpenValue {
  readonly #value: JsonValue;
  readonly #names: readonly string[] | undefined;
  #at = 0;

  constructor(value: JsonValue) {
    this.#value = value;
    this.#names = isJsonObject(value) ? Object.keys(value) : undefined;
  }

  next(): { readonly name: string | number; readonly value: JsonValue } | undefined {
    const at = this.#at;
    this.#at += 1;
    if (isJsonArray(this.#value)) {
      const value = this.#value[at];
      return value === undefined ? undefined : { name: at, value };
    }
    const name = this.#names?.[at];
    if (name === undefined || !isJsonObject(this.#value)) return undefined;
    return { name, value: ownMember(this.#value, name) ?? null };
  }
}

const marks = new WeakMap<DatasetRecord, number>();

/** What any text of a record may hold that a rule looks at: bits of `textMark`. Kept for the next rule. */
export function marksOf(record: DatasetRecord): number {
  const known = marks.get(record);
  if (known !== undefined) return known;
  let all = 0;
  const scanner = textScanner();
  textsIn(record, (text) => {
    all |= scanner.marksOf(text);
    return false;
  });
  marks.set(record, all);
  return all;
}

/** Some characters that a text holds. */
export interface FoundInText {
  readonly text: RecordText;
  /** Each place, in the decoded text; at least one. */
  readonly matches: readonly RegExpExecArray[];
  /** Where the first one stands in the line. */
  readonly span: Span;
}

/**
 * Where a pattern (with the flag g) matches in a record's texts, as far as the matches count: once
 * for each such text.
 */
export function matchesIn(
  record: DatasetRecord,
  pattern: RegExp,
  counts: (match: string) => boolean = () => true,
): readonly FoundInText[] {
  return textsIn(record, (value) => value.search(pattern) >= 0).flatMap((text) => {
    const matches = [...text.value.matchAll(pattern)].filter(([match]) => counts(match));
    const [first] = matches;
    if (first === undefined) return [];
    return [{ text, matches, span: text.span(first.index, first.index + first[0].length) }];
  });
}

function isText(value: string): boolean {
  return !value.startsWith("data:");
}
