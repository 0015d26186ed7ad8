import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { FactLog } from "../../../src/tuning/node/scores/fact-log.js";
import { HashIndex } from "../../../src/tuning/node/scores/hash-index.js";
import type { TemporaryFolder } from "../../data/temporary-folder.js";
import { temporaryFolder } from "../../data/temporary-folder.js";
import { scoreFact } from "../../support/score-facts.ts";

function place(test: TestContext): { readonly folder: TemporaryFolder; readonly path: string } {
  const folder = temporaryFolder(test);
  return { folder, path: `${folder.path}/scores/s.jsonl` };
}

describe("a file of scores", () => {
  it("has what was kept when it is opened again, and finds it by its hash", async (test) => {
    const { path } = place(test);
    const log = await FactLog.open(path);
    const facts = Array.from({ length: 3_000 }, (_, index) =>
      scoreFact(index + 1, { expected: `${index} ${"漢".repeat(index % 700)}` }),
    );
    for (const fact of facts) log.keep(fact);
    assert.deepEqual(log.find(facts[2_000]?.hash ?? ""), facts[2_000]);
    await log.close();
    const again = await FactLog.open(path);
    assert.equal(again.facts, 3_000);
    for (const fact of facts) assert.deepEqual(again.find(fact.hash), fact);
    assert.equal(again.find("0".repeat(64)), undefined);
    await again.close();
  });

  it("is whole again after a death in the middle of a line, wherever that was", async (test) => {
    const { folder, path } = place(test);
    const log = await FactLog.open(path);
    [1, 2].forEach((line) => log.keep(scoreFact(line, { expected: "ü" })));
    await log.close();
    const text = folder.read("scores/s.jsonl");
    const bytes = Buffer.from(text);
    const firstEnd = bytes.indexOf("\n") + 1;
    for (const cut of [0, 1, 30, firstEnd - 1, firstEnd, firstEnd + 1, bytes.length - 1]) {
      folder.write("scores/s.jsonl", bytes.subarray(0, cut));
      const cutLog = await FactLog.open(path);
      [1, 2].forEach((line) => cutLog.keep(scoreFact(line, { expected: "ü" })));
      await cutLog.close();
      assert.equal(folder.read("scores/s.jsonl"), text, `cut at ${cut}`);
    }
  });

  it("keeps a line for each record, also where records are the same, and no line twice", async (test) => {
    const { folder, path } = place(test);
    const one = scoreFact(1);
    for (let round = 0; round < 2; round += 1) {
      const log = await FactLog.open(path);
      [1, 2, 3].forEach((line) => log.keep({ ...one, line }));
      await log.close();
    }
    const lines = folder.read("scores/s.jsonl").trim().split("\n");
    assert.deepEqual(
      lines.map((text) => (JSON.parse(text) as { line: number }).line),
      [1, 2, 3],
    );
  });

  it("is no file of something else, and has one writer at a time", async (test) => {
    const { folder, path } = place(test);
    folder.write("notes.jsonl", '{"a":1}\n');
    await assert.rejects(
      FactLog.open(`${folder.path}/notes.jsonl`),
      /notes\.jsonl holds something else than scores/,
    );
    assert.equal(folder.read("notes.jsonl"), '{"a":1}\n');
    const log = await FactLog.open(path);
    await assert.rejects(FactLog.open(path), /is being written by another process/);
    log.keep(scoreFact(1));
    // Who only reads it is in nobody's way.
    await log.rest();
    const other = await FactLog.open(path);
    other.keep(scoreFact(2));
    assert.deepEqual(log.find(scoreFact(1).hash), scoreFact(1));
    await log.close();
    await assert.rejects(FactLog.open(path), /is being written by another process/);
    await other.close();
    await (await FactLog.open(path)).close();
  });
});

describe("an index of hashes", () => {
  it("finds all that was added, also where the kept bits are the same", () => {
    const index = new HashIndex();
    const hash = (value: number): string => (value % 5_000).toString(16).padStart(8, "0");
    for (let value = 0; value < 10_000; value += 1) index.add(hash(value), value);
    for (let value = 0; value < 5_000; value += 1) {
      assert.deepEqual([...index.suspects(hash(value))], [value, value + 5_000]);
    }
    assert.deepEqual([...index.suspects("ffffffff")], []);
    assert.equal(index.size, 10_000);
  });
});
