import assert from "node:assert/strict";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { after, describe, it } from "node:test";
import { temporaryFolder } from "../temporary-folder.js";
import type { ReadRows } from "./read-sources.js";
import { readSources, told } from "./read-sources.js";

const folder = temporaryFolder({ after });

function file(name: string, content: string | Uint8Array): string {
  return folder.write(name, content);
}

async function read(name: string, content: string | Uint8Array): Promise<ReadRows> {
  return readSources([file(name, content)]);
}

describe("a table of separated values", () => {
  it("keeps every label as the text that it is, and an empty cell as none", async () => {
    const labels = ["None", "NA", "null", "true", "007", "1e5", "12345678901234567890", ""];
    const { rows } = await read(
      "labels.csv",
      `label,n\n${labels.map((label) => `${label},1`).join("\n")}`,
    );
    assert.deepEqual(
      rows.map(([label]) => label),
      [...labels.slice(0, -1), null],
    );
  });

  it("reads quotes, line endings and delimiters within them", async () => {
    const { rows, problems } = await read(
      "quotes.csv",
      'a,b\r\n"x, ""y""\nz",2\r\n5" pipe,"3"\r\n',
    );
    assert.deepEqual(rows, [
      ['x, "y"\nz', "2"],
      ['5" pipe', "3"],
    ]);
    assert.deepEqual(problems, []);
  });

  it("finds out delimiters", async () => {
    const bodies = {
      "a.csv": "text;label\nyes, it is;1\nno, not;0\n",
      "b.csv": "text\tlabel\na, b\t1\n",
      "c.tsv": "text\tlabel\na\t1\n",
      "d.csv": "sep=|\ntext|label\na|1\n",
    };
    for (const [name, body] of Object.entries(bodies)) {
      const { columns } = await read(name, body);
      assert.deepEqual(columns, ["text", "label"], name);
    }
  });

  it("reads UTF-16 of both orders, a byte order mark and Windows-1252", async () => {
    const text = "text,label\nGrüße,1\n";
    const utf16 = Buffer.from(text, "utf16le");
    const swapped = Buffer.from(utf16).swap16();
    const contents = [
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${text}`, "utf16le"),
      utf16,
      Buffer.from(`\uFEFF${text}`, "utf16le").swap16(),
      swapped,
    ];
    for (const content of contents) {
      const { columns, rows, problems } = await read("encoded.csv", content);
      assert.deepEqual(
        { columns, rows, problems },
        { columns: ["text", "label"], rows: [["Grüße", "1"]], problems: [] },
      );
    }
    const old = await read("old.csv", Buffer.from(text, "latin1"));
    assert.deepEqual(old.rows, [["Grüße", "1"]]);
    assert.match(told(old).join(), /not UTF-8 \(1 line\): it was read as Windows-1252/);
  });

  it("names the rows that are in another encoding than the rest", async () => {
    const content = Buffer.concat([
      Buffer.from("text,label\nGrüße,1\nplain,2\n"),
      Buffer.from("Füße,3\n", "latin1"),
    ]);
    const mixed = await read("mixed.csv", content);
    assert.deepEqual(
      mixed.rows.map(([text]) => text),
      ["Grüße", "plain", "Füße"],
    );
    assert.deepEqual(
      mixed.problems.map(({ row }) => row),
      [undefined, 3],
    );
  });

  it("tells of rows with too few or too many cells, and loses none in silence", async () => {
    const table = await read("ragged.csv", "a,b\n1,2\n3\n4,5,6\n7,8,\n9,10\n");
    assert.deepEqual(table.rows, [
      ["1", "2"],
      ["3", null],
      ["7", "8"],
      ["9", "10"],
    ]);
    assert.deepEqual(table.numbers, [1, 2, 4, 5]);
    assert.equal(table.read, 5);
    assert.deepEqual(told(table), [
      "warning 2: Row 2 has 1 cell where the header has 2: the missing ones are empty.",
      "warning 3: Row 3 has 3 cells where the header has 2: it was left out. Does a cell with “,” lack its quotes?",
    ]);
  });

  it("gives columns without a name or with another's a name of their own", async () => {
    const table = await read("header.csv", "text,,text,text_3\n1,2,3,4\n");
    assert.deepEqual(table.columns, ["text", "column_2", "text_3_2", "text_3"]);
    assert.equal(table.problems.length, 2);
  });

  it("tells of blank lines and of line endings that differ", async () => {
    const table = await read("lines.csv", "a,b\n1,2\r\n\n3,4\n5,6\n7,8");
    assert.equal(table.rows.length, 4);
    assert.deepEqual(told(table), [
      "warning -: Most rows end in LF; 1 row ends in CRLF, the first of them row 1.",
      "warning -: 1 blank line was left out, the first after line 2.",
    ]);
  });

  it("says where a quote is never closed", async () => {
    const table = await read("open.csv", 'a,b\n1,2\n"3,4\n5,6\n');
    assert.match(told(table).join(), /^error 2: The quote \("\) that row 2 opens is never closed/);
  });

  it("reads files of an old Mac, and a table without rows", async () => {
    assert.deepEqual((await read("mac.csv", "a,b\r1,2\r3,4\r")).rows, [
      ["1", "2"],
      ["3", "4"],
    ]);
    assert.deepEqual((await read("none.csv", "a,b\n")).rows, []);
    assert.deepEqual((await read("empty.csv", "")).columns, []);
  });

  it("is read the same from a packed file", async () => {
    const text = "a,b\n1,2\n";
    for (const [name, pack] of [
      ["a.csv.gz", gzipSync],
      ["a.csv.zst", zstdCompressSync],
    ] as const) {
      assert.deepEqual((await read(name, pack(Buffer.from(text)))).rows, [["1", "2"]]);
    }
    const cut = gzipSync(Buffer.from(text)).subarray(0, 20);
    await assert.rejects(
      read("cut.csv.gz", cut),
      /cut\.csv\.gz is cut: its gzip data ends too early/,
    );
  });
});

describe("files of JSON", () => {
  it("keep nested values, large numbers and fields that only late records have", async () => {
    const table = await read(
      "a.jsonl",
      '{"id":12345678901234567890,"m":[{"role":"user"}]}\n\n{"label":"007","id":1}',
    );
    assert.deepEqual(table.columns, ["id", "m", "label"]);
    assert.deepEqual(table.types, ["number", "nested", "text"]);
    assert.deepEqual(table.rows, [
      [12345678901234567890n, [{ role: "user" }], null],
      [1, null, "007"],
    ]);
  });

  it("are lists, objects with one list, single records or lines", async () => {
    const record = { text: 'x, [y] {z} "q" \\', n: [1, { a: 2 }] };
    const one = [record.text, record.n];
    const contents = [
      JSON.stringify([record, record]),
      JSON.stringify({ version: 1, meta: { rows: [] }, data: [record, record] }, null, 2),
      `${JSON.stringify(record)}\n${JSON.stringify(record)}\n`,
    ];
    for (const content of contents)
      assert.deepEqual((await read("a.json", content)).rows, [one, one], content);
    const single = await read(
      "b.json",
      JSON.stringify({ messages: [{ role: "user" }], id: 1 }, null, 2),
    );
    assert.deepEqual(single.rows, [[[{ role: "user" }], 1]]);
  });

  it("say what is wrong with them", async () => {
    await assert.rejects(read("c.json", '[{"a":1}'), /c\.json is cut: its JSON ends too early/);
    await assert.rejects(
      read("d.json", '{"a":[1],"b":[2]}'),
      /several lists: “a”, “b”\. Name one, as in .*d\.json#a/,
    );
    const lists = await readSources([`${file("d.json", '{"a":[1],"b":[2,3]}')}#b`]);
    assert.deepEqual(lists.rows, [[2], [3]]);
    const broken = await read("e.jsonl", '{"a":1}\n{"a":\n{"a":3}\n');
    assert.deepEqual(broken.numbers, [1, 3]);
    assert.match(told(broken).join(), /^error 2: Line 2 is not JSON/);
    const list = await read("f.json", '[{"a":1} {"a":2}, {"a":3},]');
    assert.deepEqual(list.rows, [[3]]);
    assert.equal(list.problems.length, 2);
  });
});

describe("sources", () => {
  it("are joined by the names of their columns, in the order of their names", async () => {
    file("part-10.csv", "text,label\nc,3\n");
    file("part-2.csv", "label,text,extra\n2,b,x\n");
    file("part-1.csv", "text,label\na,1\n");
    const table = await readSources([join(folder.path, "part-*.csv")]);
    assert.deepEqual(table.columns, ["text", "label", "extra"]);
    assert.deepEqual(table.rows, [
      ["a", "1", null],
      ["c", "3", null],
      ["b", "2", "x"],
    ]);
    assert.deepEqual(table.numbers, [1, 2, 3]);
    assert.equal(table.problems.length, 2);
    assert.match(told(table)[0] ?? "", /“extra”, which other files have, is missing here/);
  });

  it("that are not there or not read are said so", async () => {
    await assert.rejects(
      readSources([join(folder.path, "nothing.csv")]),
      /nothing\.csv does not exist/,
    );
    await assert.rejects(readSources([join(folder.path, "*.nothing")]), /matches no file/);
    await assert.rejects(read("a.xls", "x"), /“\.xls” are not read\. Save it as \.xlsx\./);
    await assert.rejects(
      read("binary.csv", Buffer.from([0, 1, 2, 3, 0, 0, 0, 9, 9, 9])),
      /is no text/,
    );
  });
});
