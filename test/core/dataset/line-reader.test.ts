import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import type { ByteSource } from "../../../src/core/dataset/line-reader.js";
import { LineReader } from "../../../src/core/dataset/line-reader.js";
import { LineScanner } from "../../../src/core/kernel/line-scanner.js";
import { splitLines } from "../../../src/core/json/lines.js";
import { propertyRuns } from "../../support/property-runs.ts";
import { readTexts } from "../../support/read-texts.ts";
import { SeededRandom } from "../../support/seeded-random.ts";

function bytesSource(content: Buffer): ByteSource {
  return {
    bytes: content.length,
    readBytes: (target, position) => content.copy(target, 0, position),
    lineTooLong: () => new Error("too long"),
  };
}

/** A reader that starts with room for little, so that tests cross the borders. */
function dataset(content: string | Buffer): LineReader {
  const scanner = new LineScanner({ inputBytes: 48, lines: 4 });
  return new LineReader(bytesSource(Buffer.from(content)), scanner);
}

describe("a line reader", () => {
  it("leaves the byte order mark out of its first line", () => {
    const file = dataset("\uFEFFa\nb");
    assert.deepEqual(
      { lines: readTexts(file), markBytes: file.markBytes },
      { lines: ["a", "b"], markBytes: 3 },
    );
  });

  it("keeps a byte order mark that stands on a later line", () => {
    assert.deepEqual(readTexts(dataset("a\n\uFEFFb")), ["a", "\uFEFFb"]);
  });

  it("holds one empty line where there is nothing but a byte order mark", () => {
    const file = dataset("\uFEFF");
    const lines = readTexts(file);
    assert.deepEqual([lines, file.lineText(0), file.byteOffset(0, 0)], [[""], "", 3]);
  });

  it("gives every line again as it was read", () => {
    const expected = ["é", "🎸", "", "x", "", "\u2028y", "last"];
    const file = dataset("\uFEFFé\r\n🎸\n\nx\r\r\n\u2028y\nlast");
    const read = readTexts(file);
    const again = read.map((_, line) => file.lineText(line));
    assert.deepEqual([read, again], [expected, expected]);
  });

  it("gives every line of a longer file again, whatever its endings, at its place", () => {
    const lines = Array.from({ length: 61 }, (_, line) => "é".repeat(1 + (line % 5)));
    const endings = lines.map((_, line) => ["\n", "\r\n", "\r"][line % 3] ?? "");
    const content = Buffer.from(lines.map((text, line) => text + endings[line]).join("") + "end");
    const file = dataset(content);
    readTexts(file);
    const found = lines.map((text, line) => {
      const start = file.byteOffset(line, 0);
      return [file.lineText(line), content.toString("utf8", start, start + 2 * text.length)];
    });
    assert.deepEqual(
      found,
      lines.map((text) => [text, text]),
    );
  });

  it("says at which byte each line's text starts", () => {
    const file = dataset("\uFEFFé\r\n🎸\n\nx\rlast\n");
    const lines = readTexts(file);
    assert.deepEqual(
      lines.map((_, line) => file.byteOffset(line, 0)),
      [3, 7, 12, 13, 15, 20],
    );
  });

  it("remembers the places of more lines than it starts with room for", () => {
    const lines = Array.from({ length: 5_000 }, (_, line) => `line ${10_000 + line}`);
    const file = dataset(lines.join("\n"));
    readTexts(file);
    const places = [0, 1_023, 1_024, 4_999].map((line) => [
      file.lineText(line),
      file.byteOffset(line, 0),
    ]);
    assert.deepEqual(places, [
      ["line 10000", 0],
      ["line 11023", 11 * 1_023],
      ["line 11024", 11 * 1_024],
      ["line 14999", 11 * 4_999],
    ]);
  });

  it("reads the same again after a reading that was left early", () => {
    const file = dataset("a\nb\n");
    for (const _ of file.read()) break;
    assert.deepEqual([readTexts(file), file.lines, file.lineText(1)], [["a", "b", ""], 3, "b"]);
  });

  it("reads the same in whatever pieces the bytes come", () => {
    const content = Buffer.from("\uFEFFé\r\n🎸\n\nx\r\r\n\u2028y\nlast\n");
    const whole = readTexts(dataset(content));
    for (let size = 1; size < 12; size += 1) {
      const readBytes = (target: Uint8Array, position: number): number =>
        content.copy(target.subarray(0, size), 0, position);
      const scanner = new LineScanner({ inputBytes: 48, lines: 4 });
      const file = new LineReader({ ...bytesSource(content), readBytes }, scanner);
      assert.deepEqual([readTexts(file), file.byteOffset(0, 0)], [whole, 3]);
    }
  });

  it("says at which byte any offset in any bytes is", () => {
    const random = new SeededRandom(propertyRuns(1).seed);
    for (let run = 0; run < 300; run += 1) {
      const content = randomBytes(random);
      const file = dataset(content);
      const lines = readTexts(file);
      for (let query = 0; query < 30; query += 1) {
        const line = random.below(lines.length);
        const offset = random.below((lines[line]?.length ?? 0) + 1);
        assert.equal(file.byteOffset(line, offset), slowByteOffset(content, line, offset));
      }
    }
  });

  it("finds thousands of places in one long line, in its order or not, at once", () => {
    const text = "é🎸".repeat(200_000);
    const file = dataset(text);
    readTexts(file);
    const offsets = Array.from({ length: 2_000 }, (_, i) => 3 * (i % 1_000) * 200);
    const places = offsets.map((offset) => file.byteOffset(0, offset));
    assert.deepEqual(
      places,
      offsets.map((offset) => 2 * offset),
    );
  });

  const badLines: readonly (readonly [name: string, content: Buffer, line: number | undefined])[] =
    [
      ["a first line", Buffer.from("é\ncafé\n\u00ff", "latin1").subarray(2), 0],
      ["no line where all is UTF-8", Buffer.from("é\n🎸\n\uFFFD"), undefined],
      [
        "a line behind others, whatever their endings",
        Buffer.concat([Buffer.from("\uFEFFa\r\n\né\r"), Buffer.from([0xc3, 0x28])]),
        3,
      ],
    ];
  for (const [name, content, line] of badLines) {
    it(`tells which line is the first that is not UTF-8: ${name}`, () => {
      assert.equal(checkDatasetAtOnce(bytesSource(content), {}).firstBadLine, line);
    });
  }
});

