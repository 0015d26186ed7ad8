import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { JsonObject, JsonValue } from "../../src/core/json/json-node.js";
import { isJsonArray, isJsonObject } from "../../src/core/json/json-node.js";
import { LineScanner } from "../../src/core/kernel/line-scanner.js";
import type { Tape } from "../../src/core/kernel/tape.js";
import { nodeKind } from "../../src/core/kernel/tape.js";
import { textEnding } from "../../src/core/kernel/text-ending.js";
import { keyOf } from "../../src/core/kernel/text-hash.js";
import { hashValue } from "../../src/core/kernel/value-hash.js";
import { jsonTexts } from "../support/json-texts.ts";
import { parsedJson } from "../support/parsed-json.ts";
import { propertyRuns } from "../support/property-runs.ts";

const { seed } = propertyRuns(1);
const scanner = new LineScanner({ inputBytes: 1 << 12, lines: 512 });
/** Hashes values, so that what the other one says stays as it is. */
const hasher = new LineScanner({ inputBytes: 1 << 12, lines: 1 });

/** Values that stand deeper have no node: a record is 0 deep, the members of a message's parts 5. */
const deepestNode = 5;

function kindOf(value: JsonValue): number {
  if (typeof value === "string") return nodeKind.string;
  if (typeof value === "number") return nodeKind.number;
  if (value === null) return nodeKind.null;
  if (typeof value === "boolean") return value ? nodeKind.true : nodeKind.false;
  return isJsonArray(value) ? nodeKind.array : nodeKind.object;
}

/** Checks the node of a value and all that is in it. */
function checkNode(tape: Tape, node: number, value: JsonValue, depth = 0): void {
  const source = Buffer.from(tape.bytes.subarray(tape.start(node), tape.end(node))).toString();
  assert.equal(source, source.trim());
  assert.deepEqual(parsedJson(source), [value]);
  assert.equal(tape.kind(node), kindOf(value));
  const hash = hashValue(hasher, value);
  assert.deepEqual([tape.hashLow(node), tape.hashHigh(node)], [hash.low, hash.high]);
  if (typeof value === "string") checkText(tape, node, value);
  else if (isJsonArray(value)) checkItems(tape, node, value, depth);
  else if (isJsonObject(value)) checkMembers(tape, node, value, depth);
  else assert.deepEqual([tape.count(node), tape.next(node)], [0, node + 1]);
}

function checkText(tape: Tape, node: number, value: string): void {
  const bytes = new TextEncoder().encode(value);
  const { hashLow, hashHigh, ending, trimmed, opening, marks, ...edges } = hasher.describe(value);
  const facts = { length: bytes.length, firstByte: bytes[0] ?? 0, lastByte: bytes.at(-1) ?? 0 };
  assert.deepEqual(edges, facts);
  assert.deepEqual([hashLow, hashHigh], [tape.hashLow(node), tape.hashHigh(node)]);
  assert.deepEqual(
    [tape.count(node), tape.firstByte(node), tape.lastByte(node), tape.next(node)],
    [facts.length, facts.firstByte, facts.lastByte, node + 1],
  );
  assert.equal(tape.marks(node), marks);
  const isMember = tape.key(node) !== 0;
  assert.deepEqual(
    [tape.ending(node), tape.trimmed(node), tape.opening(node)],
    isMember ? [ending, trimmed, opening] : [0, 0, 0],
  );
}

/** The marks of all texts in a value, at any depth. */
function marksIn(value: JsonValue): number {
  if (typeof value === "string") return hasher.marksOf(value);
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((marks, inner) => marks | marksIn(inner), 0);
}

function checkItems(tape: Tape, node: number, items: readonly JsonValue[], depth: number): void {
  assert.equal(tape.count(node), items.length);
  let child = node + 1;
  for (const item of depth < deepestNode ? items : []) {
    assert.equal(tape.key(child), 0);
    checkNode(tape, child, item, depth + 1);
    child = tape.next(child);
  }
  assert.equal(tape.next(node), child);
}

