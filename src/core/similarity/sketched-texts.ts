import { decodeUtf8 } from "../dataset/utf8.js";
import type { Format } from "../formats/format.js";
import type { JsonObject } from "../json/json-node.js";
import { textScanner } from "../kernel/shared-scanners.js";
import type { Tape } from "../kernel/tape.js";
import type { RunBits, TextSketch } from "../kernel/text-sketch.js";
import type { ComparedTexts } from "./compared-texts.js";
import { comparedTexts } from "./compared-texts.js";
import { wordsOf } from "./words.js";

const noTexts: ComparedTexts = { given: [], answer: [] };

/**
 * The texts by which one record is compared with others, to be sketched where somebody asks: as
 * nodes of a tape where the record is plain, else as the record itself. Both give the same sketch.
 * A class because it is filled again for each record.
 */
export class SketchedTexts {
  #tape: Tape | undefined;
  readonly #given: number[] = [];
  #answer = -1;
  #object: JsonObject | undefined;
  #format: Format | undefined;

  /** The texts are strings of a tape, named next. */
  useTape(tape: Tape): void {
    this.#tape = tape;
    this.#given.length = 0;
    this.#answer = -1;
  }

  addGiven(node: number): void {
    this.#given.push(node);
  }

  setAnswer(node: number): void {
    this.#answer = node;
  }

  /**
   * Adds what a message of a conversation says, behind which so many come: the last one is the
   * answer. A record that is nothing but an answer is compared as a whole.
   */
  addMessage(node: number, behind: number): void {
    if (behind > 0 || this.#given.length === 0) this.addGiven(node);
    else this.setAnswer(node);
  }

  useRecord(object: JsonObject | undefined, format: Format): void {
    this.#tape = undefined;
    this.#object = object;
    this.#format = format;
  }

  /** Sketches what the record is given, without runs of words that are ignored. */
  sketchGiven(ignored: RunBits | undefined): TextSketch {
    const onTape = this.#tape && sketchNodes(this.#tape, this.#given, ignored);
    return onTape ?? sketchTexts(this.#texts.given, ignored);
  }

  /** Sketches what the record answers. It takes a while to ignore other runs than before. */
  sketchAnswer(ignored: RunBits | undefined): TextSketch {
    const onTape = this.#tape && sketchNodes(this.#tape, this.#answerNodes, ignored);
    return onTape ?? sketchTexts(this.#texts.answer, ignored);
  }

  get #answerNodes(): readonly number[] {
    return this.#answer < 0 ? [] : [this.#answer];
  }

  get #texts(): ComparedTexts {
    const tape = this.#tape;
    if (tape !== undefined) {
      const decode = (node: number): string => textOf(tape, node);
      return { given: this.#given.map(decode), answer: this.#answerNodes.map(decode) };
    }
    if (this.#object === undefined || this.#format === undefined) return noTexts;
    return comparedTexts(this.#object, this.#format);
  }
}

/** `undefined` where a text holds characters whose normal form the kernel does not know. */
function sketchNodes(
  tape: Tape,
  nodes: readonly number[],
  ignored: RunBits | undefined,
): TextSketch | undefined {
  const { sketcher } = tape;
  sketcher.startSketch(ignored);
  for (const node of nodes) {
    if (tape.count(node) === 0) continue;
    if (!sketcher.sketchString(tape.start(node), tape.end(node))) return undefined;
  }
  return sketcher.endSketch();
}

function sketchTexts(texts: readonly string[], ignored: RunBits | undefined): TextSketch {
  const scanner = textScanner();
  scanner.startSketch(ignored);
  if (texts.every((text) => scanner.sketchText(text))) return scanner.endSketch();
  scanner.startSketch(ignored);
  for (const text of texts) scanner.sketchWords(wordsOf(text).join(" "));
  return scanner.endSketch();
}

/** The tape holds valid JSON strings only. */
function textOf(tape: Tape, node: number): string {
  const literal = decodeUtf8(tape.bytes.subarray(tape.start(node), tape.end(node)));
  return JSON.parse(literal) as string;
}
