import type { JsonPath } from "../formats/format.js";
import type { Format } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { LineScanner } from "../kernel/line-scanner.js";
import type { Tape } from "../kernel/tape.js";
import type { RunBits } from "../kernel/text-sketch.js";
import { everyMark } from "../kernel/text-marks.js";
import { hashValue } from "../kernel/value-hash.js";
import { SketchedTexts } from "../similarity/sketched-texts.js";
import type { DatasetRecord } from "./record.js";
import { decodeUtf8 } from "./utf8.js";

/**
 * Small facts of one text of a record. Made from bytes where the record is plain, else from the
 * decoded text; both give the same numbers. Bytes are those of the decoded text in UTF-8.
 */
export class TextFacts {
  /** Whether the record has such a text. */
  isThere = false;
  /** In bytes. */
  length = 0;
  /** 0 where the text is empty. */
  firstByte = 0;
  lastByte = 0;
  /** The hash of how it ends, see `text-ending.ts`; 0 where it ends like plain text. */
  ending = 0;
  hashLow = 0;
  hashHigh = 0;
  /** The hash of the text without the blanks around it, where it is short. */
  trimmed = 0;
  /** Whether it may hold the dataset's separator other than at its end. */
  mayHoldSeparator = false;
  /** What it may hold that a rule looks at: bits of `textMark`. */
  marks = 0;
  /** The hash of its first 16 bytes; 0 where it is shorter. */
  opening = 0;
  #tape: Tape | undefined;
  #node = 0;
  #text = "";

  /** There is no such text. */
  clear(): void {
    this.isThere = false;
    this.length = 0;
    this.firstByte = 0;
    this.lastByte = 0;
    this.ending = 0;
    this.hashLow = 0;
    this.hashHigh = 0;
    this.trimmed = 0;
    this.mayHoldSeparator = false;
    this.marks = 0;
    this.opening = 0;
  }

  /** Takes the facts of a record's own string from the tape. */
  setNode(tape: Tape, node: number): void {
    this.isThere = true;
    this.length = tape.count(node);
    this.firstByte = tape.firstByte(node);
    this.lastByte = tape.lastByte(node);
    this.ending = tape.ending(node);
    this.hashLow = tape.hashLow(node);
    this.hashHigh = tape.hashHigh(node);
    this.trimmed = tape.trimmed(node);
    this.mayHoldSeparator = tape.hasNeedle(node);
    this.marks = tape.marks(node);
    this.opening = tape.opening(node);
    this.#tape = tape;
    this.#node = node;
  }

  /** Takes the facts of a text that is decoded already. */
  setText(scanner: LineScanner, text: string | undefined): void {
    if (text === undefined) return this.clear();
    const described = scanner.describe(text);
    this.isThere = true;
    this.length = described.length;
    this.firstByte = described.firstByte;
    this.lastByte = described.lastByte;
    this.ending = described.ending;
    this.hashLow = described.hashLow;
    this.hashHigh = described.hashHigh;
    this.trimmed = described.trimmed;
    this.mayHoldSeparator = true;
    this.marks = described.marks;
    this.opening = described.opening;
    this.#tape = undefined;
    this.#text = text;
  }

