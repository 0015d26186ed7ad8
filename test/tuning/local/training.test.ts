import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Example } from "../../../src/tuning/local/read-examples.js";
import { readExamples } from "../../../src/tuning/local/read-examples.js";
import { longestExample } from "../../../src/tuning/local/lessons.js";
import { Model } from "../../../src/tuning/local/model.js";
import type { StoredModel } from "../../../src/tuning/local/model-file.js";
import { decodeModel } from "../../../src/tuning/local/model-file.js";
import type {
  EpochReport,
  TrainingReport,
  TrainingTask,
} from "../../../src/tuning/local/training.js";
import { train } from "../../../src/tuning/local/training.js";
import { reviewLines } from "../../support/review-lines.js";

const usual = { epochs: 4, learningRateMultiplier: 1, wordNgrams: 2, dimension: 8 };

function examples(count: number, seed: number): readonly Example[] {
  const read = readExamples(reviewLines(count, seed));
  assert.equal(read.kind, "examples");
  return read.examples;
}

const reviews = examples(200, 1);

function task(change: Partial<TrainingTask> = {}): TrainingTask {
  return { training: reviews, validation: [], hyperparameters: usual, seed: 1, ...change };
}

function reportsOf(change: Partial<TrainingTask> = {}): readonly TrainingReport[] {
  return [...train(task(change))];
}

function epochsOf(change: Partial<TrainingTask> = {}): readonly EpochReport[] {
  return reportsOf(change).filter((report) => report.kind === "epoch");
}

function lastOf(change: Partial<TrainingTask> = {}): EpochReport {
  const last = epochsOf(change).at(-1);
  assert.ok(last);
  return last;
}

function stored({ model }: EpochReport): StoredModel {
  const decoded = decodeModel(model);
  assert.ok(decoded);
  return decoded;
}

/** The likeliest label of each prompt. */
function answersOf(model: StoredModel, prompts: readonly string[]): readonly string[] {
  const ready = new Model(model);
  return prompts.map((prompt) => {
    const [first, ...others] = ready.probabilities(prompt);
    assert.ok(first);
    return others.reduce((best, next) => (next.probability > best.probability ? next : best), first)
      .label;
  });
}

function accuracyOf(model: StoredModel, test: readonly Example[]): number {
  const answers = answersOf(
    model,
    test.map(({ prompt }) => prompt),
  );
  return test.filter(({ label }, index) => answers[index] === label).length / test.length;
}

