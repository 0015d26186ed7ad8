import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { ScoringJob } from "../../src/extension/scores/scoring-job.js";
import type { ScoringJobPowers } from "../../src/extension/scores/scoring-job.js";
import type { ScoresManifest } from "../../src/tuning/node/scores/score-place.js";
import { findProvider } from "../../src/tuning/providers/index.js";
import type { ScoringEstimate } from "../../src/tuning/asking/scoring-estimate.js";
import * as fake from "../support/fake-vscode.ts";
import { modelServer } from "../support/language-model/model-server.js";

const folder = mkdtempSync(join(tmpdir(), "tunewright-scoring-job-"));
const completions = [" clean", " small", " clean", " far away"];

function lines(change: Readonly<Record<number, string>> = {}): string {
  return completions
    .map((completion, index) => ({
      prompt: `Number ${index % 2}: the room was`,
      completion: change[index] ?? completion,
    }))
    .map((record) => `${JSON.stringify(record)}\n`)
    .join("");
}

interface Place {
  readonly file: string;
  readonly server: ReturnType<typeof modelServer>;
  readonly asked: ScoringEstimate[];
  job(rest?: Partial<ScoringJobPowers>): ScoringJob;
  manifest(): ScoresManifest;
}

let places = 0;

function newPlace(): Place {
  places += 1;
  const own = join(folder, String(places));
  const file = join(folder, `data-${places}.jsonl`);
  writeFileSync(file, lines());
  const server = modelServer();
  const asked: ScoringEstimate[] = [];
  const provider = findProvider("compatible");
  assert.ok(provider);
  return {
    file,
    server,
    asked,
    job: (rest = {}) =>
      new ScoringJob({
        uri: fake.Uri.parse(`file://${file}`),
        provider,
        model: { provider: "compatible", providerTitle: "S", model: "m", host: "model.test" },
        connect: () => Promise.resolve(server.connection("vllm")),
        environment: { TUNEWRIGHT_DATA_DIR: own },
        runs: () => [],
        confirm: (estimate) => {
          asked.push(estimate);
          return Promise.resolve(true);
        },
        onChange: () => undefined,
        ...rest,
      }),
    manifest() {
      const scores = join(own, "scores");
      const name = readdirSync(scores).find((one) => one.endsWith(".json")) ?? "";
      return JSON.parse(readFileSync(join(scores, name), "utf8")) as ScoresManifest;
    },
  };
}

async function run(job: ScoringJob): Promise<ScoringJob> {
  await job.run(new AbortController().signal);
  return job;
}

describe("the scoring of a file in the editor", () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("has the model's own numbers, and says before how many records and requests there are", async () => {
    const place = newPlace();
    const job = await run(place.job());
    assert.deepEqual(job.status, { kind: "done", done: 4 });
    const [estimate] = place.asked;
    assert.deepEqual([estimate?.records, estimate?.requests], [4, { least: 4, most: 8 }]);
    assert.equal(estimate?.cost, undefined);
    const rows = job.table.rows("line");
    for (const row of rows) {
      const fact = job.fact(row);
      const prompt = `Number ${(fact.line - 1) % 2}: the room was`;
      const { model } = place.server;
      const own = model
        .score(prompt + fact.expected)
        .slice(model.score(prompt).length)
        .reduce((sum, token) => sum + ("logprob" in token ? token.logprob : 0), 0);
      assert.ok(Math.abs((fact.logprob ?? 1) - own) < 1e-6);
    }
    assert.deepEqual(place.manifest().summary.records, 4);
    // Another window may score the same file while this page is open.
    const other = await run(place.job());
    assert.deepEqual(other.status, { kind: "done", done: 4 });
    await other.dispose();
    await job.dispose();
  });

  it("sends nothing where the person does not want it", async () => {
    const place = newPlace();
    const job = await run(place.job({ confirm: () => Promise.resolve(false) }));
    assert.deepEqual(job.status, { kind: "cancelled", done: 0 });
    assert.equal(place.server.requests.length, 0);
    await job.dispose();
  });

  it("goes on where it was stopped, and notices that the file has changed", async () => {
    const place = newPlace();
    const stopping = new AbortController();
    const job = place.job({
      onChange: () => job.tally.records === 2 && stopping.abort(),
      connect: () => {
        // One after the other, so that it is known where it stops.
        const { fetch, ...rest } = place.server.connection("vllm");
        let last: Promise<unknown> = Promise.resolve();
        const inTurn = (request: Request): Promise<Response> => {
          const answer = last.then(() => fetch(request));
          last = answer;
          return answer;
        };
        return Promise.resolve({ ...rest, fetch: inTurn });
      },
    });
    await job.run(stopping.signal);
    assert.equal(job.status.kind, "cancelled");
    assert.equal(place.manifest().finishedAt, null);
    await job.dispose();
    const kept = job.tally.records;
    assert.ok(kept >= 2 && kept < 4);
    writeFileSync(place.file, lines({ 0: " dark" }));
    const again = await run(place.job());
    assert.deepEqual(again.status, { kind: "done", done: 4 });
    assert.ok((place.asked.at(-1)?.records ?? 9) <= 4 - kept + 1);
    assert.match(
      again.notes.join(),
      /The file has changed since it was last scored: \d records are new/,
    );
    await again.dispose();
    const before = place.server.requests.length;
    const third = await run(place.job());
    assert.equal(place.server.requests.length, before);
    assert.equal(place.asked.length, 2);
    assert.deepEqual(third.status, { kind: "done", done: 4 });
    await third.dispose();
  });

  it("says why it failed, and what the service refused", async () => {
    const place = newPlace();
    const noKey = await run(
      place.job({ connect: () => Promise.reject(new Error("Sign in first.")) }),
    );
    assert.deepEqual(noKey.status, { kind: "failed", done: 0, message: "Sign in first." });
    await noKey.dispose();
    const server = place.server.connection("vllm");
    const tooLong = async (request: Request): Promise<Response> => {
      const text = await request.clone().text();
      return text.includes("far away")
        ? Response.json({ error: { message: "Too long." } }, { status: 400 })
        : server.fetch(request);
    };
    const job = await run(
      place.job({ connect: () => Promise.resolve({ ...server, fetch: tooLong }) }),
    );
    assert.deepEqual(job.status, { kind: "done", done: 3 });
    assert.match(job.notes.join(), /Line 4 was not scored\..*Too long/);
    await job.dispose();
    writeFileSync(place.file, '{"text":"Once."}\n'.repeat(12));
    const nothing = await run(place.job());
    assert.equal(nothing.status.kind, "failed");
    await nothing.dispose();
  });
});
