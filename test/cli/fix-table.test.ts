import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { runCli } from "../support/test-io.ts";

const table = "prompt,completion\nHi,Hello.\nBye,See you.\n";
const rows = '{"prompt":"Hi","completion":"Hello."}\n{"prompt":"Bye","completion":"See you."}\n';
const list = `[\n${rows.trim().replace("\n", ",\n")}\n]\n`;

describe("check --fix=all of a file that has no record on each line", () => {
  for (const [name, content] of [
    ["data.csv", table],
    ["data.tsv", table.replaceAll(",", "\t")],
    ["data.json", list],
  ] as const) {
    it(`keeps ${name} and writes its records beside it`, async (t) => {
      const folder = temporaryFolder(t);
      folder.write(name, content);
      const { stderr } = await runCli(["check", "--fix=all", name], { cwd: folder.path });
      assert.match(stderr, new RegExp(`^data.jsonl: written beside ${name}, laid out as one`));
      assert.deepEqual([folder.read(name), folder.read("data.jsonl")], [content, rows]);
    });
  }

  it("replaces no file that is there", async (t) => {
    const folder = temporaryFolder(t);
    folder.write("data.csv", table);
    folder.write("data.jsonl", "mine");
    const { code, stderr } = await runCli(["check", "--fix=all", "data.csv"], { cwd: folder.path });
    assert.equal(code, 2);
    assert.match(stderr, /data\.jsonl exists already\. Nothing was changed\./);
    assert.deepEqual([folder.read("data.csv"), folder.read("data.jsonl")], [table, "mine"]);
    assert.deepEqual(folder.names().toSorted(), ["data.csv", "data.jsonl"]);
  });

  it("is the way that convert names", async (t) => {
    const folder = temporaryFolder(t);
    folder.write("data.csv", table);
    const { code, stderr } = await runCli(["convert", "data.csv", "--to", "chat/openai"], {
      cwd: folder.path,
    });
    assert.equal(code, 2);
    assert.match(stderr, /check --fix=all data\.csv writes it so to data\.jsonl/);
  });
});
