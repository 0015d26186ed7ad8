import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jobFrom } from "../../../src/tuning/openai-shaped/read-answers.js";
import type { RemoteJob } from "../../../src/tuning/provider.js";
import type { RunFile } from "../../../src/tuning/runs/run-file.js";
import {
  jobsThatMayBe,
  settledWithJob,
  settledWithoutJob,
} from "../../../src/tuning/runs/settle-run.js";
import { runOf } from "../../support/new-run.js";
import { nebiusJob, openaiJob } from "../../support/recorded-answers.js";

const now = openaiJob.created_at * 1000;

function unknownRun(change: Partial<RunFile> = {}): RunFile {
  const run = runOf("{}\n", "openai", now);
  const training = { ...run.files.training, remoteId: openaiJob.training_file };
  const error = { code: "broken", message: "OpenAI has a fault of its own." };
  return { ...run, status: "unknown", error, files: { ...run.files, training }, ...change };
}

function jobOf(answer: object): RemoteJob {
  const job = jobFrom({ ...answer });
  assert.ok(job);
  return job;
}

function reasonOf(settled: ReturnType<typeof settledWithJob>): string {
  assert.ok(settled.kind === "refused");
  return settled.reason;
}

describe("a run that nobody could tell the job of", () => {
  it("goes on with the job that a person has found", () => {
    const settled = settledWithJob(unknownRun(), jobOf(openaiJob), []);
    assert.ok(settled.kind === "settled");
    const { status, job, error } = settled.run;
    assert.deepEqual([status, job, error], ["queued", openaiJob.id, null]);
  });

  it("takes no job that cannot be its own", () => {
    const run = unknownRun();
    const job = jobOf(openaiJob);
    const other = { ...run, id: "other-20261122-00000000", job: job.id };
    assert.match(reasonOf(settledWithJob(run, job, [other])), /job of the run other-/);
    const marked = { ...job, run: "another" };
    assert.match(reasonOf(settledWithJob(run, marked, [])), /job of the run another/);
    const elsewhere = { ...job, trainingFile: "file-else" };
    assert.match(reasonOf(settledWithJob(run, elsewhere, [])), /from the file file-else/);
    const running = unknownRun({ status: "running" });
    assert.match(reasonOf(settledWithJob(running, job, [])), /is running, not unknown/);
    assert.equal(settledWithoutJob(running, now).kind, "refused");
  });

  it("has failed where a person has found no job", () => {
    const settled = settledWithoutJob(unknownRun(), now);
    assert.ok(settled.kind === "settled");
    const { status, error, finishedAt } = settled.run;
    assert.deepEqual(
      [status, error?.code, finishedAt],
      ["failed", "not_created", new Date(now).toISOString()],
    );
  });

  it("may own the jobs that have its file and are not older", () => {
    const jobs = [
      jobOf(openaiJob),
      jobOf({ ...openaiJob, id: "old", created_at: openaiJob.created_at - 3_600 }),
      jobOf({ ...nebiusJob, training_file: "file-else" }),
    ];
    assert.deepEqual(
      jobsThatMayBe(unknownRun(), jobs).map(({ id }) => id),
      [openaiJob.id],
    );
  });
});
