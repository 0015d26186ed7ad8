import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { targets } from "../../src/core/targets/index.js";
import { runCli } from "../support/test-io.ts";

const answer = `{"role":"assistant","content":"Hello."}`;

function chats(count: number): string {
  return Array.from(
    { length: count },
    (_, number) => `{"messages":[{"role":"user","content":"Hi ${number}"},${answer}]}`,
  ).join("\n");
}

async function ask(input: string, options: readonly string[] = [], today = "2026-01-01") {
  const args = ["check", "-", "--stdin-filename", "data.jsonl", "--target", "all", ...options];
  return runCli(args, { input, today });
}

interface Row {
  readonly target: string;
  readonly verdict: string;
  readonly changes: readonly Readonly<Record<string, unknown>>[];
}

async function matrix(input: string, today?: string): Promise<readonly Row[]> {
  const { stdout } = await ask(input, ["--json"], today);
  // The contract with scripts, which these tests are about.
  const { files } = JSON.parse(stdout) as { files: readonly { targets: readonly Row[] }[] };
  return files[0]?.targets ?? [];
}

function verdict(rows: readonly Row[], id: string): string | undefined {
  return rows.find(({ target }) => target === id)?.verdict;
}

describe("check --target all", () => {
  it("asks every target", async () => {
    const rows = await matrix(chats(10));
    assert.deepEqual(
      rows.map(({ target }) => target),
      targets.map(({ id }) => id),
    );
  });

  it("tells who takes a dataset, who does so with warnings, and who refuses it", async () => {
    const question = `{"messages":[{"role":"user","content":"Hi"},${answer},{"role":"user","content":"Bye"}]}`;
    const rows = await matrix(`${chats(9)}\n${question}`);
    assert.deepEqual(
      ["trl", "azure", "vertex"].map((id) => verdict(rows, id)),
      ["accepted with warnings", "refused", "refused"],
    );
  });

  it("tells what to change, with counts, places and fixes", async () => {
    const rows = await matrix(chats(9));
    assert.deepEqual(rows.find(({ target }) => target === "openai")?.changes, [
      {
        rule: "too-few-records",
        severity: "error",
        line: 1,
        message:
          'The file has 9 records; OpenAI wants at least 10. It answers: "Training file has 9 example(s), but must have at least 10 examples"',
        count: 1,
        fix: null,
      },
    ]);
  });

  it("names the formats that a target takes instead", async () => {
    const rows = await matrix(chats(10));
    const [change] = rows.find(({ target }) => target === "vertex")?.changes ?? [];
    assert.equal(change?.["message"], "Needs another format: Conversation (Gemini).");
  });

  it("counts a target that has closed as one that refuses", async () => {
    const days = ["2027-01-05", "2027-01-06"];
    const rows = await Promise.all(days.map((day) => matrix(chats(10), day)));
    assert.deepEqual(
      rows.map((one) => verdict(one, "openai")),
      ["accepted", "refused"],
    );
  });

  it("prints a table for people, those that take the dataset first", async () => {
    const { stdout, code } = await ask(chats(10));
    const [title, first = ""] = stdout.split("\n");
    assert.equal(title, "data.jsonl: 10 records, format chat");
    assert.match(first, /^ {2}openai +accepted$/);
    assert.match(stdout, /^ {2}vertex +refused +Needs another format/m);
    assert.equal(code, 0);
  });

  it("says what is found once, with the targets it holds for", async () => {
    const { stdout } = await ask(`${chats(2)}\n${chats(1)}`);
    const duplicates = stdout.match(/^ {2}duplicate-record, line 3: .*\n.*$/gm);
    assert.equal(duplicates?.length, 1);
    assert.match(duplicates[0], /\n {4}warning for all \d+ that take the format$/);
    assert.match(stdout, /^ {2}openai +refused +too-few-records, duplicate-record$/m);
    assert.match(stdout, /OpenAI wants at least 10\..*\n {4}error for openai$/m);
  });

  it("says of other files that no target takes them, and exits with 1", async () => {
    const { stdout, code } = await ask('{"level":"info"}');
    assert.match(stdout, /^data\.jsonl: 1 record, format not recognised/);
    assert.equal(code, 1);
  });

  it("does not fix, and prints no format that has no place for it", async () => {
    const wrong = await Promise.all([ask(chats(1), ["--fix"]), ask(chats(1), ["--format=sarif"])]);
    assert.deepEqual(
      wrong.map(({ code, stderr }) => [code, stderr]),
      [
        [2, "tunewright: Name one target to fix datasets for it.\n"],
        [2, 'tunewright: Expected --format to be one of text, json, got "sarif".\n'],
      ],
    );
  });
});

describe("check --target all of a file that is not laid out as lines", () => {
  it("tells what to do first, not that nobody takes it", async () => {
    const { stdout } = await ask(`[\n${chats(3).replaceAll("\n", ",\n")}\n]`);
    assert.equal(
      stdout,
      "data.jsonl: not one record on each line; write it anew with check --fix=all, then ask again\n\n",
    );
  });
});
