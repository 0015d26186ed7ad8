import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DatasetRecord } from "../../../src/core/dataset/record.js";
import { promptCompletion } from "../../../src/core/formats/prompt-completion.js";
import { noCommonRuns } from "../../../src/core/similarity/common-runs.js";
import { ComparedRecord } from "../../../src/core/similarity/compared-record.js";
import { areNearBeside, compareRecords } from "../../../src/core/similarity/near-equal.js";
import { plainForm, wordsOf } from "../../../src/core/similarity/words.js";
import { wordChanges } from "../../../src/core/similarity/word-changes.js";

const text =
  "The kettle boils a litre of water in two minutes, switches itself off without a sound, and keeps the tea warm for 20 minutes after that";

function record(prompt: string, completion = " 5"): ComparedRecord {
  const value = { prompt, completion };
  const read = new DatasetRecord(JSON.stringify(value), value);
  return new ComparedRecord(read, promptCompletion, noCommonRuns);
}

function kindOf(prompt: string, completion?: string): string {
  return compareRecords(record(text), record(prompt, completion)).kind;
}

describe("records that are nearly equal", () => {
  it("differ in single words, or lack some at an end", () => {
    assert.deepEqual(compareRecords(record(text), record(text.replace("litre", "liter"))), {
      kind: "near",
      changedWords: 1,
    });
    assert.equal(kindOf(`${text}, I think`), "near");
    assert.equal(kindOf(text.replace("The kettle", "Kettle")), "near");
  });

  it("are found in languages without spaces between words", () => {
    const review =
      "このやかんは二分で一リットルの水を沸かし静かに自動で切れますとても便利で毎朝使っています";
    const compared = compareRecords(record(review), record(review.replace("毎朝", "毎晩")));
    assert.equal(compared.kind, "near");
  });

  it("are answered alike", () => {
    assert.equal(kindOf(text.replace("litre", "liter"), " 4"), "other-answer");
  });

  it("have the same numbers, and no part of one was written anew", () => {
    assert.equal(kindOf(text.replace("20", "30")), "different");
    const other = text.replace("keeps the tea warm", "burns all my hands");
    assert.equal(kindOf(other), "different");
  });

  it("are not short, and not the same words with other signs between them", () => {
    assert.equal(compareRecords(record("Great kettle"), record("Great kettles")).kind, "different");
    assert.equal(kindOf(text.replace("water in", "water + in")), "different");
  });

  it("have more in common than a text that others with other answers have too", () => {
    const [a, b, other] = ["Is it loud?", "Was it loud?", "Is it cheap?"].map((question) =>
      record(`${text} ${question}`),
    );
    assert.ok(a !== undefined && b !== undefined && other !== undefined);
    assert.equal(compareRecords(a, b).kind, "near");
    assert.equal(areNearBeside(a, b, []), true);
    assert.equal(areNearBeside(a, b, [other]), false);
  });
});

describe("words", () => {
  it("are letters and digits in normal form", () => {
    assert.deepEqual(wordsOf("Ｄoor-STOP’s ﬁne, 3½!"), ["door", "stop", "s", "fine", "31", "2"]);
    assert.deepEqual(wordsOf("東京 Tower"), ["東", "京", "tower"]);
  });

  it("leave a plain form in which formulas and numbers stay what they are", () => {
    assert.equal(plainForm("  “Great”\n kettle… "), plainForm("great KETTLE."));
    assert.notEqual(plainForm("3 + 4"), plainForm("3 - 4"));
    assert.notEqual(plainForm("3.5"), plainForm("3 5"));
    assert.notEqual(plainForm("5! = 120"), plainForm("5 = 120"));
  });

  it("differ in stretches; those that stand close together are one", () => {
    const changes = (from: string, to: string): unknown =>
      wordChanges(from.split(" "), to.split(" "));
    assert.deepEqual(changes("a b c d e f g h", "a x c d e f g h"), [{ removed: 1, added: 1 }]);
    assert.deepEqual(changes("a b c d e f g h", "a x c y e f g h"), [{ removed: 2, added: 2 }]);
    assert.deepEqual(changes("a b c d e f g h", "x b c d e f g"), [
      { removed: 1, added: 1 },
      { removed: 1, added: 0 },
    ]);
    assert.deepEqual(changes("a b", "a b"), []);
  });
});
