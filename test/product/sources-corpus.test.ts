import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import Papa from "papaparse";
import { isUserError } from "../../src/data/user-error.js";
import { readSources } from "../data/sources/read-sources.js";

const corpus = process.env["TUNEWRIGHT_CORPUS"] ?? "";
const skip = existsSync(corpus) ? false : "TUNEWRIGHT_CORPUS names no folder";

function filesOf(endings: RegExp): readonly string[] {
  if (skip !== false) return [];
  const names = readdirSync(corpus, { recursive: true, encoding: "utf8" });
  return names.filter((name) => endings.test(name)).sort();
}

function textOf(path: string): string {
  const bytes = readFileSync(path);
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isWide ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}

describe("public data as sources", { skip }, () => {
  it("gives the cells of its tables that another parser finds", async () => {
    const names = filesOf(/\.(?:csv|tsv)$/);
    for (const name of names) {
      const path = join(corpus, name);
      const { data } = Papa.parse<string[]>(textOf(path), {
        delimiter: name.endsWith(".tsv") ? "\t" : ",",
      });
      const filled = data.filter((cells) => cells.some((cell) => cell.trim() !== "")).slice(1);
      const { rows, columns } = await readSources([path]);
      const expected = filled.map((cells) => columns.map((_, index) => cells[index] || null));
      assert.equal(rows.length, expected.length, name);
      assert.deepEqual(rows, expected, name);
    }
    assert.ok(names.length > 0);
  });

  it("gives every line that is JSON, and names the row of every other", async () => {
    for (const name of filesOf(/\.(?:jsonl|ndjson)$/)) {
      const path = join(corpus, name);
      const lines = textOf(path)
        .split(/\r\n|\n|\r/)
        .filter((line) => line.trim() !== "");
      const broken = lines.flatMap((line, index) => (isJson(line) ? [] : [index + 1]));
      const { rows, read, problems } = await readSources([path]);
      assert.equal(read, lines.length, name);
      assert.equal(rows.length, lines.length - broken.length, name);
      const rowsTold = problems.flatMap(({ row }) => (row === undefined ? [] : [row]));
      assert.deepEqual(rowsTold, broken.slice(0, 100), name);
    }
  });

  it("gives the records of its JSON files", async () => {
    for (const name of filesOf(/\.json$/)) {
      const path = join(corpus, name);
      const text = textOf(path);
      try {
        const { read } = await readSources([path]);
        if (!isJson(text)) continue;
        const value: unknown = JSON.parse(text);
        assert.equal(read, Array.isArray(value) ? value.length : 1, name);
      } catch (error) {
        if (!isUserError(error)) throw error;
        assert.ok(!isJson(text), `${name}: ${error.message}`);
      }
    }
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
