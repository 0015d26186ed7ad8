import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { featuresOf, hashesOf, rowOf } from "../../../src/tuning/local/features.js";

describe("the features of a text", () => {
  it("are its words and the sequences that start at each", () => {
    assert.equal(hashesOf("one two three", 1).length, 3);
    assert.equal(hashesOf("one two three", 2).length, 5);
    assert.equal(hashesOf("one two three", 5).length, 6);
  });

  it("tell the order of words in sequences, and nothing else of it", () => {
    const [there, back] = [hashesOf("not good", 2), hashesOf("good not", 2)];
    const shared = there.filter((hash) => back.includes(hash));
    assert.equal(shared.length, 2);
  });

  it("are the same in upper and lower case and with other spaces", () => {
    assert.deepEqual(hashesOf("GREAT\n\n dress", 2), hashesOf("great Dress", 2));
  });

  it("count punctuation, each sign for itself", () => {
    assert.equal(hashesOf("good!!", 1).length, 3);
    assert.notDeepEqual(hashesOf("good!", 1), hashesOf("good?", 1));
  });

  it("take apart writing that puts no spaces between words", () => {
    assert.equal(hashesOf("很好的裙子", 1).length, 5);
    assert.equal(hashesOf("ドレス", 1).length, 3);
    assert.equal(hashesOf("한국어 문장", 1).length, 2);
  });

  it("take an emoji for one sign", () => {
    assert.equal(hashesOf("👍", 1).length, 1);
  });

  it("are none where there is no text", () => {
    assert.deepEqual(hashesOf("", 5), []);
    assert.deepEqual(hashesOf(" \n\t", 5), []);
  });

  it("lie in their range, spread evenly", () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `word${index}`).join(" ");
    const counts = Array.from({ length: 10 }, () => 0);
    for (const row of featuresOf(text, { wordNgrams: 2, rows: 10 })) {
      counts[row] = (counts[row] ?? 0) + 1;
    }
    const total = counts.reduce((sum, count) => sum + count, 0);
    assert.equal(counts.length, 10);
    for (const count of counts) assert.ok(Math.abs(count / total - 0.1) < 0.01, String(counts));
  });

  it("reach the ends of their range and go no further", () => {
    assert.equal(rowOf(0, 7), 0);
    assert.equal(rowOf(2 ** 32 - 1, 7), 6);
  });
});