function checkMembers(tape: Tape, node: number, object: JsonObject, depth: number): void {
  const members = new Map(Object.entries(object).map(([name, value]) => [keyOf(name), value]));
  assert.equal(tape.count(node), members.size);
  let child = node + 1;
  for (let left = depth < deepestNode ? members.size : 0; left > 0; left -= 1) {
    const value = members.get(tape.key(child));
    assert.ok(value !== undefined);
    members.delete(tape.key(child));
    checkNode(tape, child, value, depth + 1);
    child = tape.next(child);
  }
  assert.equal(tape.next(node), child);
}

/** Checks what the scanner says of a line. Says whether it was a record. */
function checkLine(text: string): boolean {
  const lines = scanner.scanText(text);
  const size = Buffer.byteLength(text);
  assert.equal(lines.length, 1);
  assert.deepEqual([lines.start(0), lines.end(0), lines.next(0)], [0, size, size]);
  assert.equal(lines.kind(0) === 0, /^[ \t]*$/.test(text));
  if (!lines.isRecord(0)) return false;
  const [value] = parsedJson(text);
  assert.ok(value !== undefined);
  checkNode(lines.tape, lines.root(0), value);
  assert.equal(lines.tape.marks(lines.root(0)), marksIn(value));
  return true;
}

/** Whether the scanner knows a value, written without anything odd, at once. */
function isPlain(value: JsonValue, depth = 0): boolean {
  if (typeof value === "number") return isPlainNumber(String(value));
  if (typeof value !== "object" || value === null) return true;
  const values = isJsonArray(value) ? value : Object.values(value);
  if (depth === 60 || (!isJsonArray(value) && values.length > 64)) return false;
  return values.every((one) => isPlain(one, depth + 1));
}

/** Few digits, and far from where JavaScript starts to write exponents. */
function isPlainNumber(written: string): boolean {
  if (/e|^-?0\.\d{7}/.test(written)) return false;
  return written.replaceAll(/[-.]/g, "").length <= 15;
}

describe("the line scanner", () => {
  it("takes for records nothing but JSON, and reads it as JSON.parse does", () => {
    let [texts, records] = [0, 0];
    for (const text of jsonTexts(seed)) {
      if (/[\r\n]/.test(text) || !text.isWellFormed()) continue;
      texts += 1;
      try {
        if (checkLine(text)) records += 1;
      } catch (error) {
        throw new Error(`In ${JSON.stringify(text.slice(0, 200))}`, { cause: error });
      }
    }
    assert.ok(texts > 20_000 && records > 1_000, `${texts} texts, ${records} records`);
  });

  it("reads values however they are written", () => {
    fc.assert(
      fc.property(anyValue, fc.infiniteStream(fc.nat(9)), (any, choices) => {
        const text = oddlyWritten(JSON.parse(JSON.stringify(any)) as JsonValue, choices);
        const [value] = parsedJson(text);
        assert.ok(value !== undefined);
        assert.equal(checkLine(text), isPlain(value), text);
      }),
      propertyRuns(3_000),
    );
  });

  it("describes a text as it does where the text is a field", () => {
    fc.assert(
      fc.property(endedText, fc.boolean(), (raw, isEscaped) => {
        const text = raw.toWellFormed();
        const quoted = isEscaped ? escaped(text) : JSON.stringify(text);
        for (const line of [
          `{"prompt":${quoted}}`,
          `{"messages":[{"content":${quoted}}]}`,
          `{"contents":[{"parts":[{"text":${quoted}}]}]}`,
          `{"a":[[[[[[[${quoted}]]]]]]]}`,
        ]) {
          assert.ok(checkLine(line));
        }
        const { ending } = hasher.describe(text);
        const expected = textEnding(text);
        assert.equal(ending, expected === "" ? 0 : keyOf(expected), JSON.stringify(text));
      }),
      propertyRuns(5_000),
    );
  });

  it("sees every sign of three bytes at the end of a text as the text is seen", () => {
    for (let code = 0x800; code < 0x10000; code += 1) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const sign = String.fromCharCode(code);
      for (const text of [`很好${sign}`, `good${sign}答：`, `good ${sign}`]) {
        const expected = textEnding(text);
        const { ending } = hasher.describe(text);
        assert.equal(ending, expected === "" ? 0 : keyOf(expected), JSON.stringify(text));
      }
    }
  });

  it("finds a text in a field other than at its end", () => {
    const needle = fc.oneof(
      fc.constantFrom(" ->", "\n\n###\n\n", "##", "aa", "é"),
      fc.string({ unit: fc.constantFrom("a", "b", "é"), minLength: 1, maxLength: 64 }),
    );
    const pieces = fc.array(fc.oneof(fc.constant(0), fc.string({ maxLength: 20 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(needle, pieces, fc.boolean(), (wanted, parts, isEscaped) => {
        const text = parts.map((part) => (part === 0 ? wanted : part)).join("");
        const quoted = isEscaped ? escaped(text) : JSON.stringify(text);
        scanner.lookFor(wanted, "prompt");
        const { tape } = scanner.scanText(`{"prompt":${quoted},"completion":${quoted}}`);
        const isSearchable = Buffer.byteLength(wanted) <= 64;
        const isInside = isSearchable && text.slice(0, -1).includes(wanted);
        assert.deepEqual([tape.hasNeedle(1), tape.hasNeedle(2)], [isInside, false]);
        scanner.lookFor(undefined, "");
        const { tape: plain } = scanner.scanText(`{"prompt":${quoted}}`);
        assert.equal(plain.hasNeedle(1), false);
      }),
      propertyRuns(3_000),
    );
  });
});

const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 5 }),
  // Decimals of every length.
  fc.tuple(fc.integer(), fc.nat({ max: 12 })).map(([digits, shift]) => digits / 10 ** shift),
);

