import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import Papa from "papaparse";
import writeExcelFile from "write-excel-file/node";
import type { ReadRows } from "../data/sources/read-sources.js";
import { readSources } from "../data/sources/read-sources.js";
import { temporaryFolder } from "../data/temporary-folder.js";
import { propertyRuns } from "../support/property-runs.js";

const folder = temporaryFolder({ after });
const runs = propertyRuns(100);
const slowRuns = propertyRuns(30);

/** What tables hold that readers stumble over; no cell is empty or only space, which tables cannot tell from none. */
const odd = [
  "None",
  "NA",
  "null",
  "true",
  "007",
  "1e5",
  "12345678901234567890",
  '"',
  'a"b',
  "a,b",
  "a;b\tc",
  "a\nb",
  "a\r\nb",
  "'x'",
  "ä€😀",
  "=1+1",
  " a ",
  "\uFEFFa",
  "_x000D_",
];
const cell = fc.oneof(
  fc.constantFrom(...odd),
  fc.string({ unit: "binary" }).filter((text) => text.trim() !== "" && isXmlText(text)),
);

const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc
    .array(fc.array(fc.option(cell), { minLength: width, maxLength: width }), { maxLength: 12 })
    .map((rows) => ({
      names: Array.from({ length: width }, (_, index) => `column ${index}`),
      // A row without any cell is a blank line.
      rows: rows.filter((cells) => cells.some((text) => text !== null)),
    })),
);

/** Characters that XML has, without those that its parsers change. */
function isXmlText(text: string): boolean {
  return (
    text.isWellFormed() && !/[\p{Cc}\uFFFE\uFFFF]/u.test(text) && !/_x[0-9a-f]{4}_/i.test(text)
  );
}

interface Table {
  readonly names: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

function assertEqual(found: ReadRows, { names, rows }: Table): void {
  assert.deepEqual(found.rows, rows);
  if (rows.length > 0) assert.deepEqual(found.columns, names);
  assert.equal(found.read, rows.length);
}

describe("a table that was written", () => {
  for (const { name, delimiter, newline, quotes } of [
    { name: "a.csv", delimiter: ",", newline: "\n", quotes: false },
    { name: "b.tsv", delimiter: "\t", newline: "\r\n", quotes: false },
    { name: "c.csv", delimiter: ",", newline: "\r\n", quotes: true },
  ]) {
    it(`as ${name} with ${JSON.stringify(newline)} is read back equal`, async () => {
      await fc.assert(
        fc.asyncProperty(table, async (written) => {
          const text = Papa.unparse([[...written.names], ...written.rows.map((row) => [...row])], {
            delimiter,
            newline,
            quotes,
          });
          assertEqual(await readSources([folder.write(name, text)]), written);
        }),
        runs,
      );
    });
  }

  it("as JSONL is read back equal, in every encoding", async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom("utf8", "utf16le"),
        async ({ names, rows }, encoding) => {
          const lines = rows.map((row) =>
            JSON.stringify(Object.fromEntries(names.map((name, index) => [name, row[index]]))),
          );
          const bytes = Buffer.from(`\uFEFF${lines.join("\n")}`, encoding as BufferEncoding);
          assertEqual(await readSources([folder.write("a.jsonl", bytes)]), { names, rows });
        },
      ),
      runs,
    );
  });

  it("as a workbook is read back equal", async () => {
    const path = join(folder.path, "a.xlsx");
    await fc.assert(
      fc.asyncProperty(table, async ({ names, rows }) => {
        // Excel's own escape, which the writer leaves to its caller.
        const text = (value: string): string =>
          value.replaceAll("_x000D_", "_x005F_x000D_").replaceAll("\r", "_x000D_");
        const cells = [names, ...rows].map((row) =>
          row.map((value) => (value === null ? null : { value: text(value), type: String })),
        );
        await writeExcelFile(cells).toFile(path);
        assertEqual(await readSources([path]), { names, rows });
      }),
      slowRuns,
    );
  });

  it("as Parquet is read back equal", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const path = join(folder.path, "a.parquet");
    await fc.assert(
      fc.asyncProperty(table, async ({ names, rows }) => {
        await connection.run(
          `CREATE OR REPLACE TABLE t (${names.map((name) => `"${name}" VARCHAR`).join(", ")})`,
        );
        for (const row of rows)
          await connection.run(`INSERT INTO t VALUES (${row.map(() => "?").join(", ")})`, [...row]);
        await connection.run(`COPY t TO '${path}' (FORMAT parquet)`);
        assertEqual(await readSources([path]), { names, rows });
      }),
      slowRuns,
    );
    connection.closeSync();
    instance.closeSync();
  });
});
