import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type OpenAI from "openai";
import { MemoryFolder } from "../../../../src/tuning/local/engine/memory-folder.js";
import { DyingFolder } from "../../../support/dying-folder.js";
import { reviewLines } from "../../../support/review-lines.js";
import { slowTrainer } from "../../../support/slow-trainer.js";
import { createJob, startEngine, withHyperparameters } from "../../../support/started-engine.js";

const lines = reviewLines(10, 1);
const twoEpochs = withHyperparameters({ n_epochs: 2 });
/** In the second epoch: the report at the start, ten steps and one of the first epoch. */
const inSecondEpoch = 1 + 11 + 5;
/** More changes than a job makes. */
const mostChanges = 200;

interface Told {
  /** What a job has told in words, the oldest first, without ids. */
  readonly words: readonly string[];
  readonly steps: readonly unknown[];
}

async function toldBy(client: OpenAI, id: string): Promise<Told> {
  const events = [];
  for await (const event of client.fineTuning.jobs.listEvents(id, { limit: 100 })) {
    events.unshift(event);
  }
  assert.equal(new Set(events.map(({ id: event }) => event)).size, events.length);
  const [words, numbers] = [
    events.filter(({ type }) => type === "message"),
    events.filter(({ type }) => type === "metrics"),
  ];
  return {
    words: words.map(({ message }) => message.replaceAll(/\b(file|ftjob)-\w+|ft:\S+/g, "ID")),
    steps: numbers.map(({ data }) => JSON.stringify(data)),
  };
}

const bothStops = "The job was paused, The job was resumed";

const wholeStory = [
  "Created fine-tuning job: ID",
  "Validating training file: ID",
  "Files validated",
  "Training started: 10 examples, 2 labels, 2 epochs, learning rate multiplier 1, n-grams of up to 2 words, 16 dimensions",
  "Checkpoint created at step 10, after epoch 1",
  "Checkpoint created at step 20, after epoch 2",
  "New fine-tuned model created: ID",
  "The job has successfully completed",
];

describe("what a job tells of its life", () => {
  it("is the same, each thing once, wherever its process is killed", async () => {
    const whole = startEngine();
    const { id: first } = await createJob(whole.client, lines, twoEpochs);
    await whole.engine.idle();
    const undisturbed = await toldBy(whole.client, first);
    assert.deepEqual(undisturbed.words, wholeStory);
    let deaths = 0;
    for (let changes = 0; changes < mostChanges; changes += 1) {
      const memory = new MemoryFolder();
      const folder = new DyingFolder(memory, changes);
      const one = startEngine({ folder });
      await createJob(one.client, lines, twoEpochs).catch(() => undefined);
      await one.engine.idle();
      await one.engine.close();
      const other = startEngine({ folder: memory });
      const [job] = (await other.client.fineTuning.jobs.list()).data;
      // Killed before there was a job.
      if (job === undefined) continue;
      await other.engine.resumeAbandoned();
      await other.engine.idle();
      const told = await toldBy(other.client, job.id);
      const where = `killed at change ${changes}`;
      const words = told.words.filter((message) => !message.startsWith("Going on "));
      assert.deepEqual(words, wholeStory, where);
      assert.deepEqual(told.steps, undisturbed.steps, where);
      assert.ok(told.words.length - words.length <= 1, where);
      await other.engine.close();
      if (!folder.isDead) break;
      deaths += 1;
    }
    assert.ok(deaths > 30, `killed ${deaths} times`);
  });

  it("has each pause and each resumption once, wherever its process is killed", async () => {
    const kinds = new Map<string, number>();
    for (let changes = 20; changes < mostChanges; changes += 1) {
      const memory = new MemoryFolder();
      const folder = new DyingFolder(memory, changes);
      const trainer = slowTrainer((reports) => reports === inSecondEpoch);
      const one = startEngine({ folder, trainer });
      const { id } = await createJob(one.client, lines, twoEpochs);
      await Promise.race([trainer.waits(), one.engine.idle()]);
      await one.client.fineTuning.jobs
        .pause(id)
        .then(() => one.client.fineTuning.jobs.resume(id))
        .catch(() => undefined);
      trainer.letGo();
      await one.engine.idle();
      await one.engine.close();
      const other = startEngine({ folder: memory });
      await other.engine.resumeAbandoned();
      await other.engine.idle();
      const { status }: { readonly status: string } =
        await other.client.fineTuning.jobs.retrieve(id);
      if (status === "paused") await other.client.fineTuning.jobs.resume(id);
      await other.engine.idle();
      const { words } = await toldBy(other.client, id);
      const where = `killed at change ${changes}: ${words.join(" / ")}`;
      const story = words.filter((message) => !/^Going on |^The job was /.test(message));
      assert.deepEqual(story, wholeStory, where);
      const stops = words.filter((message) => message.startsWith("The job was ")).join(", ");
      assert.ok(stops === "" || stops === bothStops, where);
      kinds.set(stops, (kinds.get(stops) ?? 0) + 1);
      await other.engine.close();
      // The other test kills it at all that comes after.
      if (kinds.get(bothStops) === 8 || !folder.isDead) break;
    }
    assert.equal(kinds.size, 2, "killed before and after it was paused");
  });

  it("says when it was cancelled, and what failed, before that is seen", async () => {
    const trainer = slowTrainer((reports) => reports === inSecondEpoch);
    const { client, engine } = startEngine({ trainer });
    const { id } = await createJob(client, lines, twoEpochs);
    await trainer.waits();
    await client.fineTuning.jobs.cancel(id);
    const { words } = await toldBy(client, id);
    assert.deepEqual(words.slice(-2), [
      "Checkpoint created at step 10, after epoch 1",
      "The job was cancelled",
    ]);
    const bad = await createJob(client, `${lines}oops\n`);
    await engine.idle();
    const [last] = (await client.fineTuning.jobs.listEvents(bad.id)).data;
    assert.deepEqual([last?.level, last?.message], ["error", "Line 11 is not valid JSON."]);
  });
});
