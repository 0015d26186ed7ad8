import * as l10n from "@vscode/l10n";
import type { CountedLabel } from "../../dataset/label-spellings.js";
import { withoutBlanks } from "../../dataset/label-spellings.js";
import { misspeltLabels } from "../../dataset/misspelt-labels.js";
import type { ByteSource, LineBatch } from "../../dataset/line-reader.js";
import { LineReader } from "../../dataset/line-reader.js";
import { readLine } from "../../dataset/read-line.js";
import type { Format } from "../../formats/format.js";
import type { JsonObject, JsonValue } from "../../json/json-node.js";
import { giveScanner, takeScanner } from "../../kernel/shared-scanners.js";
import { mostLabels } from "../records/record-table.js";
import type { FaultyLine } from "./take-records.js";
import { labelAt } from "./take-records.js";

/** What the values of a field, or the answers, are. */
export interface ValueFacts {
  /** Records that have one. */
  readonly filled: number;
  /** The most frequent first; `undefined` where there are more than 1,000 different ones. */
  readonly values: readonly CountedLabel[] | undefined;
}

/** A field of the records, whose values are texts, numbers, true or false. */
export interface FieldFacts extends ValueFacts {
  readonly name: string;
}

/** What there is to know of a dataset before a step is done to it. */
export interface DatasetFacts {
  readonly records: number;
  /** The first line that is no record: then nothing else is known. */
  readonly fault: FaultyLine | undefined;
  readonly answers: ValueFacts;
  readonly fields: readonly FieldFacts[];
}

/** Records with more fields of their own than these are no table that anybody looks through. */
const mostFields = 100;

/** Reads a dataset once. Yields how many records were read. */
export function* describeDataset(
  source: ByteSource,
  format: Format,
): Generator<number, DatasetFacts> {
  const tally = new DatasetTally(format);
  const scanner = takeScanner();
  try {
    let firstLine = 0;
    for (const batch of new LineReader(source, scanner).read()) {
      const fault = yield* addBatch(tally, batch, firstLine);
      if (fault !== undefined) return tally.facts(fault);
      firstLine += batch.lines.length;
    }
  } finally {
    giveScanner(scanner);
  }
  return tally.facts(undefined);
}

function* addBatch(
  tally: DatasetTally,
  batch: LineBatch,
  firstLine: number,
): Generator<number, FaultyLine | undefined> {
  for (let index = 0; index < batch.lines.length; index += 1) {
    const read = recordOn(batch.text(index));
    if (read === undefined) continue;
    if ("message" in read) return { line: firstLine + index, message: read.message };
    tally.add(read.object);
    yield tally.records;
  }
  return undefined;
}

class DatasetTally {
  records = 0;
  readonly #format: Format;
  readonly #answers = new ValueTally();
  readonly #fields = new Map<string, ValueTally>();

  constructor(format: Format) {
    this.#format = format;
  }

  add(object: JsonObject): void {
    this.records += 1;
    const path = this.#format.completionTextPath(object);
    this.#answers.add(path && labelAt(object, path)?.trim());
    addFields(this.#fields, object);
  }

  facts(fault: FaultyLine | undefined): DatasetFacts {
    return {
      records: this.records,
      fault,
      answers: this.#answers.facts(),
      fields: [...this.#fields].map(([name, tally]) => ({ name, ...tally.facts() })),
    };
  }
}

function recordOn(
  text: string,
): { readonly object: JsonObject } | { readonly message: string } | undefined {
  const read = readLine(text);
  if (read.kind === "blank") return undefined;
  if (read.kind === "broken") return { message: l10n.t("the line is not JSON") };
  const { object } = read.record;
  return object === undefined ? { message: l10n.t("the record is no object") } : { object };
}

function addFields(fields: Map<string, ValueTally>, object: JsonObject): void {
  for (const [name, value] of Object.entries(object)) {
    const text = plainText(value);
    if (text === undefined) continue;
    const tally = fields.get(name) ?? (fields.size < mostFields ? new ValueTally() : undefined);
    if (tally === undefined) continue;
    fields.set(name, tally);
    tally.add(text);
  }
}

function plainText(value: JsonValue): string | undefined {
  if (value === null || typeof value === "object") return undefined;
  return String(value).trim();
}

/** How often each value stands; nothing of them once there are too many. */
class ValueTally {
  #filled = 0;
  #counts: Map<string, number> | undefined = new Map();

  add(value: string | undefined): void {
    if (value === undefined || value === "") return;
    this.#filled += 1;
    if (this.#counts === undefined) return;
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
    if (this.#counts.size > mostLabels) this.#counts = undefined;
  }

  facts(): ValueFacts {
    const counts = this.#counts && [...this.#counts];
    const values = counts
      ?.map(([text, count]) => ({ text, count }))
      .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
    return { filled: this.#filled, values };
  }
}

/** Of so many records at least one half of what labels are must be repeated. */
const leastRepeated = 2;

/** The labels that values are, the most frequent first; `undefined` where they are free texts. */
export function labelsAmong({ filled, values }: ValueFacts): readonly CountedLabel[] | undefined {
  if (values === undefined || values.length < 2) return undefined;
  return values.length * leastRepeated <= filled ? values : undefined;
}

/** Labels that are most likely another one, in other letters' case or misspelt, each with that. */
export function oddLabels(labels: readonly CountedLabel[]): ReadonlyMap<string, string> {
  const found = new Map(misspeltLabels(labels));
  const usual = new Map<string, string>();
  for (const { text } of labels) {
    const plain = withoutBlanks(text).toLowerCase().normalize();
    const more = usual.get(plain);
    if (more === undefined) usual.set(plain, text);
    // Single letters may be labels of their own in either case.
    else if (plain.length > 1) found.set(text, more);
  }
  return found;
}
