import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { splitLines } from "../../src/core/json/lines.js";
import type { ReadBytes } from "../../src/data/byte-lines.js";
import { byteLines } from "../../src/data/byte-lines.js";
import { propertyRuns } from "../support/property-runs.ts";

interface PlainLine {
  readonly text: string;
  readonly ending: string;
}

/** Reads from memory, at most as many bytes at a time as the sizes say, in turn. */
function reader(content: Buffer, sizes: readonly number[] = [Infinity]): ReadBytes {
  let calls = 0;
  return (target, position) => {
    const size = sizes[calls % sizes.length] ?? Infinity;
    calls += 1;
    return content.copy(target, 0, position, Math.min(position + size, content.length));
  };
}

/** All lines. Each batch is copied at once because the next one reuses its bytes. */
function linesOf(content: Buffer, sizes?: readonly number[]): PlainLine[] {
  const found: PlainLine[] = [];
  for (const { bytes, lines } of byteLines(reader(content, sizes))) {
    for (const { start, end, next } of lines) {
      const text = bytes.toString("latin1", start, end);
      found.push({ text, ending: bytes.toString("latin1", end, next) });
    }
  }
  return found;
}

function plain(text: string): PlainLine[] {
  return linesOf(Buffer.from(text, "latin1"));
}

describe("byteLines", () => {
  it("ends lines at LF, CRLF and lone CR", () => {
    assert.deepEqual(plain("a\nb\r\nc\rd"), [
      { text: "a", ending: "\n" },
      { text: "b", ending: "\r\n" },
      { text: "c", ending: "\r" },
      { text: "d", ending: "" },
    ]);
  });

  it("gives an empty last line behind a final line ending", () => {
    assert.deepEqual(plain("a\r\n"), [
      { text: "a", ending: "\r\n" },
      { text: "", ending: "" },
    ]);
  });

  it("gives one empty line for an empty file", () => {
    assert.deepEqual(plain(""), [{ text: "", ending: "" }]);
  });

  it("keeps blank lines", () => {
    const texts = plain("\n\r\n \n\r").map(({ text }) => text);
    assert.deepEqual(texts, ["", "", " ", "", ""]);
  });

  it("takes a carriage return that ends the file for a line ending", () => {
    assert.deepEqual(plain("a\r"), [
      { text: "a", ending: "\r" },
      { text: "", ending: "" },
    ]);
  });

  it("reads CR and LF as one line ending where they come in two reads", () => {
    assert.deepEqual(linesOf(Buffer.from("a\r\nb"), [2]), [
      { text: "a", ending: "\r\n" },
      { text: "b", ending: "" },
    ]);
  });

  it("reads CR CR LF as two line endings, however they are cut", () => {
    const cuts = [[1], [2], [3], [Infinity]].map((sizes) =>
      linesOf(Buffer.from("\r\r\n"), sizes).map(({ ending }) => ending),
    );
    assert.deepEqual(
      cuts,
      cuts.map(() => ["\r", "\r\n", ""]),
    );
  });

  it("takes lines that are longer than its buffer, and CRLF across the buffer's end", () => {
    const lengths = [(1 << 16) - 1, 5 << 20, 3];
    const content = Buffer.from(lengths.map((length) => "x".repeat(length)).join("\r\n"));
    const found = linesOf(content).map(({ text, ending }) => [text.length, ending]);
    assert.deepEqual(found, [
      [lengths[0], "\r\n"],
      [lengths[1], "\r\n"],
      [lengths[2], ""],
    ]);
  });

  it("says where each batch stands in the file", () => {
    const batches = [...byteLines(reader(Buffer.from("ab\ncd\nef"), [4]))].map(
      ({ fileOffset, lines }) => lines.map(({ start }) => fileOffset + start),
    );
    assert.deepEqual(batches, [[0], [3], [6]]);
  });

  it("gives the lines of the whole text for any bytes and any sizes of reads", () => {
    const byte = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(0x0a, 0x0d, 0x61) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40 }), sizes, (bytes, reads) => {
        const content = Buffer.from(bytes);
        assert.deepEqual(linesOf(content, reads), splitLines(content.toString("latin1")));
      }),
      propertyRuns(60),
    );
  });

  it("gives the same file offsets however the bytes are read", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\r", "\n"), maxLength: 20 });
    const offsets = (content: Buffer, size: number): number[] =>
      [...byteLines(reader(content, [size]))].flatMap(({ fileOffset, lines }) =>
        lines.map(({ start }) => fileOffset + start),
      );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 4 }), (content, size) => {
        const bytes = Buffer.from(content);
        assert.deepEqual(offsets(bytes, size), offsets(bytes, Infinity));
      }),
      propertyRuns(40),
    );
  });
});
