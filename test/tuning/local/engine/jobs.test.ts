import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemOf } from "../../../support/api-problem.js";
import { reviewLines } from "../../../support/review-lines.js";
import type { JobChoice } from "../../../support/started-engine.js";
import {
  createJob,
  startEngine,
  trainModel,
  upload,
  withHyperparameters,
} from "../../../support/started-engine.js";

const lines = reviewLines(40, 1);

describe("a job at the local engine", () => {
  it("tells of its life in events, and leaves curves and checkpoints", async () => {
    const started = startEngine();
    const { client } = started;
    const { job } = await trainModel(started, lines, {
      ...withHyperparameters({ n_epochs: 3 }),
      validation_file: await upload(client, reviewLines(10, 2)),
    });
    const events = [];
    for await (const event of client.fineTuning.jobs.listEvents(job.id, { limit: 7 })) {
      events.unshift(event);
    }
    const messages = events.filter(({ type }) => type === "message").map(({ message }) => message);
    assert.deepEqual(messages, [
      `Created fine-tuning job: ${job.id}`,
      `Validating training file: ${job.training_file} and validation file: ${job.validation_file}`,
      "Files validated",
      "Training started: 40 examples, 2 labels, 3 epochs, learning rate multiplier 1, n-grams of up to 2 words, 16 dimensions",
      ...[1, 2, 3].map((epoch) => `Checkpoint created at step ${40 * epoch}, after epoch ${epoch}`),
      `New fine-tuned model created: ${job.fine_tuned_model}`,
      "The job has successfully completed",
    ]);
    assert.equal(new Set(events.map(({ id }) => id)).size, events.length);
    const checkpoints = (await client.fineTuning.jobs.checkpoints.list(job.id)).data;
    assert.deepEqual(
      checkpoints.map(({ step_number }) => step_number),
      [120, 80, 40],
    );
    assert.ok(checkpoints.every(({ metrics }) => (metrics.full_valid_loss ?? 0) > 0));
    assert.deepEqual(job.hyperparameters, {
      n_epochs: 3,
      batch_size: 1,
      learning_rate_multiplier: 1,
      word_ngrams: 2,
      dimension: 16,
    });
    assert.ok((job.trained_tokens ?? 0) > 0);
    const csv = await (await client.files.content(job.result_files[0] ?? "")).text();
    const [head, ...rows] = csv.trim().split("\n");
    assert.equal(head, "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy");
    assert.deepEqual(
      rows.map((row) => Number(row.split(",")[0])),
      Array.from({ length: 120 }, (_, i) => i + 1),
    );
    assert.match(rows[39] ?? "", /^40,[\d.]+,[01],[\d.]+,[\d.]+$/);
    assert.match(rows[40] ?? "", /^41,[\d.]+,[01],,$/);
  });

  it("keeps the checkpoints of its last three epochs", async () => {
    const started = startEngine();
    const { job } = await trainModel(started, lines, withHyperparameters({ n_epochs: 5 }));
    const { data } = await started.client.fineTuning.jobs.checkpoints.list(job.id);
    assert.deepEqual(
      data.map(({ step_number }) => step_number),
      [200, 160, 120],
    );
    const kept = (await started.folder.list(`jobs/${job.id}`)).filter((name) =>
      name.endsWith(".model"),
    );
    assert.equal(kept.length, 3);
  });

  it("is the same model from the same seed", async () => {
    const models: (Uint8Array | undefined)[] = [];
    for (let i = 0; i < 2; i += 1) {
      const started = startEngine();
      const { job } = await trainModel(started, lines, withHyperparameters({ n_epochs: 2 }));
      models.push(await started.folder.read(`jobs/${job.id}/step-80.model`));
    }
    assert.ok(models[0]);
    assert.deepEqual(models[0], models[1]);
  });

  it("goes on from a model that was tuned before, built as that one is", async () => {
    const started = startEngine();
    const { client } = started;
    const first = await trainModel(
      started,
      lines,
      withHyperparameters({ dimension: 8, word_ngrams: 3 }),
    );
    const more = reviewLines(40, 2).replaceAll(" positive", " fine");
    const { job, model } = await trainModel(started, more, { model: first.model });
    assert.equal(job.model, first.model);
    assert.deepEqual({ ...job.hyperparameters, dimension: 8, word_ngrams: 3 }, job.hyperparameters);
    const { choices } = await client.completions.create({ model, prompt: "x", logprobs: 5 });
    const labels = Object.keys(choices[0]?.logprobs?.top_logprobs?.[0] ?? {}).sort();
    assert.deepEqual(labels, [" fine", " negative", " positive"]);
    const choice = { model: first.model, ...withHyperparameters({ dimension: 16 }) };
    const refusal = await problemOf(createJob(client, more, choice));
    assert.equal(refusal.param, "dimension");
    assert.match(refusal.message, /was built with "dimension" 8/);
  });

  it("fails with the line where its file is wrong, and does not stop the next", async () => {
    const started = startEngine();
    const { client, engine } = started;
    const bad = await createJob(client, `${lines}oops\n`);
    const good = await createJob(client, lines);
    await engine.idle();
    const failed = await client.fineTuning.jobs.retrieve(bad.id);
    assert.equal(failed.status, "failed");
    assert.equal(failed.fine_tuned_model, null);
    assert.deepEqual(failed.error, {
      code: "invalid_training_file",
      message: "Line 41 is not valid JSON.",
      param: "training_file",
    });
    assert.equal((await client.fineTuning.jobs.retrieve(good.id)).status, "succeeded");
    const wrong = await createJob(client, lines, { validation_file: await upload(client, "[]") });
    await engine.idle();
    const { error } = await client.fineTuning.jobs.retrieve(wrong.id);
    assert.deepEqual([error?.code, error?.param], ["invalid_validation_file", "validation_file"]);
  });

  it("fails where its files or the model it goes on from are deleted", async () => {
    const started = startEngine();
    const { client, engine } = started;
    const { model } = await trainModel(started, lines);
    const busy = await createJob(client, lines);
    const [orphan, heir] = [
      await createJob(client, lines),
      await createJob(client, lines, { model }),
    ];
    await client.files.delete(orphan.training_file);
    await client.models.delete(model);
    await engine.idle();
    assert.equal((await client.fineTuning.jobs.retrieve(busy.id)).status, "succeeded");
    for (const { id } of [orphan, heir]) {
      const { status, error } = await client.fineTuning.jobs.retrieve(id);
      assert.equal(status, "failed");
      assert.match(error?.message ?? "", /was deleted\.$/);
    }
  });
});