describe("training", () => {
  it("gives the same bytes for the same seed, and others for another", () => {
    assert.deepEqual(lastOf().model, lastOf().model);
    assert.notDeepEqual(lastOf().model, lastOf({ seed: 2 }).model);
  });

  it("gives the same bytes when it goes on from the checkpoint of any epoch", () => {
    const whole = epochsOf();
    for (const checkpoint of whole.slice(0, -1)) {
      const resumed = { epochs: checkpoint.epoch, model: stored(checkpoint) };
      const rest = epochsOf({ resumed });
      assert.deepEqual(rest, whole.slice(checkpoint.epoch));
    }
  });

  it("has nothing left to do after the last epoch's checkpoint", () => {
    const last = lastOf();
    assert.deepEqual(reportsOf({ resumed: { epochs: 4, model: stored(last) } }), []);
  });

  it("goes on to the same bytes from a checkpoint of a training that continues a model", () => {
    const base = stored(lastOf());
    const change = { base, training: examples(90, 5) };
    const whole = epochsOf(change);
    const [, second] = whole;
    assert.ok(second);
    const rest = epochsOf({ ...change, resumed: { epochs: 2, model: stored(second) } });
    assert.deepEqual(rest, whole.slice(2));
  });

  it("counts steps without a gap over all epochs, also where it goes on", () => {
    const steps = reportsOf().filter((report) => report.kind === "step");
    assert.deepEqual(
      steps.map(({ step }) => step),
      steps.map((_, index) => index + 1),
    );
    assert.equal(steps.at(-1)?.steps, steps.length);
  });

  it("learns to tell labels apart, and says so of validation examples", () => {
    const validation = examples(60, 9);
    const last = lastOf({ validation, hyperparameters: { ...usual, epochs: 10 } });
    assert.ok((last.validation?.accuracy ?? 0) > 0.95, JSON.stringify(last.validation));
    assert.equal(last.validation?.accuracy, accuracyOf(stored(last), validation));
  });

  it("takes a label that only validation has for a great loss", () => {
    const [first] = reviews;
    assert.ok(first);
    const { validation } = lastOf({ validation: [{ ...first, label: " unheard of" }] });
    assert.equal(validation?.accuracy, 0);
    assert.ok(Math.abs((validation?.loss ?? 0) - Math.log(1e12)) < 1e-6);
  });

  it("learns worse from examples that are sorted by label", () => {
    const many = examples(1_000, 1);
    const sorted = many.toSorted((a, b) => (a.label < b.label ? -1 : 1));
    const hyperparameters = { ...usual, epochs: 1 };
    const test = examples(200, 4);
    const [mixed, inOrder] = [many, sorted].map((training) =>
      accuracyOf(stored(lastOf({ training, hyperparameters })), test),
    );
    assert.ok((mixed ?? 0) > (inOrder ?? 1) + 0.1, `${mixed} after mixed, ${inOrder} after sorted`);
  });

  it("takes larger steps with a larger multiplier", () => {
    const losses = [0.01, 1].map((learningRateMultiplier) => {
      const hyperparameters = { ...usual, learningRateMultiplier };
      return lastOf({ hyperparameters }).training.loss;
    });
    assert.ok((losses[0] ?? 0) > 2 * (losses[1] ?? 1), String(losses));
  });

  it("keeps all numbers finite at the greatest rate", () => {
    const hyperparameters = { epochs: 50, learningRateMultiplier: 10, wordNgrams: 5, dimension: 4 };
    const last = lastOf({ hyperparameters });
    const { embeddings, outputs } = stored(last);
    assert.ok([...embeddings, ...outputs].every((number) => Number.isFinite(number)));
    assert.ok(Number.isFinite(last.training.loss));
  });

  it("takes prompts that are empty and prompts that are longer than counts", () => {
    const long = "lovely ".repeat(longestExample + 100);
    const odd = [
      ...reviews,
      { prompt: "", label: " positive" },
      { prompt: long, label: " positive" },
    ];
    const model = stored(lastOf({ training: odd }));
    assert.deepEqual(answersOf(model, [long]), [" positive"]);
    const [first] = new Model(model).probabilities("");
    assert.ok(Math.abs((first?.probability ?? 0) - 0.5) < 1e-6, "nothing is known of nothing");
  });

  it("keeps the labels of an earlier model and learns new ones", () => {
    const base = stored(lastOf({ hyperparameters: { ...usual, epochs: 10 } }));
    const added = Array.from({ length: 60 }, (_, index) => [
      { prompt: `Where is parcel ${index}?`, label: " delivery" },
      ...reviews.slice(index, index + 1),
    ]).flat();
    const model = stored(lastOf({ base, training: added }));
    assert.deepEqual(model.head.labels, [...base.head.labels, " delivery"]);
    assert.equal(model.head.examplesSeen, 200 * 10 + 120 * 4);
    assert.deepEqual(answersOf(model, ["Where is my parcel?"]), [" delivery"]);
    assert.ok(accuracyOf(model, examples(60, 3)) > 0.9);
  });

  it("knows at its start what the earlier model knew", () => {
    const base = stored(lastOf({ hyperparameters: { ...usual, epochs: 10 } }));
    const [first] = reportsOf({ base });
    assert.equal(first?.kind, "step");
    assert.ok(first.training.loss < 0.2, `${first.training.loss}`);
  });
});
