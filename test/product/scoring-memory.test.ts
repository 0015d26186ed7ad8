import assert from "node:assert/strict";
import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";
import type { ScoreFact } from "../../src/core/inspection/score-fact.js";
import { measureNode } from "../../scripts/bench/measure-process.ts";
import { temporaryFolder } from "../data/temporary-folder.js";
import { runBuiltCli, startBuiltCli } from "../support/built-cli.js";
import { reviewLines } from "../support/review-lines.js";

const launcher = join(import.meta.dirname, "../../dist/cli.js");
const fileBytes = 100_000_000;
/** What a process may hold: less than the records of the file. */
const heap = ["--max-old-space-size=64", "--max-semi-space-size=4"];
const mostMebibytes = 200;

/** Records with long prompts, each of its own, so that the file is large and scoring it is quick. */
function writeLarge(path: string): number {
  const file = openSync(path, "w");
  const filler = "it was what we had hoped for when we bought it and more ".repeat(70);
  let [bytes, records] = [0, 0];
  while (bytes < fileBytes) {
    records += 1;
    const completion = records % 2 === 0 ? " positive" : " negative";
    const prompt = `Review ${records}: ${filler}\n\n###\n\n`;
    bytes += writeSync(file, `${JSON.stringify({ prompt, completion })}\n`);
  }
  closeSync(file);
  return records;
}

describe("scoring a large file", { timeout: 600_000 }, () => {
  it("takes memory for a record at a time, whatever it sorts, and goes on after kill -9", async (test) => {
    const folder = temporaryFolder(test);
    folder.write("train.jsonl", reviewLines(100, 1));
    const environment = { TUNEWRIGHT_DATA_DIR: join(folder.path, "data") };
    const place = { cwd: folder.path, environment };
    const tuned = await runBuiltCli(["tune", "--train", "train.jsonl", "--json"], place);
    assert.equal(tuned.code, 0, tuned.stderr);
    const { model } = JSON.parse(tuned.stdout) as { model: string };
    const records = writeLarge(join(folder.path, "large.jsonl"));
    // In processes of their own; they have this one's environment.
    process.env["TUNEWRIGHT_DATA_DIR"] = environment.TUNEWRIGHT_DATA_DIR;
    test.after(() => delete process.env["TUNEWRIGHT_DATA_DIR"]);
    const peakOf = (file: string, ...more: string[]): number => {
      const path = join(folder.path, file);
      const options = ["--score", "--model", model, "--sort", "surprise", ...more];
      return measureNode([...heap, launcher, "inspect", path, ...options], folder.path)
        .peakMebibytes;
    };
    // Killed on its way: what was scored is there, and is not scored again.
    const args = ["inspect", "large.jsonl", "--score", "--model", model, "--output", "out.jsonl"];
    const { child, ended } = startBuiltCli(args, place);
    const scoredSoFar = (): number =>
      folder.names().includes("out.jsonl") ? folder.read("out.jsonl").split("\n").length - 1 : 0;
    while (scoredSoFar() < 1_000 && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill("SIGKILL");
    await ended;
    const before = scoredSoFar();
    assert.ok(before >= 1_000 && before < records, `${before} of ${records}`);
    const output = join(folder.path, "out.jsonl");
    const peak = peakOf("large.jsonl", "--output", output);
    test.diagnostic(`${records} records, 100 MB: ${peak} MiB`);
    assert.ok(peak < mostMebibytes, `${peak} MiB`);
    const lines = new Set<number>();
    let count = 0;
    for await (const text of createInterface(createReadStream(output))) {
      lines.add((JSON.parse(text) as ScoreFact).line);
      count += 1;
    }
    assert.equal(lines.size, records);
    assert.equal(count, records);
  });
});