  /** The text itself: costs something where the facts come from bytes. */
  get text(): string {
    if (this.#tape === undefined) return this.#text;
    return textOfNode(this.#tape, this.#node);
  }

  /**
   * Whether an ASCII mark, other than a quote or a backslash, may stand in the text before its last
   * `tail` bytes as they are written. A search in bytes: says yes too often rather than decode.
   */
  mayHoldMark(mark: number, tail: number): boolean {
    if (this.#tape === undefined) return this.#text.includes(String.fromCharCode(mark));
    const start = this.#tape.start(this.#node) + 1;
    const written = this.#tape.bytes.subarray(start, this.#tape.end(this.#node) - 1);
    const first = written.indexOf(mark);
    if (first >= 0 && first < written.length - tail) return true;
    // Whoever likes can write any character as an escape.
    return this.#tape.hasUnicodeEscape(this.#node);
  }

  /** Whether there is something to read in it. Sure at once where it has a visible edge. */
  get hasContent(): boolean {
    if (isVisible(this.firstByte) || isVisible(this.lastByte)) return true;
    return this.length > 0 && this.text.trim() !== "";
  }
}

/** Visible in ASCII. Of other characters a byte does not tell: some are blanks. */
export function isVisible(byte: number): boolean {
  return byte > 0x20 && byte < 0x7f;
}

/** The text of a string on the tape, decoded. */
export function textOfNode(tape: Tape, node: number): string {
  const literal = decodeUtf8(tape.bytes.subarray(tape.start(node), tape.end(node)));
  // The tape holds valid JSON strings only.
  return JSON.parse(literal) as string;
}

/** Small facts of one record: all that rules need to compare it, or to see that it is fine. */
export class RecordFacts {
  /** The hash of the prompt, or of the whole record where it has no prompt to speak of. */
  keyLow = 0;
  keyHigh = 0;
  hasPrompt = false;
  /** The hash of the whole record. */
  recordLow = 0;
  recordHigh = 0;
  /** The length of its line in bytes; infinite where that is not known. */
  lineBytes = Infinity;
  /** What any of its texts may hold that a rule looks at: bits of `textMark`. */
  marks = everyMark;
  /** Whether it is plainly a conversation in which user and assistant speak in turns. */
  takesTurns = false;
  /** How many characters the better and the worse of two answers have; 0 where there are not two. */
  betterLength = 0;
  worseLength = 0;
  /** What names the record among the others, and what all records of its file should share. */
  readonly name = new TextFacts();
  readonly shared = new TextFacts();
  /** The prompt, where it is one text with nothing around it. */
  readonly prompt = new TextFacts();
  /** What the model should answer, where it is one text. */
  readonly completion = new TextFacts();
  /** The texts by which it is compared with records that are nearly the same. */
  readonly sketched = new SketchedTexts();
  /** Runs of words that many records of the dataset share, which say nothing about one of them. */
  commonRuns: RunBits | undefined;

  /** Takes what the tape says of a whole record, which has no prompt as far as is known. */
  setRecord(tape: Tape, record: number): void {
    this.recordLow = tape.hashLow(record);
    this.recordHigh = tape.hashHigh(record);
    this.marks = tape.marks(record);
    this.prompt.clear();
    this.useWholeRecord();
  }

  /** The record has no prompt: it is compared as a whole. */
  useWholeRecord(): void {
    this.hasPrompt = false;
    this.keyLow = this.recordLow;
    this.keyHigh = this.recordHigh;
  }
}

/** Works the facts of a record out from its values. */
export function takeFacts(
  facts: RecordFacts,
  record: DatasetRecord,
  format: Format,
  scanner: LineScanner,
): void {
  const whole = hashValue(scanner, record.value);
  facts.recordLow = whole.low;
  facts.recordHigh = whole.high;
  facts.marks = everyMark;
  facts.takesTurns = false;
  facts.useWholeRecord();
  facts.betterLength = 0;
  facts.worseLength = 0;
  facts.name.clear();
  facts.shared.clear();
  facts.prompt.clear();
  facts.completion.clear();
  const { object } = record;
  facts.sketched.useRecord(object, format);
  if (object === undefined) return;
  format.takeOwnFacts?.(object, facts, scanner);
  facts.prompt.setText(scanner, textAt(object, format.promptTextPath(object)));
  facts.completion.setText(scanner, textAt(object, format.completionTextPath(object)));
  const { prompt, isPromptEmpty } = format.parts(object);
  if (isPromptEmpty || prompt === undefined) return;
  const key = hashValue(scanner, prompt);
  facts.hasPrompt = true;
  facts.keyLow = key.low;
  facts.keyHigh = key.high;
}

/** The text at a path, or `undefined` where there is none. */
function textAt(object: JsonObject, path: JsonPath | undefined): string | undefined {
  if (path === undefined) return undefined;
  let value: JsonValue | undefined = object;
  for (const step of path) value = childOf(value, step);
  return typeof value === "string" ? value : undefined;
}

function childOf(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (typeof step === "number") return isJsonArray(value) ? value[step] : undefined;
  return isJsonObject(value) ? ownMember(value, step) : undefined;
}
