import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { runBuiltCli } from "../support/built-cli.ts";

const folders: string[] = [];

after(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

function folderWith(name: string, lines: readonly string[]): string {
  const path = mkdtempSync(join(tmpdir(), "steps-test-"));
  folders.push(path);
  writeFileSync(join(path, name), lines.map((line) => `${line}\n`).join(""));
  return path;
}

function linesOf(cwd: string, name: string): readonly string[] {
  return readFileSync(join(cwd, name), "utf8").trimEnd().split("\n");
}

function run(cwd: string, ...args: readonly string[]) {
  return runBuiltCli(args, { cwd });
}

/** Chats, each with a weight whose digits no reader may change; a third of them bad. */
function chats(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    const label = at % 3 === 0 ? "bad" : "good";
    return `{"messages": [{"role": "user", "content": "Review number ${at}"}, {"role": "assistant", "content": "${label}"}], "user": "u${at % 30}", "weight": 1.50}`;
  });
}

describe("single steps on a dataset", () => {
  it("split deals labels out alike, keeps groups whole and lines as they are", async () => {
    const given = chats(300);
    const cwd = folderWith("chats.jsonl", given);
    const args = ["split", "chats.jsonl", "--validation", "0.1", "--test", "30"];
    const plain = await run(cwd, ...args, "--stratify", "completion");
    assert.equal(plain.code, 0, plain.stderr);
    const parts = ["train", "validation", "test"].map((part) =>
      linesOf(cwd, `chats.${part}.jsonl`),
    );
    assert.deepEqual(
      parts.map((lines) => [lines.length, lines.filter((line) => line.includes('"bad"')).length]),
      [
        [240, 80],
        [30, 10],
        [30, 10],
      ],
    );
    assert.deepEqual(parts.flat().toSorted(), [...given].toSorted());
    const again = await run(cwd, ...args);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /--force/);
    const grouped = await run(cwd, ...args, "--group", "user", "--output", "whole");
    assert.equal(grouped.code, 0, grouped.stderr);
    const users = ["train", "validation", "test"].map(
      (part) =>
        new Set(
          linesOf(cwd, `whole.${part}.jsonl`).map((line) => /"user": "(\w+)"/.exec(line)?.[1]),
        ),
    );
    assert.equal(
      users.reduce((sum, { size }) => sum + size, 0),
      30,
    );
  });

  it("shuffle changes nothing but the order, the same each time, and may take the file's place", async () => {
    const given = chats(40);
    const cwd = folderWith("chats.jsonl", given);
    assert.equal((await run(cwd, "shuffle", "chats.jsonl")).code, 0);
    const shuffled = linesOf(cwd, "chats.shuffled.jsonl");
    assert.notDeepEqual(shuffled, given);
    assert.deepEqual([...shuffled].toSorted(), [...given].toSorted());
    assert.equal((await run(cwd, "shuffle", "chats.jsonl", "--in-place")).code, 0);
    assert.deepEqual(linesOf(cwd, "chats.jsonl"), shuffled);
    assert.equal((await run(cwd, "shuffle", "chats.jsonl", "--seed", "7")).code, 2);
  });

  it("deduplicate keeps the first, and asks what to do with contradictions", async () => {
    const pair = (prompt: string, completion: string) => JSON.stringify({ prompt, completion });
    const cwd = folderWith("pairs.jsonl", [
      pair("One", "a"),
      pair("One", "a"),
      pair("Two", "b"),
      pair("Two", "c"),
      pair("Two", "c"),
    ]);
    const records = await run(cwd, "deduplicate", "pairs.jsonl", "--output", "r.jsonl");
    assert.equal(records.code, 0, records.stderr);
    assert.equal(linesOf(cwd, "r.jsonl").length, 3);
    const refused = await run(cwd, "deduplicate", "pairs.jsonl", "--by", "prompt");
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /pairs\.jsonl: 1 prompt has several completions \(3 records; the first lines are 3\)\. --conflicts first, /,
    );
    const most = ["--by", "prompt", "--conflicts", "majority"];
    assert.equal((await run(cwd, "deduplicate", "pairs.jsonl", ...most)).code, 0);
    assert.deepEqual(linesOf(cwd, "pairs.deduplicated.jsonl"), [
      pair("One", "a"),
      pair("Two", "c"),
    ]);
  });

  it("balance, sample and merge-labels count first with --dry-run", async () => {
    const cwd = folderWith("chats.jsonl", chats(30));
    const dry = ["--dry-run", "--json"];
    const outputs = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await run(cwd, ...args, ...dry);
      assert.equal(code, 0, stderr);
      const report = JSON.parse(stdout) as {
        readonly labels: unknown;
        readonly outputs: readonly { readonly records: number }[];
      };
      return report.outputs.map(({ records }) => records);
    };
    assert.deepEqual(await outputs("balance", "chats.jsonl", "--maximum", "12"), [22]);
    assert.deepEqual(await outputs("balance", "chats.jsonl", "--minimum", "20"), [40]);
    assert.deepEqual(await outputs("sample", "chats.jsonl", "--size", "7"), [7]);
    assert.deepEqual(await outputs("sample", "chats.jsonl", "--size", "0.5"), [15]);
    assert.deepEqual(await outputs("merge-labels", "chats.jsonl", "--drop", "bad"), [20]);
    assert.deepEqual(readdirSync(cwd), ["chats.jsonl"]);
  });

  it("call the file they write a file, and only parts by their names", async () => {
    const cwd = folderWith("chats.jsonl", chats(30));
    const dropped = await run(cwd, "merge-labels", "chats.jsonl", "--drop", "bad", "--dry-run");
    assert.match(dropped.stdout, /^label +kept +file$/m);
    const split = await run(cwd, "split", "chats.jsonl", "--test", "5", "--dry-run");
    assert.match(split.stdout, /^label +kept +train +test$/m);
  });

  it("merge-labels changes the label and no other byte", async () => {
    const given = chats(6);
    const cwd = folderWith("chats.jsonl", given);
    const { code, stderr } = await run(
      cwd,
      "merge-labels",
      "chats.jsonl",
      "--merge",
      "poor=bad,awful",
    );
    assert.equal(code, 0, stderr);
    const expected = given.map((line) => line.replace('"bad"', '"poor"'));
    assert.deepEqual(linesOf(cwd, "chats.merged.jsonl"), expected);
  });

  it("name the line that is no record, and a field that no record has", async () => {
    const cwd = folderWith("broken.jsonl", [...chats(3), '{"messages": [', ...chats(3)]);
    const broken = await run(cwd, "shuffle", "broken.jsonl");
    assert.equal(broken.code, 1);
    assert.match(broken.stderr, /broken\.jsonl:4 /);
    const other = folderWith("chats.jsonl", chats(3));
    const unknown = await run(other, "split", "chats.jsonl", "--test", "1", "--group", "author");
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /no record has a field "author"/);
    assert.deepEqual([...readdirSync(cwd), ...readdirSync(other)], ["broken.jsonl", "chats.jsonl"]);
  });
});
