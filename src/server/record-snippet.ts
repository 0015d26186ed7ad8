import type { Format, JsonPath } from "../core/formats/format.js";
import type { JsonObject, JsonValue } from "../core/json/json-node.js";
import { isJsonArray, isJsonObject } from "../core/json/json-node.js";
import type { JsonSpacing } from "../core/json/spacing.js";
import { escapeJsonText } from "../core/json/string-offsets.js";
import type { RecordSample } from "./record-sample.js";
import { namesSpeaker, speakerOf, valuesAt } from "./record-sample.js";

/** What a snippet is made for. */
export interface SnippetContext {
  readonly sample: RecordSample;
  /** Whether the client fills in snippets; if not, texts are left empty. */
  readonly snippets: boolean;
}

/** A value for a person to fill in: texts become places to type, all else stays. */
export function valueSnippet(value: JsonValue, path: JsonPath, context: SnippetContext): string {
  return new SnippetWriter(context).write(value, path);
}

/** Writes one snippet. A class because its places to type are numbered. */
class SnippetWriter {
  readonly #context: SnippetContext;
  readonly #spacing: JsonSpacing;
  #stops = 0;

  constructor(context: SnippetContext) {
    this.#context = context;
    this.#spacing = context.sample.spacing;
  }

  write(value: JsonValue, path: JsonPath, owner?: JsonObject): string {
    if (isJsonArray(value)) {
      const items = value.map((item, index) => this.write(item, [...path, index]));
      return `[${this.#inside(items, this.#spacing.insideBrackets)}]`;
    }
    if (isJsonObject(value)) {
      const colon = this.#spacing.afterColon ? ": " : ":";
      const members = Object.entries(value).map(
        ([key, member]) => this.#literal(key) + colon + this.write(member, [...path, key], value),
      );
      return `{${this.#inside(members, this.#spacing.insideBraces)}}`;
    }
    const isText = typeof value === "string" && !namesSpeaker(path.at(-1));
    return isText ? this.#placeToType(value, path, owner) : this.#literal(value);
  }

  #placeToType(value: string, path: JsonPath, owner: JsonObject | undefined): string {
    const { sample, snippets } = this.#context;
    const speaker = owner === undefined ? undefined : speakerOf(owner);
    const texts = textsAt(sample, path, speaker);
    const { before, behind } = texts.length < enoughTexts ? ownFrame(value) : frameOf(texts);
    if (!snippets) return this.#literal(before + behind);
    this.#stops += 1;
    return `"${escaped(before)}$${this.#stops}${escaped(behind)}"`;
  }

  #inside(parts: readonly string[], isPadded: boolean): string {
    const pad = isPadded && parts.length > 0 ? " " : "";
    return pad + parts.join(this.#spacing.afterComma ? ", " : ",") + pad;
  }

  #literal(scalar: JsonValue): string {
    const source = JSON.stringify(scalar);
    return this.#context.snippets ? escapeSnippet(source) : source;
  }
}

/** JSON's and the snippet's escapes, the latter around the former. */
function escaped(text: string): string {
  return escapeSnippet(escapeJsonText(text));
}

/** Text as a snippet writes it. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

function textsAt(
  { records }: RecordSample,
  path: JsonPath,
  speaker: JsonValue | undefined,
): readonly string[] {
  return records.flatMap((record) =>
    valuesAt(record, { path, speaker }).filter((value) => typeof value === "string"),
  );
}

const enoughTexts = 3;
const longestSeparator = 64;

/** What stands around the part of a text that a person writes. */
interface Frame {
  readonly before: string;
  readonly behind: string;
}

/** What a single text starts and ends with that looks like a space and a separator. */
function ownFrame(text: string): Frame {
  const before = /^\s*/.exec(text)?.[0] ?? "";
  const behind = /\n[^\p{L}\p{N}]*$/u.exec(text.slice(before.length).slice(-longestSeparator));
  return { before, behind: behind?.[0] ?? "" };
}

/** What all texts of a place start and end with: a space, a separator, a stop sequence. */
function frameOf(texts: readonly string[]): Frame {
  const [first = ""] = texts;
  if (texts.every((text) => text === first)) return { before: first, behind: "" };
  let [head, tail] = [first, first];
  for (const text of texts) {
    head = commonStart(head, text);
    tail = commonEnd(tail, text);
  }
  const before = /^\s*/.exec(head)?.[0] ?? "";
  // What ends all texts may start inside a word or character that happens to be alike.
  const behind = tail.replace(/^(?:[\p{L}\p{N}]+|[\uDC00-\uDFFF])/u, "");
  return { before, behind };
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a.charAt(length) === b.charAt(length)) length += 1;
  return a.slice(0, length);
}

function commonEnd(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return a.slice(a.length - length);
}

const mostTexts = 8;

/** A record to take as a pattern: of the shape that most records of a sample have. */
export function patternRecord({ records }: RecordSample, format: Format): JsonObject {
  const shapes = new Map<string, { readonly record: JsonObject; count: number }>();
  for (const record of records) {
    if (!format.matches(record)) continue;
    const shape = shapeOf(record);
    if (shape === undefined) continue;
    const known = shapes.get(shape);
    if (known === undefined) shapes.set(shape, { record, count: 1 });
    else known.count += 1;
  }
  const [commonest] = [...shapes.values()].sort((a, b) => b.count - a.count);
  return commonest?.record ?? exampleRecord(format);
}

/** The example that a format gives of itself. */
export function exampleRecord({ example }: Format): JsonObject {
  // A format's example is JSON, and a record of that format.
  const value = JSON.parse(example) as JsonValue;
  return isJsonObject(value) ? value : {};
}

/** A record without its texts; `undefined` where it is too big for a pattern. */
function shapeOf(record: JsonObject): string | undefined {
  let texts = 0;
  const shape = JSON.stringify(record, (key, value: unknown) => {
    if (typeof value !== "string" || namesSpeaker(key)) return value;
    texts += 1;
    return "";
  });
  return texts <= mostTexts ? shape : undefined;
}
