import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { readReports } from "./check-support.ts";
import { runCli } from "../support/test-io.ts";

const chats = Array.from(
  { length: 10 },
  (_, i) =>
    `{"messages":[{"role":"user","content":"${i}?"},{"role":"assistant","content":"${i}."}]}`,
).join("\n");

describe("check of a folder for a target that stops soon", () => {
  let folder = "";

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "tunewright-"));
    for (const name of ["a.jsonl", "b.jsonl"]) writeFileSync(join(folder, name), chats);
  });

  after(() => rmSync(folder, { recursive: true }));

  it("says so once for people, and in each file for scripts", async () => {
    const given = { cwd: folder, today: "2026-12-07" };
    const text = await runCli(["check", "--target", "openai"], given);
    assert.equal(text.stdout.match(/target-closed/g)?.length, 1);
    assert.match(text.stdout, /^1 hint in 20 records in 2 files\.$/m);
    const json = await runCli(["check", "--target", "openai", "--json"], given);
    assert.deepEqual(
      readReports(json.stdout).map(({ counts }) => counts),
      [{ "target-closed": 1 }, { "target-closed": 1 }],
    );
  });
});
