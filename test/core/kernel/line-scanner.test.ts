import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LineReader } from "../../../src/core/dataset/line-reader.js";
import { splitLines } from "../../../src/core/json/lines.js";
import type { ScannerSize } from "../../../src/core/kernel/line-scanner.js";
import { lineKind, LineScanner } from "../../../src/core/kernel/line-scanner.js";
import { memorySource } from "../../support/memory-source.ts";
import { propertyRuns } from "../../support/property-runs.ts";
import { SeededRandom } from "../../support/seeded-random.ts";

interface SeenLine {
  readonly text: string;
  /** Where it starts and ends in the source, without its line ending. */
  readonly start: number;
  readonly end: number;
  readonly kind: number;
  /** Of a record: its hash. */
  readonly hash: readonly number[];
  readonly isLast: boolean;
}

const large = new LineScanner({ inputBytes: 1 << 16, lines: 1 << 10 });

/** How many values a tape has room for with each line that a scanner has room for. */
const nodesPerLine = 8;

/** The lines of a text as they have to be seen with room for so many values. */
function expectedLines(text: string, nodes: number): readonly SeenLine[] {
  let start = text.startsWith("\uFEFF") ? 3 : 0;
  const lines = splitLines(text.replace(/^\uFEFF/, ""));
  return lines.map((line, index) => {
    const scanned = large.scanText(line.text);
    const { tape } = scanned;
    const [kind, root, end] = [scanned.kind(0), scanned.root(0), start + scanned.end(0)];
    const isRecord = kind === lineKind.record && tape.next(root) - root <= nodes;
    const seen = {
      text: line.text,
      start,
      end,
      kind: kind === lineKind.record && !isRecord ? lineKind.unknown : kind,
      hash: isRecord ? [tape.hashLow(root), tape.hashHigh(root)] : [],
      isLast: index === lines.length - 1,
    };
    start = end + line.ending.length;
    return seen;
  });
}

/** The lines of a text as a scanner of some size sees them that gets its bytes in pieces. */
function seenLines(text: string, size: ScannerSize, pieceBytes: number): readonly SeenLine[] {
  const reader = new LineReader(memorySource(text, pieceBytes), new LineScanner(size));
  const seen: SeenLine[] = [];
  for (const batch of reader.read()) {
    const { lines, isEnd } = batch;
    for (let index = 0; index < lines.length; index += 1) {
      const isRecord = lines.isRecord(index);
      const root = lines.root(index);
      const start = reader.byteOffset(reader.lines - lines.length + index, 0);
      seen.push({
        text: batch.text(index),
        start,
        end: start + lines.end(index) - lines.start(index),
        kind: lines.kind(index),
        hash: isRecord ? [lines.tape.hashLow(root), lines.tape.hashHigh(root)] : [],
        isLast: isEnd && index === lines.length - 1,
      });
    }
  }
  return seen;
}

const sizes: readonly ScannerSize[] = [
  { inputBytes: 1, lines: 1 },
  { inputBytes: 16, lines: 2 },
  { inputBytes: 61, lines: 3 },
  { inputBytes: 1 << 12, lines: 5 },
  { inputBytes: 1 << 12, lines: 200 },
];

const pieces = [1, 2, 7, 61, 5_000];

function assertSameLines(text: string, size: ScannerSize, pieceBytes: number): void {
  const expected = expectedLines(text, size.lines * nodesPerLine);
  assert.deepEqual(seenLines(text, size, pieceBytes), expected, JSON.stringify(text));
}

const record = '{"prompt":"é \\u00e9 ->","completion":" 5"}';
const endings = ["\n", "\r\n", "\r"];

