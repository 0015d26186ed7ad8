import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Curve } from "../../../src/tuning/runs/curve.js";

describe("the last numbers of a run", () => {
  it("say how many steps there will be, as soon as a job has told", () => {
    const curve = new Curve();
    curve.add({ step: 1, totalSteps: 40, trainingLoss: 2 });
    curve.add({ step: 2, validationLoss: 3 });
    assert.deepEqual(curve.last, { trainingLoss: 2, validationLoss: 3, totalSteps: 40, step: 2 });
  });

  it("do not guess it", () => {
    const curve = new Curve();
    curve.add({ step: 1, trainingLoss: 2 });
    assert.deepEqual(curve.last, { trainingLoss: 2, step: 1 });
  });
});