describe("jobs at the local engine", () => {
  it("are listed the newest first, page by page and by metadata", async () => {
    let time = 1_700_000_000_000;
    const { client } = startEngine({ now: () => (time += 1_000) });
    const ids: string[] = [];
    for (const name of ["a", "b", "a"]) {
      ids.unshift((await createJob(client, lines, { metadata: { name, kind: "test" } })).id);
    }
    const all: string[] = [];
    for await (const { id } of client.fineTuning.jobs.list({ limit: 1 })) all.push(id);
    assert.deepEqual(all, ids);
    const some = await client.fineTuning.jobs.list({ metadata: { name: "a", kind: "test" } });
    assert.deepEqual(
      some.data.map(({ id }) => id),
      [ids[0], ids[2]],
    );
    assert.deepEqual((await client.fineTuning.jobs.list({ metadata: { name: "c" } })).data, []);
    for (const query of [{ after: "ftjob-0" }, { limit: 0 }, { limit: 1.5 }]) {
      assert.equal((await problemOf(client.fineTuning.jobs.list(query))).status, 400);
    }
  });

  it("that do not exist have nothing to show", async () => {
    const { client } = startEngine();
    const { jobs } = client.fineTuning;
    for (const id of ["ftjob-0", "ftjob-..", "x"]) {
      const calls = [jobs.retrieve(id), jobs.cancel(id), jobs.pause(id), jobs.resume(id)];
      for (const call of [...calls, jobs.listEvents(id), jobs.checkpoints.list(id)]) {
        assert.equal((await problemOf(call)).status, 404);
      }
    }
  });

  const refused: readonly (readonly [string, JobChoice, string])[] = [
    ["an unknown model", { model: "gpt-4.1-mini" }, "model"],
    ["a model that is gone", { model: "ft:tunewright-classifier:local::0" }, "model"],
    ["a validation file that is not there", { validation_file: "file-0" }, "validation_file"],
    ["a suffix with spaces", { suffix: "my model" }, "suffix"],
    ["a suffix that is too long", { suffix: "x".repeat(65) }, "suffix"],
    ["a seed below 0", { seed: -1 }, "seed"],
    ["a seed that is no whole number", { seed: 1.5 }, "seed"],
    [
      "too much metadata",
      { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, ""])) },
      "metadata",
    ],
    ["metadata that is too long", { metadata: { a: "x".repeat(513) } }, "metadata"],
    ["0 epochs", withHyperparameters({ n_epochs: 0 }), "n_epochs"],
    ["51 epochs", withHyperparameters({ n_epochs: 51 }), "n_epochs"],
    ["half an epoch", withHyperparameters({ n_epochs: 1.5 }), "n_epochs"],
    [
      "a rate of 0",
      withHyperparameters({ learning_rate_multiplier: 0 }),
      "learning_rate_multiplier",
    ],
    [
      "a rate of 11",
      withHyperparameters({ learning_rate_multiplier: 11 }),
      "learning_rate_multiplier",
    ],
    ["6 words in a row", withHyperparameters({ word_ngrams: 6 }), "word_ngrams"],
    ["10 dimensions", withHyperparameters({ dimension: 10 }), "dimension"],
    ["batches", withHyperparameters({ batch_size: 8 }), "batch_size"],
    ["preferences", { method: { type: "dpo" } }, "method"],
    [
      "integrations",
      { integrations: [{ type: "wandb", wandb: { project: "x" } }] },
      "integrations",
    ],
  ];
  for (const [what, choice, param] of refused) {
    it(`are refused with ${what}`, async () => {
      const { client } = startEngine();
      const problem = await problemOf(createJob(client, lines, choice));
      assert.deepEqual([problem.status, problem.param], [400, param]);
      assert.deepEqual((await client.fineTuning.jobs.list()).data, [], "no job was made");
    });
  }

  it("are refused without files that are for training", async () => {
    const started = startEngine();
    const { client } = started;
    const { job } = await trainModel(started, lines);
    const model = "tunewright-classifier";
    for (const training_file of ["file-0", job.result_files[0] ?? ""]) {
      const problem = await problemOf(client.fineTuning.jobs.create({ model, training_file }));
      assert.deepEqual([problem.status, problem.param], [400, "training_file"]);
    }
  });

  it("take auto, and the older place of hyperparameters", async () => {
    const started = startEngine();
    const auto = withHyperparameters({ n_epochs: "auto", batch_size: "auto" });
    assert.equal((await trainModel(started, lines, auto)).job.hyperparameters.n_epochs, 20);
    const older = { hyperparameters: { n_epochs: 2 } };
    assert.equal((await trainModel(started, lines, older)).job.hyperparameters.n_epochs, 2);
  });
});
