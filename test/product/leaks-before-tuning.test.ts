import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { temporaryFolder } from "../data/temporary-folder.js";
import { runBuiltCli } from "../support/built-cli.js";
import { reviewLines } from "../support/review-lines.js";

describe("files of a run that have records in common", () => {
  it("are named with the twin, whatever the files are called, before anything is trained", async (test) => {
    const folder = temporaryFolder(test);
    const training = reviewLines(60, 1);
    const [, , third = ""] = training.split("\n");
    folder.write("learn.jsonl", training);
    folder.write("measure.jsonl", `${reviewLines(20, 2)}${third}\n`);
    folder.write("judge.jsonl", `${third}\n${reviewLines(20, 3)}`);
    const environment = { TUNEWRIGHT_DATA_DIR: join(folder.path, "data") };
    const place = { cwd: folder.path, environment };
    const files = "--train learn.jsonl --validation measure.jsonl --test judge.jsonl".split(" ");
    const { code, stderr } = await runBuiltCli(["tune", ...files], place);
    assert.equal(code, 0, stderr);
    const leaks = stderr.split("\n").filter((line) => line.includes("leakage"));
    assert.ok(
      leaks.some((line) => /^\s*21:.*learn\.jsonl.*\b3\b/.test(line)),
      stderr,
    );
    assert.ok(
      leaks.some((line) => /^\s*1:.*learn\.jsonl.*\b3\b/.test(line)),
      stderr,
    );
    const alone = await runBuiltCli(["check", "judge.jsonl", "--rule", "leakage=error"], place);
    assert.doesNotMatch(alone.stdout, /leakage/);
    const against = ["--against", "measure.jsonl", "--rule", "leakage=error"];
    const asked = await runBuiltCli(["check", "judge.jsonl", ...against], place);
    assert.equal(asked.code, 1);
    assert.match(asked.stdout, /measure\.jsonl/);
  });
});
