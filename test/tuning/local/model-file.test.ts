import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeModel, encodeModel } from "../../../src/tuning/local/model-file.js";
import { propertyRuns } from "../../support/property-runs.js";

const head = {
  labels: [" gut", " schlecht", " 好"],
  rows: 5,
  dimension: 4,
  wordNgrams: 2,
  examplesSeen: 12,
};
const numbers = {
  embeddings: Float32Array.from({ length: 20 }, (_, index) => index / 7),
  outputs: Float32Array.from({ length: 12 }, (_, index) => -index / 3),
};
const bytes = encodeModel(head, numbers);

describe("a model's file", () => {
  it("gives back what was written, wherever in memory it lies", () => {
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);
    assert.deepEqual(decodeModel(bytes), { head, ...numbers });
    assert.deepEqual(decodeModel(moved.subarray(3)), { head, ...numbers });
  });

  it("is refused where it is cut anywhere, or longer than it says", () => {
    for (let end = 0; end < bytes.length; end += 1) {
      assert.equal(decodeModel(bytes.subarray(0, end)), undefined, `${end} bytes`);
    }
    assert.equal(decodeModel(Uint8Array.from([...bytes, 0])), undefined);
  });

  it("is refused where it is of another version", () => {
    const other = bytes.slice();
    other[16] = 2;
    assert.equal(decodeModel(other), undefined);
  });

  it("never throws on damaged bytes, and never gives a model whose numbers do not fit its head", () => {
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(damage, (changes) => {
        const damaged = bytes.slice();
        for (const [at, byte] of changes) damaged[at] = byte;
        const model = decodeModel(damaged);
        if (model === undefined) return;
        assert.equal(model.embeddings.length, model.head.rows * model.head.dimension);
        assert.equal(model.outputs.length, model.head.labels.length * model.head.dimension);
        assert.equal(model.head.dimension % 4, 0);
        assert.ok(model.head.dimension > 0 && model.head.rows > 0);
        assert.ok(model.head.wordNgrams > 0);
      }),
      propertyRuns(500),
    );
  });

  it("is refused where it says what no model can be", () => {
    for (const change of [
      { dimension: 3, rows: 5 },
      { rows: 0 },
      { wordNgrams: 0 },
      { labels: [] },
    ]) {
      const odd = { ...head, ...change };
      const embeddings = new Float32Array(odd.rows * odd.dimension);
      const outputs = new Float32Array(odd.labels.length * odd.dimension);
      assert.equal(decodeModel(encodeModel(odd, { embeddings, outputs })), undefined);
    }
  });
});
