import { readLine } from "../../dataset/read-line.js";
import type { ByteSource, LineBatch } from "../../dataset/line-reader.js";
import { LineReader } from "../../dataset/line-reader.js";
import type { Format, JsonPath } from "../../formats/format.js";
import type { JsonObject } from "../../json/json-node.js";
import { valueAt } from "../../json/value-at.js";
import { giveScanner, takeScanner } from "../../kernel/shared-scanners.js";
import { commonEnding } from "../pairs/common-affix.js";
import { labelAt } from "../single/take-records.js";
import { seededRandom } from "../steps/seeded-random.js";

/** How the labels of a dataset are found. */
export interface LabelledFormat {
  readonly format: Format;
  /** The field with the label; `undefined` for the answer. */
  readonly labelField: string | undefined;
}

/** What new records of a dataset have to be like. */
export interface ExampleRecords {
  /** Some records of each label that was asked for, as they are written. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** How each label is written most often, white space included. */
  readonly written: ReadonlyMap<string, string>;
  /** The names of the fields that records have. */
  readonly fields: ReadonlySet<string>;
  /** What all prompts end with that were looked at; empty where they differ. */
  readonly separator: string;
}

const linesPerLabel = 8;
const longestLine = 4_000;
const promptsCompared = 200;
const fewestPrompts = 5;

/** Where the label of a record stands. */
export function labelPathOf(
  { format, labelField }: LabelledFormat,
  record: JsonObject,
): JsonPath | undefined {
  return labelField === undefined ? format.completionTextPath(record) : [labelField];
}

/** Draws some records of each of some labels. Yields how many records were read. */
export function* exampleRecords(
  source: ByteSource,
  labelled: LabelledFormat,
  labels: readonly string[],
): Generator<number, ExampleRecords> {
  const drawing = new Drawing(labelled, labels);
  const scanner = takeScanner();
  try {
    for (const batch of new LineReader(source, scanner).read()) yield* addBatch(drawing, batch);
  } finally {
    giveScanner(scanner);
  }
  return drawing.result();
}

function* addBatch(drawing: Drawing, batch: LineBatch): Generator<number> {
  for (let index = 0; index < batch.lines.length; index += 1) {
    drawing.add(batch.text(index));
    yield drawing.read;
  }
}

class Drawing {
  read = 0;
  readonly #labelled: LabelledFormat;
  readonly #random = seededRandom(42, "examples");
  readonly #drawn: ReadonlyMap<string, { seen: number; readonly lines: string[] }>;
  readonly #spellings = new Map<string, Map<string, number>>();
  readonly #fields = new Set<string>();
  readonly #prompts: string[] = [];

  constructor(labelled: LabelledFormat, labels: readonly string[]) {
    this.#labelled = labelled;
    this.#drawn = new Map(labels.map((label) => [label, { seen: 0, lines: [] }]));
  }

  add(text: string): void {
    const read = readLine(text);
    const object = read.kind === "record" ? read.record.object : undefined;
    if (object === undefined) return;
    this.read += 1;
    for (const name of Object.keys(object)) this.#fields.add(name);
    this.#addPrompt(object);
    const path = labelPathOf(this.#labelled, object);
    const written = path && labelAt(object, path);
    if (written !== undefined) this.#addLabelled(written, text);
  }

  #addLabelled(written: string, text: string): void {
    const label = written.trim();
    const drawn = this.#drawn.get(label);
    if (drawn === undefined) return;
    const spellings = this.#spellings.get(label) ?? new Map<string, number>();
    this.#spellings.set(label, spellings.set(written, (spellings.get(written) ?? 0) + 1));
    if (text.length <= longestLine) this.#draw(drawn, text);
  }

  /** Each of the records that were seen is as likely to stay (Vitter's algorithm R). */
  #draw(drawn: { seen: number; readonly lines: string[] }, text: string): void {
    drawn.seen += 1;
    if (drawn.lines.length < linesPerLabel) drawn.lines.push(text);
    else {
      const place = this.#random.below(drawn.seen);
      if (place < linesPerLabel) drawn.lines[place] = text;
    }
  }

  #addPrompt(object: JsonObject): void {
    if (this.#prompts.length === promptsCompared) return;
    const path = this.#labelled.format.promptTextPath(object);
    const prompt = path && valueAt(object, path);
    if (typeof prompt === "string" && prompt !== "") this.#prompts.push(prompt);
  }

  result(): ExampleRecords {
    const written = [...this.#spellings].map(([label, spellings]) => {
      const [most] = [...spellings].sort(([, a], [, b]) => b - a);
      return [label, most?.[0] ?? label] as const;
    });
    const isEnough = this.#prompts.length >= fewestPrompts;
    return {
      lines: new Map([...this.#drawn].map(([label, { lines }]) => [label, lines])),
      written: new Map(written),
      fields: this.#fields,
      separator: isEnough ? commonEnding(this.#prompts) : "",
    };
  }
}
