import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { layoutOf } from "../../../src/core/dataset/document-layout.js";
import { CheckedDocument } from "../../../src/server/checked-document.js";
import { memorySource } from "../../support/memory-source.ts";

const records = [
  { prompt: "Great kettle ->", completion: " 5" },
  { prompt: "Leaks ->", completion: "1" },
];
const compact = records.map((record) => JSON.stringify(record));

describe("the layout of a file", () => {
  const documents: Readonly<Record<string, string>> = {
    "a JSON array": JSON.stringify(records, null, 2),
    "a JSON array with a record on each line": `[\n${compact.join(",\n")}\n]`,
    "an object": JSON.stringify({ data: records }, null, 4),
    "records over several lines each": records.map((r) => JSON.stringify(r, null, 2)).join("\n"),
    "the start of a long array": `\n\n[\n${`${compact[0]},\n`.repeat(200)}`,
  };
  for (const [name, text] of Object.entries(documents)) {
    it(`of ${name} is a document, which is said once`, () => {
      assert.equal(layoutOf(text.split("\n")), "document");
      const { findings, counts } = checkDatasetAtOnce(memorySource(text), {});
      assert.deepEqual(counts, { "invalid-json": 1 });
      assert.match(findings[0]?.message ?? "", /several lines/);
    });
  }

  it("of a list of records on one line is a document, of another list lines", () => {
    assert.equal(layoutOf([JSON.stringify(records), ""]), "document");
    const { findings } = checkDatasetAtOnce(memorySource(`${JSON.stringify(records)}\n`), {});
    assert.match(findings[0]?.message ?? "", /one line/);
    const long = JSON.stringify(Array.from({ length: 5_000 }, () => records[0]));
    assert.equal(layoutOf([long]), "document");
    const message = `[{"role":"user","content":"Hi"}]`;
    for (const lines of [
      [message],
      [compact.join(",")],
      [JSON.stringify(records), compact[0] ?? ""],
    ]) {
      assert.equal(layoutOf(lines), "lines");
    }
  });

  const rows = ["0,3,Nice kettle", "1,5,Great kettle", "2,1,Leaks"];
  const tables: Readonly<Record<string, string>> = {
    "a table": "id,rating,text",
    "a table whose rows pandas has numbered": ",rating,text",
    "a table of measurements": "step,classification/accuracy,text (raw)",
  };
  for (const [name, header] of Object.entries(tables)) {
    it(`of ${name} is a table`, () => {
      assert.equal(layoutOf([header, ...rows]), "table");
    });
  }

  const datasets: Readonly<Record<string, readonly string[]>> = {
    "a dataset": compact,
    "a dataset whose first record was cut": ['{"prompt":"a ->","completion":" 5"', ...compact],
    "a dataset whose first record was cut behind a comma": ['{"prompt":"a ->",', ...compact],
    "a single cut record": ['{"prompt":"a ->","completion":" 5"'],
    "a dataset whose first record was cut in a text": ['{"prompt":"a', ...compact],
    "an empty file": [""],
  };
  for (const [name, lines] of Object.entries(datasets)) {
    it(`of ${name} is lines`, () => {
      assert.equal(layoutOf(lines), "lines");
    });
  }

  it("follows the edits of an open document", () => {
    const options = { target: "legacy-completions" } as const;
    const checked = new CheckedDocument(`[\n${compact.join(",\n")}\n]`, options);
    const found = (): unknown => {
      checked.work(() => true);
      return checked.check(10).counts;
    };
    assert.deepEqual(found(), { "invalid-json": 1 });
    const first = { line: 0, character: 0 };
    checked.edit([{ range: { start: first, end: { line: 1, character: 0 } }, text: "" }]);
    assert.deepEqual(found(), { "completion-leading-space": 1, "invalid-json": 2 });
    checked.edit([{ range: { start: first, end: first }, text: "[\n" }]);
    assert.deepEqual(found(), { "invalid-json": 1 });
  });
});
