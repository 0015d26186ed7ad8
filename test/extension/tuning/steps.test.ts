import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Answer, Step, StepPlace } from "../../../src/extension/tuning/launch/steps.js";
import { askSteps } from "../../../src/extension/tuning/launch/steps.js";

/** Steps that answer what they are told to, one after the other, and write down what they were asked. */
function scripted(answers: readonly string[]): {
  readonly steps: readonly Step<string>[];
  readonly asked: string[];
} {
  const left = [...answers];
  const asked: string[] = [];
  const step = (name: string, isNeeded: (draft: string) => boolean): Step<string> => ({
    isNeeded,
    ask(draft, { canGoBack }: StepPlace): Promise<Answer<string>> {
      asked.push(`${name}${canGoBack ? "<" : ""}`);
      const answer = left.shift() ?? "closed";
      if (answer === "back" || answer === "closed") return Promise.resolve({ kind: answer });
      return Promise.resolve({ kind: "value", value: draft + answer });
    },
  });
  const always = (): boolean => true;
  return {
    steps: [step("a", always), step("b", (draft) => draft.includes("+")), step("c", always)],
    asked,
  };
}

describe("questions one after the other", () => {
  it("fill in a draft, and leave out those that are not needed", async () => {
    const { steps, asked } = scripted(["x", "y"]);
    assert.equal(await askSteps("", steps), "xy");
    assert.deepEqual(asked, ["a", "c<"]);
  });

  it("go back to the one that was asked before, with what was answered", async () => {
    const { steps, asked } = scripted(["x", "back", "+", "1", "2"]);
    assert.equal(await askSteps("", steps), "x+12");
    assert.deepEqual(asked, ["a", "c<", "a", "b<", "c<"]);
  });

  it("end without a draft where one is closed", async () => {
    const { steps } = scripted(["x", "closed"]);
    assert.equal(await askSteps("", steps), undefined);
  });
});
