import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import type { DatasetFile } from "../../src/data/dataset-file.js";
import { memoryDatasetFile, openDatasetFile } from "../../src/data/dataset-file.js";
import { LineReader } from "../../src/core/dataset/line-reader.js";
import { LineScanner } from "../../src/core/kernel/line-scanner.js";
import { readTexts } from "../support/read-texts.ts";
import { temporaryFolder } from "./temporary-folder.ts";

function dataset(content: string | Buffer): DatasetFile {
  return memoryDatasetFile("data.jsonl", Buffer.from(content));
}

function readAll(file: DatasetFile): readonly string[] {
  return readTexts(new LineReader(file, new LineScanner()));
}

describe("a dataset file", () => {
  it("gives all bytes, the byte order mark included", () => {
    const content = "\uFEFFa\r\nb";
    let read = "";
    for (const { bytes, lines } of dataset(content).byteLines()) {
      read += bytes.toString("utf8", 0, lines.at(-1)?.next);
    }
    assert.equal(read, content);
  });

  it("reads a file on disk as it reads memory", (test) => {
    const content = "\uFEFFé\r\n🎸\rlast\n";
    const file = openDatasetFile(temporaryFolder(test).write("data.jsonl", content));
    test.after(() => file.close());
    const memory = dataset(content);
    const facts = (one: DatasetFile): unknown => [readAll(one), one.bytes, one.markBytes];
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
