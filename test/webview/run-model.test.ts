import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { epochEnds } from "../../src/webview/run/epochs.js";
import { rememberedLooks } from "../../src/webview/run/looks.js";
import { linesOf } from "../../src/webview/run/run-lines.js";
import { curveColumns } from "../../src/extension/run-page/curve-columns.js";
import { emptyModel, updated } from "../../src/webview/run/run-model.js";
import { evenly } from "../../src/webview/run/value-rows.js";
import { advice } from "../../src/webview/run/words.js";
import { lossColumns, shownFacts } from "../support/shown-run.ts";

const run = { kind: "run", file: "f", facts: shownFacts(), events: [] } as const;

describe("what a run page knows", () => {
  it("grows by what it is told", () => {
    const first = updated(emptyModel, {
      runs: [run],
      curves: [{ file: "f", from: 0, columns: lossColumns([3, 2]) }],
    });
    assert.ok(first);
    const change = { ...lossColumns([1.5, 1]), steps: [2, 3] };
    const second = updated(first, {
      runs: [run],
      curves: [{ file: "f", from: 1, columns: change }],
    });
    assert.deepEqual(second?.curves.get("f"), lossColumns([3, 1.5, 1]));
  });

  it("notices that it has missed something", () => {
    const curves = [{ file: "f", from: 5, columns: lossColumns([1]) }];
    assert.equal(updated(emptyModel, { runs: [run], curves }), undefined);
  });

  it("forgets the curve of a run that was left out", () => {
    const curves = [{ file: "f", from: 0, columns: lossColumns([1]) }];
    const model = updated(emptyModel, { runs: [run], curves }) ?? emptyModel;
    assert.equal(updated(model, { runs: [], curves: [] })?.curves.size, 0);
  });
});

describe("the ends of epochs", () => {
  it("follow from the total of steps, also before the training is over", () => {
    const facts = shownFacts({ totalSteps: 400, step: 120 });
    assert.deepEqual(epochEnds(facts, lossColumns([1])), [100, 200, 300, 400]);
  });

  it("are those of the checkpoints where nobody tells the total", () => {
    const checkpoints = [90, 180].map((step) => ({ model: "m", step, metrics: {} }));
    assert.deepEqual(epochEnds(shownFacts({ checkpoints }), undefined), [90, 180]);
  });

  it("are not guessed", () => {
    assert.deepEqual(epochEnds(shownFacts({ step: 7 }), lossColumns([1, 2])), []);
    const hyperparameters = [{ name: "n_epochs", chosen: 1e9, used: null }];
    assert.deepEqual(epochEnds(shownFacts({ totalSteps: 9, hyperparameters }), undefined), []);
  });
});

describe("the lines of runs", () => {
  it("leave out steps without a number, and lines without a step", () => {
    const curve = { ...lossColumns([3, null, 1]), validationLoss: [null, null, 2] };
    assert.deepEqual(linesOf([{ name: "a", curve }], "loss"), [
      { label: "Training", colour: 0, isSparse: false, steps: [1, 3], values: [3, 1] },
      { label: "Validation", colour: 1, isSparse: true, steps: [3], values: [2] },
    ]);
    assert.deepEqual(linesOf([{ name: "a", curve }], "accuracy"), []);
    const rewarded = curveColumns("step,training_reward,validation_reward\n1,0.25,\n2,0.5,1.5\n");
    assert.deepEqual(
      linesOf([{ name: "a", curve: rewarded }], "reward").map(({ label, values }) => [
        label,
        values,
      ]),
      [
        ["Training", [0.25, 0.5]],
        ["Validation", [1.5]],
      ],
    );
  });

  it("have a colour for each run and its name where there are several", () => {
    const runs = ["a", "b"].map((name) => ({ name, curve: lossColumns([1]) }));
    assert.deepEqual(
      linesOf(runs, "loss").map(({ label, colour }) => [label, colour]),
      [
        ["Training · a", 0],
        ["Training · b", 1],
      ],
    );
  });
});

describe("advice", () => {
  const failed = (code: string, message = "No.") =>
    advice(shownFacts({ status: "failed", error: { code, message } }));

  it("says what to do about each kind of failure", () => {
    assert.match(failed("invalid_training_file") ?? "", /Open the file below/);
    assert.match(failed("insufficient_quota") ?? "", /credit/);
    assert.match(failed("training_not_available") ?? "", /another model or provider/);
    assert.match(failed("x", "It failed moderation safety checks.") ?? "", /Remove the records/);
    assert.match(failed("never-seen-before") ?? "", /launch again/);
    assert.match(advice(shownFacts({ status: "unknown" })) ?? "", /pay twice/);
  });

  it("is silent where all is well", () => {
    assert.equal(advice(shownFacts()), undefined);
  });
});

describe("small things of the page", () => {
  it("takes looks that make sense, and no others", () => {
    const usual = { smoothing: 0, isLogarithmic: false };
    for (const memory of [
      undefined,
      1,
      { smoothing: 1 },
      { smoothing: "0.5" },
      { smoothing: NaN },
    ]) {
      assert.deepEqual(rememberedLooks(memory), usual);
    }
    assert.deepEqual(rememberedLooks({ smoothing: 0.9, isLogarithmic: true }), {
      smoothing: 0.9,
      isLogarithmic: true,
    });
  });

  it("takes rows evenly, with the first and the last", () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => index);
    const taken = evenly(rows, 11);
    assert.deepEqual([taken.length, taken[0], taken[5], taken[10]], [11, 0, 50_000, 99_999]);
  });
});
