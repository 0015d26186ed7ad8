import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { runBuiltCli } from "../support/built-cli.ts";
import { parityPath, parityTable } from "../support/parity-table.ts";

const corpus = process.env["TUNEWRIGHT_CORPUS"];
const folders: string[] = [];

after(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

function folderWith(name: string, content: string | Buffer): string {
  const path = mkdtempSync(join(tmpdir(), "parity-test-"));
  folders.push(path);
  writeFileSync(join(path, name), content);
  return path;
}

function prepare(cwd: string, ...args: readonly string[]) {
  return runBuiltCli(["prepare", ...args], { cwd });
}

function linesOf(cwd: string, name: string): readonly unknown[] {
  const lines = readFileSync(join(cwd, name), "utf8").trimEnd().split("\n");
  return lines.map((line): unknown => JSON.parse(line));
}

/** Questions with answers, as a table. */
const table = `prompt,completion
What does it cost?,Five
Where is it?,At home
Who made it?,NA
`;

describe("tunewright prepare FILE", () => {
  const skip = corpus === undefined && "TUNEWRIGHT_CORPUS is not set";
  it(
    "makes what OpenAI's tool made of every public file that nobody edited",
    { skip },
    async () => {
      const found = await parityTable(corpus ?? "");
      assert.deepEqual(found.split("\n"), readFileSync(parityPath, "utf8").split("\n"));
      assert.doesNotMatch(found, /\tdiffers/);
    },
  );

  it("prepares a table, keeps an answer NA, and never replaces what is there", async () => {
    const cwd = folderWith("questions.csv", table);
    const first = await prepare(cwd, "questions.csv", "--yes");
    assert.equal(first.code, 0, first.stderr);
    assert.deepEqual(linesOf(cwd, "questions_prepared.jsonl"), [
      { prompt: "What does it cost?", completion: " Five\n" },
      { prompt: "Where is it?", completion: " At home\n" },
      { prompt: "Who made it?", completion: " NA\n" },
    ]);
    assert.equal((await prepare(cwd, "questions.csv", "--yes")).code, 0);
    assert.deepEqual(readdirSync(cwd).toSorted(), [
      "questions.csv",
      "questions_prepared (1).jsonl",
      "questions_prepared.jsonl",
    ]);
  });

  it("writes nothing where nobody can be asked, or with --dry-run", async () => {
    const cwd = folderWith("questions.csv", table);
    const refused = await prepare(cwd, "questions.csv");
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /--yes/);
    const dry = await prepare(cwd, "questions.csv", "--dry-run");
    assert.equal(dry.code, 0, dry.stderr);
    assert.match(dry.stdout, /would get 3 records/);
    assert.deepEqual(readdirSync(cwd), ["questions.csv"]);
  });

  it("prints steps and outputs as JSON", async () => {
    const cwd = folderWith("questions.csv", `${table}Why?,\n`);
    const { stdout } = await prepare(cwd, "questions.csv", "--yes", "--json");
    const report = JSON.parse(stdout) as {
      readonly source: unknown;
      readonly task: string;
      readonly steps: readonly {
        readonly step: string;
        readonly in: number;
        readonly out: number;
      }[];
      readonly outputs: readonly { readonly split: string; readonly records: number }[];
    };
    assert.deepEqual(report.source, { path: "questions.csv", rows: 4 });
    assert.equal(report.task, "conditional");
    const empty = report.steps.find(({ step }) => step === "empty-completions");
    assert.deepEqual([empty?.in, empty?.out], [4, 3]);
    assert.deepEqual(
      report.outputs.map(({ split, records }) => [split, records]),
      [["all", 3]],
    );
  });

  it("reads one record, a byte order mark and a list under the name of JSON Lines", async () => {
    const record = { prompt: "Say it", completion: "Done" };
    const contents: readonly (readonly [string, string, number])[] = [
      [
        "mark.jsonl",
        `\ufeff${JSON.stringify(record)}\n${JSON.stringify({ ...record, prompt: "Go", completion: "Gone" })}\n`,
        2,
      ],
      ["list.jsonl", JSON.stringify([record, { prompt: "Go", completion: "Gone" }], null, 1), 2],
    ];
    for (const [name, content, records] of contents) {
      const cwd = folderWith(name, content);
      const { code, stderr } = await prepare(cwd, name, "--yes");
      assert.equal(code, 0, stderr);
      assert.equal(linesOf(cwd, name.replace(".", "_prepared.")).length, records);
    }
  });

  it("says what is missing, and writes nothing", async () => {
    const cwd = folderWith("texts.csv", "text,label\nfine,good\n");
    const { code, stderr } = await prepare(cwd, "texts.csv", "--yes");
    assert.equal(code, 1);
    assert.match(stderr, /"prompt" is missing. There are: text, label/);
    assert.deepEqual(readdirSync(cwd), ["texts.csv"]);
  });
});
