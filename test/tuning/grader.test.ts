import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ReinforcementMethod } from "openai/resources/fine-tuning/methods";
import { parseGrader, recordFieldsOf } from "../../src/tuning/grader.js";

const check = {
  type: "string_check",
  name: "exact",
  input: "{{ sample.output_text }}",
  reference: "{{ item.reference_answer }}",
  operation: "eq",
} as const satisfies ReinforcementMethod["grader"];

const similarity = {
  type: "text_similarity",
  name: "close",
  input: "{{sample.output_text}}",
  reference: "{{ item.reference.answers[0] }}",
  evaluation_metric: "rouge_l",
} as const satisfies ReinforcementMethod["grader"];

const python = {
  type: "python",
  name: "own",
  source: "def grade(sample, item):\n    return len({{}.get('x', 1)})",
} as const satisfies ReinforcementMethod["grader"];

const model = {
  type: "score_model",
  name: "judge",
  model: "gpt-4o-2024-08-06",
  input: [{ role: "user", content: "Rate {{ sample.output_text }} for {{ item.topic }}" }],
  range: [0, 10],
} as const;

const multi = {
  type: "multi",
  name: "both",
  graders: { exact: check, close: similarity },
  calculate_output: "0.5 * exact + 1e-1 * max(close, 0.2)",
} as const;

function problemOf(grader: unknown): string | undefined {
  const read = parseGrader(JSON.stringify(grader));
  return read.kind === "problem" ? read.message : undefined;
}

describe("a grader", () => {
  for (const grader of [check, similarity, python, model, multi, { ...multi, graders: check }]) {
    it(`of type ${grader.type} is taken as it stands`, () => {
      assert.deepEqual(parseGrader(JSON.stringify(grader)), { kind: "grader", grader });
    });
  }

  it("tells which fields it reads of a record", () => {
    const read = parseGrader(JSON.stringify({ ...multi, calculate_output: "exact + close" }));
    assert.ok(read.kind === "grader");
    assert.deepEqual(recordFieldsOf(read.grader), ["reference", "reference_answer"]);
  });

  const { reference: _, ...withoutReference } = check;
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [[], /a grader, which is a JSON object/],
    [{}, /"type" to be one of string_check, .*multi, got nothing/],
    [{ ...check, type: "label_model" }, /"type"/],
    [{ ...check, type: "constructor" }, /"type"/],
    [{ ...check, name: "" }, /"name" to be a text, got ""/],
    [withoutReference, /"reference" to be a text, got nothing/],
    [{ ...check, operation: "is" }, /one of eq, ne, like, ilike, got "is"/],
    [{ ...similarity, evaluation_metric: "rouge" }, /rouge_l, got "rouge"/],
    [{ ...model, range: [1, 0] }, /"range" to be two numbers, the lower first/],
    [{ ...model, input: [] }, /"input" to be a list of messages/],
    [{ ...multi, graders: {} }, /at least one grader/],
    [{ ...multi, graders: { exact: multi } }, /"graders\.exact\.type"/],
    [{ ...multi, graders: { exact: { ...check, input: 5 } } }, /"graders\.exact\.input"/],
    [{ ...multi, calculate_output: "exact + style" }, /names "style".*exact, close/],
    [
      { ...check, reference: "{{ record.answer }}" },
      /"\{\{ record\.answer \}\}" to begin with "item\."/,
    ],
  ];
  for (const [grader, message] of wrong) {
    it(`is refused with ${message.source}`, () => assert.match(problemOf(grader) ?? "", message));
  }
});