/** Characters of three bytes, most of them where the signs that end texts are. */
const threeByteSign = fc
  .oneof(
    fc.integer({ min: 0x2000, max: 0x3040 }),
    fc.integer({ min: 0xfe00, max: 0xffff }),
    fc.integer({ min: 0x800, max: 0xd7ff }),
  )
  .map((code) => String.fromCharCode(code));

/** Texts that end as prompts and completions do. */
const endedText = fc
  .tuple(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.array(
      fc.oneof(
        fc.constantFrom("\n", "\r\n", " ", "\t", "\v", "\f", "\u00a0", "###", "#", "->", " ->"),
        fc.constantFrom("END", "STOP", "DONE", "EOS", "The", "Answer:", "。", "é", "🎸", "1"),
        fc.constantFrom("!", '"', ").", "?", ":"),
        fc.constantFrom("→", "…", "。", "！", "：", "】", "【", "」", "”", "’", "答", "情感", "ー"),
        fc.constantFrom("　", "々", "\ufe0f", "➡️", "\u200b", "\ufeff", "الجواب", "؟", "«", "€"),
        threeByteSign,
      ),
      { maxLength: 8 },
    ),
    fc.constantFrom("", "", " ", "\t \t", " ".repeat(30)),
  )
  .map((parts) => parts.flat().join(""));

/** A text with every character as an escape. */
function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("")}"`;
}

/** JSON of a value with odd white space, escapes and order of members. */
function oddlyWritten(value: JsonValue, choices: Iterator<number>): string {
  const choice = (): number => Number(choices.next().value);
  const blank = (): string => ["", "", "", "", "", "", " ", "\t", "  ", "\t \t"][choice()] ?? "";
  const write = (one: JsonValue): string => blank() + body(one) + blank();
  const text = (one: string): string => (choice() === 0 ? escaped(one) : JSON.stringify(one));
  const body = (one: JsonValue): string => {
    if (typeof one === "string") return text(one);
    if (isJsonArray(one)) return `[${one.length === 0 ? blank() : one.map(write).join(",")}]`;
    if (!isJsonObject(one)) return JSON.stringify(one);
    const entries = Object.entries(one);
    if (choice() === 0) entries.reverse();
    const members = entries.map(([name, own]) => `${blank()}${text(name)}${blank()}:${write(own)}`);
    return `{${members.length === 0 ? blank() : members.join(",")}}`;
  };
  return write(value);
}
