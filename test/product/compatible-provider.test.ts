import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import type { RunFile } from "../../src/tuning/runs/run-file.js";
import { temporaryFolder } from "../data/temporary-folder.js";
import type { BuiltOutcome } from "../support/built-cli.js";
import { firstLine, runBuiltCli, startBuiltCli } from "../support/built-cli.js";
import { reviewLines } from "../support/review-lines.js";

const key = "token-of-the-test";

/** A workspace, and `tunewright serve` as a service that is reached as any other would be. */
async function servedPlace(test: TestContext): Promise<{
  readonly path: string;
  run(...args: readonly string[]): Promise<BuiltOutcome>;
}> {
  const folder = temporaryFolder(test);
  folder.write("train.jsonl", reviewLines(60, 1));
  const served = startBuiltCli(["serve", "--json"], {
    cwd: folder.path,
    environment: {
      TUNEWRIGHT_DATA_DIR: join(folder.path, "served"),
      TUNEWRIGHT_SERVE_TOKEN: key,
    },
  });
  test.after(() => served.child.kill("SIGKILL"));
  const { url } = JSON.parse(await firstLine(served)) as { url: string };
  const environment = { OPENAI_BASE_URL: url, OPENAI_API_KEY: key };
  return {
    path: folder.path,
    run: (...args) => runBuiltCli(args, { cwd: folder.path, environment }),
  };
}

const tune = "tune --train train.jsonl --provider compatible --model tunewright-classifier --yes";

/** Writes into the file of the only run. Returns its id. */
function changeRun(path: string, change: Partial<RunFile>): string {
  const folder = join(path, ".tunewright/runs");
  const name = readdirSync(folder).find((file) => file.endsWith(".json")) ?? "";
  const run = JSON.parse(readFileSync(join(folder, name), "utf8")) as RunFile;
  writeFileSync(join(folder, name), JSON.stringify({ ...run, ...change }));
  return run.id;
}

describe("a service of which only the address is known", () => {
  it("is sent what it may take, and says itself what it refuses", async (test) => {
    const { path, run } = await servedPlace(test);
    const tuned = await run(...tune.split(" "), "--json");
    assert.equal(tuned.code, 0, tuned.stderr);
    const { status, job } = JSON.parse(tuned.stdout) as RunFile;
    assert.equal(status, "succeeded");

    const id = changeRun(path, { status: "unknown", job: null, jobStatus: null, model: null });
    const asked = await run("runs", "--settle", id);
    assert.equal(asked.code, 2);
    assert.ok(asked.stderr.includes(`${job}  succeeded`), asked.stderr);
    const stranger = await run("runs", "--settle", id, "--job", "ftjob-0");
    assert.equal(stranger.code, 2);
    const settled = await run("runs", "--settle", id, "--job", job ?? "", "--json");
    assert.equal(settled.code, 0, settled.stderr);
    const now = JSON.parse(settled.stdout) as RunFile;
    assert.deepEqual([now.status, now.job], ["succeeded", job]);
  });

  it("may be said to have the rules of another", async (test) => {
    const { run } = await servedPlace(test);
    const refused = await run(...tune.split(" "), "--target", "openai");
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /OpenAI would refuse these files/);
    const misspelt = await run(...tune.split(" "), "--target", "opena");
    assert.deepEqual([misspelt.code, /"openai"/.test(misspelt.stderr)], [2, true]);
    const fixed = await run("tune", "--train", "train.jsonl", "--target", "openai");
    assert.equal(fixed.code, 2);
    assert.match(fixed.stderr, /Local engine has rules of its own/);
  });
});
