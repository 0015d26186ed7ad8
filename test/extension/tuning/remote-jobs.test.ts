import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import type { RunFacts } from "../../../src/protocol/run-page.js";
import type { ReadRun } from "../../../src/extension/run-page/run-source.js";
import { jobAt, jobUri } from "../../../src/extension/run-page/job-runs.js";
import { RemoteJobs } from "../../../src/extension/tuning/remote-jobs.js";
import { localConnection } from "../../../src/tuning/local-connection.js";
import { ProviderError } from "../../../src/tuning/provider-error.js";
import { reviewLines } from "../../support/review-lines.ts";
import { slowTrainer } from "../../support/slow-trainer.ts";
import {
  createJob,
  startEngine,
  upload,
  withHyperparameters,
} from "../../support/started-engine.ts";

const lines = reviewLines(30, 1);
const twoEpochs = withHyperparameters({ n_epochs: 2 });

/** A service with a job that stands still, and the jobs that pages ask it for. */
async function startJobs(trouble: { error?: Error } = {}) {
  const trainer = slowTrainer((reports) => reports === 40);
  const { client, engine } = startEngine({ trainer });
  const calls: string[] = [];
  const jobs = new RemoteJobs({
    prices: () => ({}),
    connect() {
      if (trouble.error !== undefined) return Promise.reject(trouble.error);
      const connection = localConnection(engine);
      const fetch: typeof connection.fetch = (request) => {
        calls.push(request.method);
        return connection.fetch(request);
      };
      return Promise.resolve({ ...connection, fetch });
    },
  });
  opened.push({
    dispose() {
      jobs.dispose();
      // A job that stands still keeps its engine awake.
      trainer.letGo();
    },
  });
  const validation = await upload(client, reviewLines(12, 2), "measure.jsonl");
  const job = await createJob(client, lines, { ...twoEpochs, validation_file: validation });
  await trainer.waits();
  return { trainer, jobs, calls, place: { provider: "local", job: job.id } };
}

function factsOf(answer: ReadRun): RunFacts {
  assert.equal(answer.kind, "job");
  return answer.facts;
}

/** Resolves when an answer to a change is as wanted. */
async function untilSo(
  jobs: RemoteJobs,
  place: Parameters<RemoteJobs["read"]>[0],
  isSo: (facts: RunFacts) => boolean,
) {
  const done = Promise.withResolvers<void>();
  const look = async (): Promise<void> => {
    const answer = await jobs.read(place);
    if (answer.kind === "job" && isSo(answer.facts)) done.resolve();
  };
  const watching = jobs.onChange(place, () => void look());
  await look();
  await done.promise;
  return watching;
}

/** What a test has opened, so that none leaves a timer behind. */
const opened: { dispose(): void }[] = [];

describe("a job that is no run of the workspace", () => {
  afterEach(() => {
    for (const one of opened.splice(0)) one.dispose();
  });

  it("has a page that its provider and id name, and nothing else", () => {
    const place = { provider: "openai", job: "ftjob-a/b" };
    assert.deepEqual(jobAt(jobUri(place)), place);
    assert.equal(jobAt(jobUri(place).with({ scheme: "file" })), undefined);
    assert.equal(jobAt(jobUri(place).with({ path: "/openai" })), undefined);
    assert.equal(jobAt(jobUri(place).with({ path: "/openai/a/b" })), undefined);
  });

  it("is shown as its service tells of it, live until it ends, and only read", async () => {
    const { trainer, jobs, calls, place } = await startJobs();
    const first = factsOf(await jobs.read(place));
    assert.deepEqual(
      [first.status, first.baseModel, first.method, first.seed, first.remote],
      ["running", "tunewright-classifier", "supervised", 7, { trouble: null }],
    );
    assert.deepEqual(
      first.splits.map(({ name, path, bytes, sha256 }) => [name, path, bytes, sha256]),
      [
        ["training", "reviews.jsonl", Buffer.byteLength(lines), null],
        ["validation", "measure.jsonl", Buffer.byteLength(reviewLines(12, 2)), null],
      ],
    );
    assert.deepEqual([first.checkpoints.length, first.step], [1, 37]);
    trainer.letGo();
    const watching = await untilSo(jobs, place, ({ status }) => status === "succeeded");
    const last = factsOf(await jobs.read(place));
    assert.deepEqual([last.checkpoints.length, last.step], [2, 60]);
    assert.match(last.model ?? "", /^ft:tunewright-classifier/);
    const words = (await jobs.events(place)).map(({ message }) => message);
    assert.equal(words.at(-1), "The job has successfully completed");
    assert.equal((await jobs.curve(place))?.trim().split("\n").length, 61);
    assert.deepEqual(new Set(calls), new Set(["GET"]));
    // What is over is not asked for again.
    const asked = calls.length;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.equal(calls.length, asked);
    watching.dispose();
  });

  it("keeps what was told where its service is gone for a while, says so, and goes on", async () => {
    const trouble: { error?: Error } = {};
    const { jobs, place } = await startJobs(trouble);
    await jobs.read(place);
    trouble.error = new ProviderError("Nobody answers.", { kind: "unreachable", isUnclear: false });
    const watching = await untilSo(
      jobs,
      place,
      ({ remote }) => remote?.trouble === "Nobody answers.",
    );
    assert.equal(factsOf(await jobs.read(place)).step, 37);
    delete trouble.error;
    (await untilSo(jobs, place, ({ remote }) => remote?.trouble === null)).dispose();
    watching.dispose();
  });

  it("waits for a person where a key is missing, and is asked for when they say so", async () => {
    const trouble: { error?: Error } = {
      error: new ProviderError("Sign in first.", { kind: "key", isUnclear: false }),
    };
    const { jobs, calls, place } = await startJobs(trouble);
    assert.deepEqual(await jobs.read(place), {
      kind: "unreachable",
      reason: "Sign in first.",
      needsKey: true,
    });
    const watching = jobs.onChange(place, () => undefined);
    delete trouble.error;
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual([(await jobs.read(place)).kind, calls.length], ["unreachable", 0]);
    await jobs.look(place);
    assert.equal((await jobs.read(place)).kind, "job");
    watching.dispose();
  });

  it("is asked for no more when its page is closed", async () => {
    const { jobs, calls, place } = await startJobs();
    const watching = jobs.onChange(place, () => undefined);
    await jobs.read(place);
    watching.dispose();
    const asked = calls.length;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.equal(calls.length, asked);
  });
});
