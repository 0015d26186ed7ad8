import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import type { DatasetFile } from "../../src/data/dataset-file.js";
import { memoryDatasetFile, openDatasetFile } from "../../src/data/dataset-file.js";
import { temporaryFolder } from "./temporary-folder.ts";

function dataset(content: string | Buffer): DatasetFile {
  return memoryDatasetFile("data.jsonl", Buffer.from(content));
}

function readAll(file: DatasetFile): readonly string[] {
  return [...file.read()].flat();
}

describe("a dataset file", () => {
  it("leaves the byte order mark out of its first line", () => {
    const file = dataset("\uFEFFa\nb");
    assert.deepEqual(
      { lines: readAll(file), markBytes: file.markBytes },
      { lines: ["a", "b"], markBytes: 3 },
    );
  });

  it("keeps a byte order mark that stands on a later line", () => {
    assert.deepEqual(readAll(dataset("a\n\uFEFFb")), ["a", "\uFEFFb"]);
  });

  it("holds one empty line where there is nothing but a byte order mark", () => {
    const file = dataset("\uFEFF");
    assert.deepEqual([readAll(file), file.lineText(0), file.byteOffset(0, 0)], [[""], "", 3]);
  });

  it("gives every line again as it was read", () => {
    const expected = ["é", "🎸", "", "x", "", "\u2028y", "last"];
    const file = dataset("\uFEFFé\r\n🎸\n\nx\r\r\n\u2028y\nlast");
    const read = readAll(file);
    const again = read.map((_, line) => file.lineText(line));
    assert.deepEqual([read, again], [expected, expected]);
  });

  it("gives every line of a longer file again, whatever its endings, at its place", () => {
    const lines = Array.from({ length: 61 }, (_, line) => "é".repeat(1 + (line % 5)));
    const endings = lines.map((_, line) => ["\n", "\r\n", "\r"][line % 3] ?? "");
    const content = Buffer.from(lines.map((text, line) => text + endings[line]).join("") + "end");
    const file = dataset(content);
    readAll(file);
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
    const lines = readAll(file);
    assert.deepEqual(
      lines.map((_, line) => file.byteOffset(line, 0)),
      [3, 7, 12, 13, 15, 20],
    );
  });

  it("remembers the places of more lines than it starts with room for", () => {
    const lines = Array.from({ length: 5_000 }, (_, line) => `line ${10_000 + line}`);
    const file = dataset(lines.join("\n"));
    readAll(file);
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
    assert.deepEqual([readAll(file), file.lines, file.lineText(1)], [["a", "b", ""], 3, "b"]);
  });

  it("gives all bytes, the byte order mark included", () => {
    const content = "\uFEFFa\r\nb";
    let read = "";
    for (const { bytes, lines } of dataset(content).readBytes()) {
      read += bytes.toString("utf8", 0, lines.at(-1)?.next);
    }
    assert.equal(read, content);
  });

  it("names the first line that holds bytes which are not UTF-8", () => {
    const file = dataset(Buffer.from("é\ncaf\u00e9\n\u00ff", "latin1").subarray(2));
    readAll(file);
    assert.equal(file.firstBadLine, 0);
  });

  it("has no bad line where all is UTF-8", () => {
    const file = dataset("é\n🎸\n\uFFFD");
    readAll(file);
    assert.equal(file.firstBadLine, undefined);
  });

  it("counts lines before a bad one, whatever their endings", () => {
    const bytes = Buffer.concat([Buffer.from("\uFEFFa\r\n\né\r"), Buffer.from([0xc3, 0x28])]);
    const file = dataset(bytes);
    readAll(file);
    assert.equal(file.firstBadLine, 3);
  });

  it("reads a file on disk as it reads memory", (test) => {
    const content = "\uFEFFé\r\n🎸\rlast\n";
    const file = openDatasetFile(temporaryFolder(test).write("data.jsonl", content));
    test.after(() => file.close());
    const memory = dataset(content);
    const facts = (one: DatasetFile): unknown => [
      readAll(one),
      one.bytes,
      one.lineText(1),
      one.byteOffset(2, 0),
    ];
    assert.deepEqual(facts(file), facts(memory));
  });
});

describe("opening a dataset file", () => {
  const refused: Readonly<Record<string, readonly [content: Buffer, message: string]>> = {
    "UTF-16 (little-endian)": [
      Buffer.from("\uFEFF{}", "utf16le"),
      "data.jsonl is UTF-16 text; save it as UTF-8.",
    ],
    "UTF-16 (big-endian)": [
      Buffer.from("\uFEFF{}", "utf16le").swap16(),
      "data.jsonl is UTF-16 text; save it as UTF-8.",
    ],
    gzip: [gzipSync("{}"), "data.jsonl is compressed with gzip; unpack it first."],
    ZIP: [
      Buffer.from("PK\x03\x04rest"),
      "data.jsonl is a ZIP archive or a spreadsheet, not JSONL text.",
    ],
    Parquet: [Buffer.from("PAR1rest"), "data.jsonl is a Parquet file, not JSONL text."],
  };
  for (const [kind, [content, message]] of Object.entries(refused)) {
    it(`refuses ${kind} and says what it is`, () => {
      assert.throws(() => dataset(content), { name: "UserError", message });
    });
  }

  it("takes text that only begins like an archive's name", () => {
    assert.deepEqual(readAll(dataset("PK")), ["PK"]);
  });

  it("says that a file does not exist", (test) => {
    const path = join(temporaryFolder(test).path, "none.jsonl");
    assert.throws(() => openDatasetFile(path), {
      name: "UserError",
      message: `${path} does not exist.`,
    });
  });

  it("says that a path is a directory", (test) => {
    const { path } = temporaryFolder(test);
    assert.throws(() => openDatasetFile(path), {
      name: "UserError",
      message: `${path} is a directory.`,
    });
  });
});
