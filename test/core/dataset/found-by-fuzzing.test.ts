import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { fixLines } from "../../../src/core/dataset/fix-dataset.js";
import { textSource } from "../../../src/core/dataset/line-reader.js";
import { splitLines } from "../../../src/core/json/lines.js";
import { hostileBytes } from "../../../scripts/fuzz/hostile-bytes.ts";
import { seededRandom } from "../../../scripts/samples/seeded-random.ts";
import { CheckedDocument } from "../../../src/server/checked-document.js";

// What `npm run fuzz` has found, each as small as it gets.
describe("hostile bytes", () => {
  it("cost no exception for each of many blank lines", () => {
    const text = `{"messages":[${"\n".repeat(30_000)}`;
    const { counts } = checkDatasetAtOnce(textSource(text), {});
    assert.deepEqual(counts, { "invalid-json": 1 });
    const document = new CheckedDocument(text, {});
    document.work(() => true);
    assert.deepEqual(document.check(1).counts, counts);
  });

  it("that look laid out otherwise once fixed are not converted", () => {
    const text = hostileBytes(seededRandom(1_000_277)).toString("utf8");
    const lines = splitLines(text).map((line) => line.text);
    assert.doesNotThrow(() => fixLines(lines, { scope: "all" }));
  });

  it("with two byte order marks have one too many, in a file as in a document", () => {
    const text = '\uFEFF\uFEFF{"prompt":"a ->","completion":" 5"}\n';
    const { counts } = checkDatasetAtOnce(textSource(text), {});
    const document = new CheckedDocument(text, {});
    document.work(() => true);
    const expected = { "byte-order-mark": 1, "invalid-json": 1 };
    assert.deepEqual([document.check(1).counts, counts], [expected, expected]);
  });
});
