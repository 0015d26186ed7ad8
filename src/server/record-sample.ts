import { FormatTally } from "../core/dataset/format-tally.js";
import { readLine } from "../core/dataset/read-line.js";
import type { Format, JsonPath } from "../core/formats/format.js";
import type { JsonObject, JsonValue } from "../core/json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../core/json/json-node.js";
import type { JsonSpacing } from "../core/json/spacing.js";
import { commonSpacing } from "../core/json/spacing.js";
import type { LineDocument } from "./line-document.js";

/** The first records of a document: enough to know its habits, in bounded time. */
export interface RecordSample {
  readonly records: readonly JsonObject[];
  /** The format of these records. */
  readonly format: Format | undefined;
  readonly spacing: JsonSpacing;
}

const mostRecords = 4_000;
const mostCharacters = 2_000_000;
const linesToLookAtForSpacing = 1_000;

/** Reads the first records of a document, without the line that is being edited. */
export function sampleRecords(document: LineDocument, exceptLine = -1): RecordSample {
  const records: JsonObject[] = [];
  const tally = new FormatTally();
  let characters = 0;
  for (let line = 0; line < document.lines.length; line += 1) {
    if (line === exceptLine) continue;
    const text = document.recordText(line);
    characters += text.length;
    if (records.length >= mostRecords || characters > mostCharacters) break;
    const read = readLine(text);
    if (read.kind !== "record") continue;
    tally.add(read.record);
    if (read.record.object !== undefined) records.push(read.record.object);
  }
  return { records, format: tally.format, spacing: documentSpacing(document) };
}

/** How most of the first lines of a document are spaced. */
export function documentSpacing(document: LineDocument): JsonSpacing {
  return commonSpacing(firstLines(document));
}

function* firstLines(document: LineDocument): Generator<string> {
  const count = Math.min(document.lines.length, linesToLookAtForSpacing);
  for (let line = 0; line < count; line += 1) yield document.recordText(line);
}

/** The members that say whose words the object holds. */
const speakerKeys = ["role", "from"] as const;

/** Whether a member of this name says whose words an object holds. */
export function namesSpeaker(key: string | number | undefined): boolean {
  return speakerKeys.some((name) => name === key);
}

/** Whose words an object holds, where it says so. */
export function speakerOf(object: JsonObject): JsonValue | undefined {
  const key = speakerKeys.find((name) => Object.hasOwn(object, name));
  return key === undefined ? undefined : ownMember(object, key);
}

/** A place in records: any position in an array is as good as another. */
export interface RecordPlace {
  readonly path: JsonPath;
  /** Whose words the object that has the last member holds; of no account where unknown. */
  readonly speaker?: JsonValue | undefined;
}

/** What a record has at such places. */
export function valuesAt(record: JsonObject, { path, speaker }: RecordPlace): readonly JsonValue[] {
  let values: readonly JsonValue[] = [record];
  path.forEach((step, index) => {
    const isLast = index === path.length - 1;
    values = values.flatMap((value) => {
      if (typeof step === "number") return isJsonArray(value) ? value : [];
      if (!isJsonObject(value)) return [];
      if (isLast && speaker !== undefined && speakerOf(value) !== speaker) return [];
      const member = ownMember(value, step);
      return member === undefined ? [] : [member];
    });
  });
  return values;
}

/** How often something occurs. */
export interface Counted<Item> {
  readonly item: Item;
  readonly count: number;
}

/** The names of the members that a sample's objects at a place have, most frequent first. */
export function commonKeys({ records }: RecordSample, path: JsonPath): readonly Counted<string>[] {
  const counts = new Map<string, number>();
  for (const record of records) {
    for (const object of valuesAt(record, { path })) {
      if (isJsonObject(object)) Object.keys(object).forEach((key) => countUp(counts, key));
    }
  }
  return mostFrequent(counts);
}

const mostLabels = 50;
const longestLabel = 200;
const fewRecords = 20;
const shortLabel = 40;

/**
 * The values at a place in a sample as JSON writes them, most frequent first; none where they are
 * too many different ones to be labels.
 */
export function commonValues(
  { records }: RecordSample,
  place: RecordPlace,
): readonly Counted<string>[] {
  const counts = new Map<string, number>();
  let total = 0;
  for (const record of records) {
    for (const value of valuesAt(record, place)) {
      if (typeof value === "object") continue;
      const literal = JSON.stringify(value);
      if (literal.length > longestLabel) return [];
      total += 1;
      countUp(counts, literal);
      if (counts.size > mostLabels) return [];
    }
  }
  return areLabels([...counts.keys()], total) ? mostFrequent(counts) : [];
}

/** Whether values repeat; in a small dataset it is enough that they are short. */
function areLabels(literals: readonly string[], total: number): boolean {
  if (literals.length * 2 <= total) return true;
  return total <= fewRecords && literals.every(({ length }) => length <= shortLabel);
}

function countUp(counts: Map<string, number>, item: string): void {
  counts.set(item, (counts.get(item) ?? 0) + 1);
}

function mostFrequent(counts: ReadonlyMap<string, number>): readonly Counted<string>[] {
  return [...counts].map(([item, count]) => ({ item, count })).sort((a, b) => b.count - a.count);
}