const pieces = ["a", '"', "é", "€", "🎸", "\n", "\r", "\uFFFD"].map((text) => Buffer.from(text));

/** Characters, halves of characters, and bytes that are none. */
function randomBytes(random: SeededRandom): Buffer {
  const part = (): Buffer => {
    const whole = random.pick(pieces);
    if (random.below(3) > 0) return whole.subarray(0, 1 + random.below(whole.length));
    return Buffer.from([random.pick([0x80, 0x8f, 0xa0, 0xbf, 0xc0, 0xe0, 0xed, 0xf0, 0xf4, 0xff])]);
  };
  return Buffer.concat(Array.from({ length: 1 + random.below(40) }, part));
}

/** The end of the longest beginning of a line that decodes to no more than `offset` units. */
function slowByteOffset(content: Buffer, line: number, offset: number): number {
  const mark = content.subarray(0, 3).equals(Buffer.from("\uFEFF")) ? 3 : 0;
  // Latin-1 stands for bytes.
  const lines = splitLines(content.subarray(mark).toString("latin1"));
  const before = lines.slice(0, line).reduce((sum, one) => sum + (one.text + one.ending).length, 0);
  const bytes = Buffer.from(lines[line]?.text ?? "", "latin1");
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let length = bytes.length;
  while (decoder.decode(bytes.subarray(0, length)).length > offset) length -= 1;
  return mark + before + length;
}
