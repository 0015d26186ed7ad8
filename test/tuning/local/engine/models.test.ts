import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemOf } from "../../../support/api-problem.js";
import { reviewLines } from "../../../support/review-lines.js";
import { startEngine, trainModel, withHyperparameters } from "../../../support/started-engine.js";

const lines = reviewLines(40, 1);

describe("models at the local engine", () => {
  it("are the untuned one and those that jobs ended with", async () => {
    const started = startEngine();
    const { client } = started;
    const { model } = await trainModel(started, lines);
    const { data } = await client.models.list();
    assert.deepEqual(
      data.map(({ id }) => id),
      ["tunewright-classifier", model],
    );
    assert.deepEqual(await client.models.retrieve(model), data[1]);
    assert.equal((await client.models.retrieve("tunewright-classifier")).object, "model");
  });

  it("answer from checkpoints too, by their names", async () => {
    const started = startEngine();
    const { client } = started;
    const { job, model } = await trainModel(started, lines, withHyperparameters({ n_epochs: 2 }));
    const { data } = await client.fineTuning.jobs.checkpoints.list(job.id);
    const names = data.map((checkpoint) => checkpoint.fine_tuned_model_checkpoint);
    assert.deepEqual(names, [`${model}:ckpt-step-80`, `${model}:ckpt-step-40`]);
    const ask = async (name: string): Promise<number | undefined> => {
      const question = { model: name, prompt: "The soft dress.", temperature: 0, logprobs: 1 };
      const { choices } = await client.completions.create(question);
      return choices[0]?.logprobs?.token_logprobs?.[0];
    };
    const [last, first] = await Promise.all(names.map(ask));
    assert.equal(last, await ask(model));
    assert.notEqual(last, first);
    assert.equal((await client.models.retrieve(names[1] ?? "")).id, names[1]);
  });

  it("are gone when they are deleted, under all their names, also for who has used them", async () => {
    const started = startEngine();
    const { client } = started;
    const { job, model } = await trainModel(started, lines);
    const other = startEngine({ folder: started.folder });
    const ask = { model, prompt: "x" };
    await Promise.all([client.completions.create(ask), other.client.completions.create(ask)]);
    assert.deepEqual(await client.models.delete(model), {
      id: model,
      object: "model",
      deleted: true,
    });
    const step = `${model}:ckpt-step-800`;
    for (const { client: user } of [started, other]) {
      for (const name of [model, step]) {
        const problem = await problemOf(user.completions.create({ ...ask, model: name }));
        assert.deepEqual([problem.status, problem.code], [404, "model_not_found"]);
        assert.equal((await problemOf(user.models.retrieve(name))).status, 404);
        assert.equal((await problemOf(user.models.delete(name))).status, 404);
      }
    }
    assert.equal((await client.models.list()).data.length, 1);
    assert.equal((await client.fineTuning.jobs.retrieve(job.id)).status, "succeeded");
  });

  it("cannot be deleted while their job is trained", async () => {
    const started = startEngine();
    const { client, folder } = started;
    const { job, model } = await trainModel(started, lines);
    const lock = await folder.lock(`jobs/${job.id}/lock`);
    const problem = await problemOf(client.models.delete(model));
    assert.deepEqual([problem.status, problem.code], [409, "model_in_use"]);
    await lock?.release();
    await client.models.delete(model);
  });

  it("say of the untuned one that it knows nothing, and that it cannot be deleted", async () => {
    const { client } = startEngine();
    const model = "tunewright-classifier";
    const problem = await problemOf(client.completions.create({ model, prompt: "x" }));
    assert.match(problem.message, /knows nothing yet/);
    assert.equal((await problemOf(client.models.delete(model))).status, 404);
  });
});