describe("a line scanner", () => {
  const texts: Readonly<Record<string, string>> = {
    "nothing at all": "",
    "nothing but a byte order mark": "\uFEFF",
    "nothing but line endings": "\n\r\n\r\r\r\n\n",
    "a carriage return at the very end": `${record}\r`,
    "lone carriage returns": `${record}\r${record}\r\r${record}`,
    CRLF: `\uFEFF${record}\r\n${record}\r\n`,
    mixtures: `${record}\r\n\n${record}\r\r\n${record}\n\r${record}`,
    "blank lines": `\n  \n\t\n${record}\n\n \t \n`,
    "a byte order mark on a later line": `${record}\n\uFEFF${record}\n`,
    "broken lines": `${record.slice(0, -1)}\n${record}}\n{"a":\n"\r\n`,
    "a text that is cut by a line break": '{"a":"b\nc"}\r\n{"a":"b\rc"}',
    "a line longer than the input": `${record}\n{"a":"${"x".repeat(10_000)}"}\n${record}`,
    "a line with more values than there is room for": `${record}\n[${"1,".repeat(2_000)}1]\n${record}`,
    "more values than there is room for": `{"a":[1,2,3],"b":[{"c":1}]}\n`.repeat(50),
    "more lines than there is room for": `${record}\n`.repeat(300),
    "other line separators": `{"a":"\u2028\u2029\u0085"}\n\u2028\n\u0085`,
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`sees the same lines whatever its size: ${name}`, () => {
      for (const size of sizes) {
        for (const pieceBytes of pieces) assertSameLines(text, size, pieceBytes);
      }
    });
  }

  it("sees the same lines whatever its size: any mixture", () => {
    const random = new SeededRandom(propertyRuns(1).seed);
    const contents = [record, record.slice(1), "", " ", "[1,[2,[3,[4]]]]", '"é🎸"', "\uFEFF", "\0"];
    for (let run = 0; run < 40; run += 1) {
      const lines = Array.from(
        { length: random.below(20) },
        () => random.pick(contents) + random.pick(endings),
      );
      const mark = random.below(4) === 0 ? "\uFEFF" : "";
      const text = mark + lines.join("") + random.pick(contents);
      for (const size of sizes) assertSameLines(text, size, random.pick(pieces));
    }
  });

  it("sees what is left of a text that does not end with a line ending only at the end", () => {
    const scanner = new LineScanner({ inputBytes: 64, lines: 4 });
    const length = Buffer.from(scanner.input.buffer, scanner.input.byteOffset).write("1\n2\r");
    const counts = [false, true].map((isEnd) => {
      const lines = scanner.scan(0, length, isEnd);
      return [lines.length, scanner.consumed, scanner.isDone];
    });
    assert.deepEqual(counts, [
      [1, 2, false],
      [3, 4, true],
    ]);
  });

  const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  const members = (count: number): string =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i])));
  const kinds: Readonly<Record<string, number>> = {
    [nested(60)]: lineKind.record,
    [nested(61)]: lineKind.unknown,
    [members(64)]: lineKind.record,
    [members(65)]: lineKind.unknown,
    "123456789012345": lineKind.record,
    "1234567890123456": lineKind.unknown,
    "-0.000001": lineKind.record,
    "0.0000001": lineKind.unknown,
    "-0": lineKind.unknown,
    "1.0": lineKind.unknown,
    "1e2": lineKind.unknown,
    "100": lineKind.record,
    '{"a":1,"a":1}': lineKind.unknown,
    '{"a":1,"\\u0061":1}': lineKind.unknown,
    '{"a":{"a":1},"b":{"a":1}}': lineKind.record,
    '"\\ud800"': lineKind.record,
    "\u00a0": lineKind.unknown,
    " \t": lineKind.blank,
  };
  for (const [text, kind] of Object.entries(kinds)) {
    it(`says ${Object.keys(lineKind)[kind]} of ${text.slice(0, 70)}`, () => {
      assert.equal(large.scanText(text).kind(0), kind);
    });
  }

  const sequences: Readonly<Record<string, boolean>> = {
    "c2 80": true,
    "df bf": true,
    "e0 a0 80": true,
    "ed 9f bf": true,
    "ee 80 80": true,
    "ef bf bf": true,
    "f0 90 80 80": true,
    "f4 8f bf bf": true,
    "80": false,
    bf: false,
    "c0 80": false,
    "c1 bf": false,
    c2: false,
    "c2 c2": false,
    "e0 9f bf": false,
    "e2 82": false,
    "ed a0 80": false,
    "ed bf bf": false,
    "f0 8f bf bf": false,
    "f0 9f 8e": false,
    "f4 90 80 80": false,
    "f5 80 80 80": false,
    ff: false,
  };
  for (const [bytes, isUtf8] of Object.entries(sequences)) {
    it(`${isUtf8 ? "takes" : "does not take"} the bytes ${bytes} for UTF-8, wherever they stand`, () => {
      const sequence = Buffer.from(bytes.replaceAll(" ", ""), "hex");
      const found = [0, 1, 13, 14, 15, 16, 17, 31].flatMap((before) =>
        ["", "\\n", "é"].map((start) => {
          const text = Buffer.from(`["${start}${"x".repeat(before)}`);
          const line = Buffer.concat([text, sequence, Buffer.from('","y"]')]);
          large.input.set(line);
          return large.scan(0, line.length, true).isRecord(0);
        }),
      );
      assert.deepEqual(new Set(found), new Set([isUtf8]));
    });
  }
});
