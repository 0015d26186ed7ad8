import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { textSource } from "../../../src/core/dataset/line-reader.js";
import type { Preflight } from "../../../src/core/dataset/preflight.js";
import { preflight } from "../../../src/core/dataset/preflight.js";
import type { NamedSplits, SplitRole } from "../../../src/core/dataset/split-names.js";
import { targetById } from "../../../src/core/targets/index.js";
import type { TargetId } from "../../../src/core/targets/target.js";
import type { OtherDataset } from "../../../src/core/similarity/other-dataset.js";
import { otherDataset } from "../../support/other-dataset.ts";
import { testTokenizers } from "../../support/test-tokenizers.ts";

function ask(
  text: string,
  id: TargetId,
  model?: string,
  others: readonly OtherDataset[] = [],
): Preflight {
  const target = targetById(id);
  assert.ok(target);
  const steps = preflight(textSource(text), {
    check: { tokenizers: testTokenizers, others },
    target,
    model,
  });
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

const splitsNaming = (role: SplitRole): NamedSplits => ({
  role,
  folder: "/",
  files: { training: [], validation: [], test: [] },
});

const chat = (content: string): string =>
  `${JSON.stringify({
    messages: [
      { role: "user", content },
      { role: "assistant", content: "Yes" },
    ],
  })}\n`;
const chats = Array.from({ length: 10 }, (_, i) => chat(`Question ${i}`)).join("");
const pairs = Array.from(
  { length: 12 },
  (_, i) =>
    `${JSON.stringify({ prompt: `Review ${i} ->`, completion: i % 2 ? " good" : " bad" })}\n`,
).join("");

describe("what is looked at before a model is tuned", () => {
  it("counts the tokens of a model that is known, as tunewright tokens does", () => {
    const { verdict, tokens, records } = ask(chats, "openai", "gpt-4.1-mini-2025-04-14");
    assert.deepEqual([verdict.verdict, records], ["accepted", 10]);
    // Three for each message, one for each role, three for the answer, two or three words.
    assert.ok(tokens !== undefined && tokens > 100 && tokens < 200, String(tokens));
  });

  it("says nothing of the tokens of a model that is not known, and does not complain", () => {
    const { verdict, tokens } = ask(chats, "nebius", "meta-llama/Llama-3");
    assert.deepEqual([tokens, verdict.verdict], [undefined, "accepted"]);
  });

  it("asks no minimum of files that nothing is learned from", () => {
    const target = targetById("openai");
    assert.ok(target);
    const rulesFor = (role: SplitRole | undefined): readonly string[] => {
      const steps = preflight(textSource(chat("One")), {
        // What tunewright.json says gives way to what a person has chosen.
        check: { tokenizers: testTokenizers, splits: splitsNaming("validation") },
        target,
        model: undefined,
        role,
      });
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) return step.value.verdict.changes.map(({ rule }) => rule);
      }
    };
    assert.deepEqual(rulesFor(undefined), ["too-few-records"]);
    assert.deepEqual(rulesFor("training"), ["too-few-records"]);
    assert.deepEqual(rulesFor("validation"), []);
    assert.deepEqual(rulesFor("test"), []);
  });

  it("finds what prompts and completions end with", () => {
    assert.equal(ask(pairs, "local").separator, " ->");
  });

  it("refuses a format that the target does not take, and a file that is no training data", () => {
    const refusals = [ask(pairs, "openai"), ask('{"a":1}\n{"b":2}\n', "local")];
    assert.deepEqual(
      refusals.map(({ verdict }) => [verdict.verdict, verdict.changes[0]?.rule]),
      [
        ["refused", "format-not-accepted"],
        ["refused", "format-not-recognised"],
      ],
    );
  });

  it("names the twin of a record that stands in a file that is learned from", () => {
    const training = otherDataset("train.jsonl", `${chat("Other")}${chat("Question 4")}`);
    const { verdict } = ask(chats, "openai", undefined, [training]);
    const leaks = verdict.changes.filter(({ rule }) => rule === "leakage");
    assert.deepEqual(
      leaks.map(({ line, message }) => [line, message]),
      [[4, "The record is also in train.jsonl, line 2."]],
    );
  });

  it("refuses a file with errors for this target", () => {
    const { verdict } = ask(`${chats}{"messages":[]}\n{]\n`, "openai");
    assert.equal(verdict.verdict, "refused");
    assert.ok(verdict.changes.some(({ rule, line }) => rule === "invalid-json" && line === 11));
  });
});
