import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import writeExcelFile from "write-excel-file/node";
import { storedZip } from "../../support/stored-zip.js";
import { temporaryFolder } from "../temporary-folder.js";
import { readSources, told } from "./read-sources.js";

const folder = temporaryFolder({ after });

describe("a workbook", () => {
  it("gives texts as they are, numbers, booleans and dates", async () => {
    const path = join(folder.path, "values.xlsx");
    await writeExcelFile([
      ["text", "n", "ok", "day"].map((value) => ({ value, type: String })),
      [
        { value: "007", type: String },
        { value: 4.5, type: Number },
        { value: true, type: Boolean },
        { value: new Date(Date.UTC(2024, 0, 31)), type: Date, format: "dd/mm/yyyy" },
      ],
      [
        { value: "a & <b>\n«c» ", type: String },
        { value: 12, type: Number },
        { value: false, type: Boolean },
        { value: new Date(Date.UTC(2024, 1, 1, 12, 30)), type: Date, format: "yyyy-mm-dd hh:mm" },
      ],
    ]).toFile(path);
    const table = await readSources([path]);
    assert.deepEqual(table.columns, ["text", "n", "ok", "day"]);
    assert.deepEqual(table.types, ["text", "number", "boolean", "date"]);
    assert.deepEqual(table.rows, [
      ["007", 4.5, true, "2024-01-31"],
      ["a & <b>\n«c» ", 12, false, "2024-02-01 12:30:00"],
    ]);
    assert.deepEqual(
      (await readSources([path], { where: "day < DATE '2024-02-01' AND n > 4" })).numbers,
      [1],
    );
  });

  it("says which cells have no value and what was left out", async () => {
    const cells = [
      '<row r="2"><c r="A2" t="inlineStr"><is><t>label</t></is></c><c r="C2" t="inlineStr"><is><r><t>no</t></r><r><t>te</t></r></is></c></row>',
      '<row r="3"><c r="A3" s="1"><v>7</v></c><c r="B3" t="e"><v>#N/A</v></c><c r="C3"><f>A1</f></c></row>',
      '<row r="4"/>',
      '<row r="5"><c r="A5" t="s"><v>0</v></c><c r="C5" t="str"><f>X</f><v>a_x000D_b</v></c><c r="D5"><v>1</v></c></row>',
    ];
    const path = folder.write(
      "faults.xlsx",
      workbook(cells, '<mergeCells><mergeCell ref="A3:A4"/></mergeCells>'),
    );
    const table = await readSources([path]);
    assert.deepEqual(table.columns, ["label", "column_2", "note"]);
    assert.deepEqual(table.rows, [
      ["007", null, null],
      ["東京", null, "a\rb"],
    ]);
    assert.deepEqual(told(table), [
      "warning -: Only the sheet “One” is read, of “One”, “Two”. To read another: " + path + "#Two",
      "warning -: Column 2 has no name: it is called “column_2”.",
      "warning -: Merged cells (A3:A4): only the first cell of each area has its value, the others are empty.",
      "warning 1: Row 3 of the sheet: the cell of “column_2” shows the error #N/A. It is empty.",
      "warning 1: Row 3 of the sheet: the cell of “note” has a formula without a value: open and save the file in Excel. It is empty.",
      "warning 2: Row 5 of the sheet has 1 cell in columns without a header: left out.",
      "warning -: 1 blank row was left out.",
    ]);
    assert.deepEqual((await readSources([`${path}#Two`])).columns, ["x"]);
    await assert.rejects(
      readSources([`${path}#Three`]),
      /no sheet “Three”\. The sheets are “One”, “Two”, “Hidden”/,
    );
  });

  it("that is none, or damaged, is said so", async () => {
    await assert.rejects(
      readSources([folder.write("a.xlsx", "text")]),
      /a\.xlsx is not a readable ZIP archive/,
    );
    await assert.rejects(
      readSources([folder.write("b.xlsx", storedZip({ "a.txt": "" }))]),
      /is no Excel workbook/,
    );
    const broken = workbook(['<row><c t="inlineStr"><is><t>a</is></c></row>'], "");
    await assert.rejects(
      readSources([folder.write("c.xlsx", broken)]),
      /sheet “One”, cannot be read/,
    );
  });

  it("knows no entities of its own", async () => {
    const entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
    const path = folder.write(
      "entity.xlsx",
      workbook(['<row><c t="str"><v>&a;</v></c></row>'], "", entity),
    );
    await assert.rejects(readSources([path]), { name: "UserError" });
  });
});

describe("an archive", () => {
  it("is read where it holds one file, or one is named", async () => {
    const files = { "__MACOSX/._a.csv": "x", "in/a.csv": "a,b\n1,2\n" };
    const one = folder.write("one.zip", storedZip(files));
    assert.deepEqual((await readSources([one])).rows, [["1", "2"]]);
    const two = folder.write("two.zip", storedZip({ ...files, "b.jsonl": '{"a":3}' }));
    await assert.rejects(readSources([two]), /holds 2 files: “in\/a\.csv”, “b\.jsonl”\. Name one/);
    assert.deepEqual((await readSources([`${two}#b.jsonl`])).rows, [[3]]);
    await assert.rejects(readSources([`${two}#c.csv`]), /holds no file “c\.csv”/);
  });
});

/** A workbook of three sheets, the first with these rows. */
function workbook(rows: readonly string[], rest: string, doctype = ""): Buffer {
  const relation = (id: number): string =>
    `<Relationship Id="r${id}" Target="${id === 1 ? "worksheets/1.xml" : "/xl/worksheets/2.xml"}"/>`;
  return storedZip({
    "xl/workbook.xml":
      '<workbook xmlns:r="r"><sheets><sheet name="One" r:id="r1"/><sheet name="Two" r:id="r2"/>' +
      '<sheet name="Hidden" state="hidden" r:id="r3"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": `<Relationships>${[1, 2, 3].map(relation).join("")}</Relationships>`,
    "xl/styles.xml":
      '<s><numFmts><numFmt numFmtId="164" formatCode="000"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></s>',
    "xl/sharedStrings.xml": "<sst><si><t>東京</t><rPh><t>トウキョウ</t></rPh></si></sst>",
    "xl/worksheets/1.xml": `${doctype}<worksheet><sheetData>${rows.join("")}</sheetData>${rest}</worksheet>`,
    "xl/worksheets/2.xml":
      '<worksheet><sheetData><row><c t="str"><v>x</v></c></row></sheetData></worksheet>',
  });
}
