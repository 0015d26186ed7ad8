import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type OpenAI from "openai";
import type { Folder } from "../../../../src/tuning/local/engine/folder.js";
import { MemoryFolder } from "../../../../src/tuning/local/engine/memory-folder.js";
import type { Trainer } from "../../../../src/tuning/local/engine/trainer.js";
import { problemOf } from "../../../support/api-problem.js";
import { reviewLines } from "../../../support/review-lines.js";
import { slowTrainer } from "../../../support/slow-trainer.js";
import {
  createJob,
  startEngine,
  trainModel,
  withHyperparameters,
} from "../../../support/started-engine.js";

const lines = reviewLines(30, 1);
const threeEpochs = withHyperparameters({ n_epochs: 3 });
/** The reports of one epoch of 30 examples, and the one at the start. */
const untilSecondEpoch = 1 + 31 + 10;

async function until(check: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await check())) {
    assert.ok(Date.now() < end, "it did not come to pass");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function statusOf(client: OpenAI, id: string): Promise<string> {
  return (await client.fineTuning.jobs.retrieve(id)).status;
}

async function stepsTold(client: OpenAI, id: string): Promise<readonly number[]> {
  const steps: number[] = [];
  for await (const { data } of client.fineTuning.jobs.listEvents(id, { limit: 100 })) {
    const { step, train_loss } = (data ?? {}) as { step?: number; train_loss?: number };
    if (step !== undefined && train_loss !== undefined) steps.unshift(step);
  }
  return steps;
}

async function modelBytes(folder: Folder, id: string): Promise<Uint8Array | undefined> {
  return folder.read(`jobs/${id}/step-90.model`);
}

/** What the same training gives where nothing disturbs it. */
async function undisturbed(): Promise<Uint8Array | undefined> {
  const started = startEngine();
  const { job } = await trainModel(started, lines, threeEpochs);
  return modelBytes(started.folder, job.id);
}

const ninety = Array.from({ length: 90 }, (_, index) => index + 1);

describe("two engines on one folder", () => {
  it("train each job once", async () => {
    const folder = new MemoryFolder();
    const trainer = slowTrainer((reports) => reports === untilSecondEpoch);
    const [one, other] = [startEngine({ folder, trainer }), startEngine({ folder, trainer })];
    const { id } = await createJob(one.client, lines, threeEpochs);
    await trainer.waits();
    await other.engine.resumeAbandoned();
    await other.engine.idle();
    trainer.letGo();
    await one.engine.idle();
    assert.equal(trainer.orders(), 1);
    assert.equal(await statusOf(other.client, id), "succeeded");
    assert.deepEqual(await stepsTold(other.client, id), ninety);
    await other.engine.close();
  });

  it("cancel for one another, at once", async () => {
    const folder = new MemoryFolder();
    const trainer = slowTrainer((reports) => reports === untilSecondEpoch);
    const [one, other] = [startEngine({ folder, trainer }), startEngine({ folder })];
    const { id } = await createJob(one.client, lines, threeEpochs);
    await trainer.waits();
    const started = performance.now();
    const cancelled = await other.client.fineTuning.jobs.cancel(id);
    assert.equal(cancelled.status, "cancelled");
    assert.ok(performance.now() - started < 2_000);
    assert.equal(cancelled.fine_tuned_model, null);
    await one.engine.idle();
    const problem = await problemOf(one.client.fineTuning.jobs.cancel(id));
    assert.equal(problem.status, 400);
    assert.match(problem.message, /is cancelled and cannot be cancelled/);
  });

  it("let a job go on that the other has paused, to the same model", async () => {
    const folder = new MemoryFolder();
    const trainer = slowTrainer((reports) => reports === untilSecondEpoch);
    const [one, other] = [startEngine({ folder, trainer }), startEngine({ folder })];
    const { id } = await createJob(one.client, lines, threeEpochs);
    await trainer.waits();
    const paused: { readonly status: string } = await one.client.fineTuning.jobs.pause(id);
    assert.equal(paused.status, "paused");
    assert.equal((await problemOf(one.client.fineTuning.jobs.pause(id))).status, 400);
    await other.client.fineTuning.jobs.resume(id);
    await until(async () => (await statusOf(one.client, id)) === "succeeded");
    assert.deepEqual(await modelBytes(folder, id), await undisturbed());
    assert.deepEqual(await stepsTold(one.client, id), ninety);
    await other.engine.close();
  });

  it("go on with what the other leaves behind, also while they wait for it", async () => {
    const folder = new MemoryFolder();
    const trainer = slowTrainer((reports) => reports === untilSecondEpoch);
    const [one, other] = [startEngine({ folder, trainer }), startEngine({ folder })];
    const { id } = await createJob(one.client, lines, threeEpochs);
    await trainer.waits();
    await other.engine.resumeAbandoned();
    await one.engine.close();
    assert.equal(await statusOf(one.client, id), "running");
    await until(async () => (await statusOf(other.client, id)) === "succeeded");
    assert.deepEqual(await modelBytes(folder, id), await undisturbed());
    assert.deepEqual(await stepsTold(other.client, id), ninety);
    await other.engine.close();
  });
});

describe("a job that is disturbed", () => {
  it("is cancelled while it waits for another, or is paused", async () => {
    const trainer = slowTrainer((reports) => reports === 5);
    const { client, engine } = startEngine({ trainer });
    const { jobs } = client.fineTuning;
    const [busy, waiting] = [await createJob(client, lines), await createJob(client, lines)];
    await trainer.waits();
    assert.equal((await jobs.cancel(waiting.id)).status, "cancelled");
    await jobs.pause(busy.id);
    assert.equal((await jobs.cancel(busy.id)).status, "cancelled");
    assert.equal((await problemOf(jobs.resume(busy.id))).status, 400);
    await engine.idle();
    assert.equal(trainer.orders(), 1);
  });

  it("goes on from an earlier checkpoint where the last is lost or damaged", async () => {
    const folder = new MemoryFolder();
    // In the third epoch.
    const trainer = slowTrainer((reports) => reports === 1 + 31 + 31 + 10);
    const one = startEngine({ folder, trainer });
    const { id } = await createJob(one.client, lines, threeEpochs);
    await trainer.waits();
    await one.engine.close();
    await folder.write(`jobs/${id}/step-60.model`, new Uint8Array([1, 2, 3]));
    const other = startEngine({ folder });
    await other.engine.resumeAbandoned();
    await other.engine.idle();
    assert.equal(await statusOf(other.client, id), "succeeded");
    assert.deepEqual(await modelBytes(folder, id), await undisturbed());
    assert.deepEqual(await stepsTold(other.client, id), ninety);
    const { data } = await other.client.fineTuning.jobs.checkpoints.list(id);
    assert.deepEqual(
      data.map(({ step_number }) => step_number),
      [90, 60, 30],
    );
    const messages = (await other.client.fineTuning.jobs.listEvents(id, { limit: 200 })).data;
    assert.ok(messages.some(({ message }) => message === "Going on after epoch 1 of 3"));
  });

  it("starts again where all its checkpoints are gone", async () => {
    const folder = new MemoryFolder();
    const trainer = slowTrainer((reports) => reports === untilSecondEpoch);
    const one = startEngine({ folder, trainer });
    const { id } = await createJob(one.client, lines, threeEpochs);
    await trainer.waits();
    await one.engine.close();
    await folder.remove(`jobs/${id}/step-30.model`);
    const other = startEngine({ folder });
    await other.engine.resumeAbandoned();
    await other.engine.idle();
    assert.deepEqual(await modelBytes(folder, id), await undisturbed());
    for (const step of [30, 60, 90]) assert.ok(await folder.read(`jobs/${id}/step-${step}.model`));
  });

  it("fails in words where its trainer dies, and the next one is trained", async () => {
    let orders = 0;
    const healthy = slowTrainer(() => false);
    const trainer: Trainer = {
      train: async (...order) => {
        if ((orders += 1) === 1) throw new Error("The training thread ended with code 134.");
        await healthy.train(...order);
      },
    };
    const { client, engine } = startEngine({ trainer });
    const [first, second] = [await createJob(client, lines), await createJob(client, lines)];
    await engine.idle();
    const failed = await client.fineTuning.jobs.retrieve(first.id);
    assert.deepEqual([failed.status, failed.error?.code], ["failed", "server_error"]);
    assert.match(failed.error?.message ?? "", /code 134/);
    assert.equal(await statusOf(client, second.id), "succeeded");
  });

  it("fails in words where its checkpoint cannot be written", async () => {
    const folder = new MemoryFolder();
    const write = folder.write.bind(folder);
    folder.write = async (name, bytes) => {
      if (name.endsWith(".model")) throw new Error("ENOSPC: no space left on device");
      await write(name, bytes);
    };
    const { client, engine, troubles } = startEngine({ folder });
    const { id } = await createJob(client, lines);
    await engine.idle();
    const { status, error } = await client.fineTuning.jobs.retrieve(id);
    assert.equal(status, "failed");
    assert.match(error?.message ?? "", /no space left/);
    assert.deepEqual(troubles, []);
  });

  it("waits where nothing at all can be written, and says so to its host", async () => {
    const folder = new MemoryFolder();
    const full = { is: false };
    const write = folder.write.bind(folder);
    const trainer = slowTrainer((reports) => reports === untilSecondEpoch);
    folder.write = async (name, bytes) => {
      if (full.is) throw new Error("ENOSPC: no space left on device");
      await write(name, bytes);
    };
    folder.append = () => Promise.reject(new Error("ENOSPC: no space left on device"));
    const append = MemoryFolder.prototype.append.bind(folder);
    folder.append = async (name, text) => {
      if (full.is) throw new Error("ENOSPC: no space left on device");
      await append(name, text);
    };
    const one = startEngine({ folder, trainer });
    const { id } = await createJob(one.client, lines, threeEpochs);
    await trainer.waits();
    full.is = true;
    trainer.letGo();
    await one.engine.idle();
    assert.equal(one.troubles.length, 1);
    assert.equal(await statusOf(one.client, id), "running");
    await one.engine.close();
    full.is = false;
    const other = startEngine({ folder });
    await other.engine.resumeAbandoned();
    await other.engine.idle();
    assert.deepEqual(await modelBytes(folder, id), await undisturbed());
    assert.deepEqual(await stepsTold(other.client, id), ninety);
  });

  it("does not lose the others where its file is damaged", async () => {
    const { client, engine, folder } = startEngine();
    const [lost, kept] = [await createJob(client, lines), await createJob(client, lines)];
    await engine.idle();
    await folder.write(`jobs/${lost.id}/job.json`, new TextEncoder().encode('{"id'));
    const { data } = await client.fineTuning.jobs.list();
    assert.deepEqual(
      data.map(({ id }) => id),
      [kept.id],
    );
    await engine.resumeAbandoned();
  });
});
