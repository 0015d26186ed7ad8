import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { rules } from "../../../src/core/rules/index.js";
import { memorySource } from "../../support/memory-source.ts";

/** How often a rule finds something with these options, where it is asked for. */
function count(text: string, rule: string, options: Readonly<Record<string, number>>): number {
  const { counts } = checkDatasetAtOnce(memorySource(text), {
    target: "legacy-completions",
    severities: { [rule]: "warning" },
    ruleOptions: { [rule]: options },
  });
  return counts[rule] ?? 0;
}

const labelled = (labels: Readonly<Record<string, number>>): string =>
  Object.entries(labels)
    .flatMap(([label, records]) =>
      Array.from(
        { length: records },
        (_, i) => `{"prompt":"${label} ${i} ->","completion":" ${label}"}`,
      ),
    )
    .join("\n");

const near = [
  "The kettle boils a litre of water in two minutes and then switches itself off without a sound",
  "This kettle boils a litre of water in two minutes and then switches itself off without a sound",
]
  .map((prompt) => `{"prompt":"${prompt} ->","completion":" 5"}`)
  .join("\n");

describe("options of rules", () => {
  it("say how alike near duplicates are", () => {
    assert.deepEqual(
      [0.7, 0.8, 0.98].map((threshold) => count(near, "near-duplicate", { threshold })),
      [1, 1, 0],
    );
  });

  it("say which labels are rare", () => {
    const text = labelled({ positive: 150, negative: 150, mixed: 7 });
    assert.deepEqual(
      [5, 7, 8].map((fewestExamples) => count(text, "rare-label", { fewestExamples })),
      [0, 0, 1],
    );
  });

  it("say how much of a label is too much", () => {
    const text = labelled({ positive: 70, negative: 30 });
    assert.deepEqual(
      [0.7, 0.71].map((share) => count(text, "label-imbalance", { share })),
      [1, 0],
    );
  });

  it("say how long a record may be", () => {
    const text = `{"prompt":"Great kettle ->","completion":" 5"}`;
    assert.deepEqual(
      [16, 17].map((longest) => count(text, "record-long", { longest })),
      [1, 0],
    );
  });

  it("have usual values within their bounds", () => {
    for (const { id, options = {} } of rules) {
      for (const [name, { least, usual, most }] of Object.entries(options)) {
        assert.ok(least <= usual && usual <= most, `${id}: ${name}`);
      }
    }
  });
});
