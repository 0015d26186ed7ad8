import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  isCopied,
  isCurveExport,
  isRunChoice,
  isRunPageMemory,
  isSplitChoice,
} from "../../src/protocol/run-page.js";

const nonsense: readonly unknown[] = [
  undefined,
  null,
  1,
  "text",
  [],
  {},
  { name: {} },
  { file: 1 },
];

describe("what a run page may send", () => {
  it("is nothing but what the contract says", () => {
    for (const guard of [isSplitChoice, isRunChoice, isCopied, isCurveExport, isRunPageMemory]) {
      assert.deepEqual(nonsense.filter(guard), []);
    }
  });

  it("names one of a run's three files, and no path", () => {
    assert.ok(isSplitChoice({ name: "test" }));
    assert.ok(!isSplitChoice({ name: "../secret" }));
  });

  it("is a picture that is one, and not too large", () => {
    assert.ok(isCurveExport({ kind: "svg", text: "<svg >" }));
    assert.ok(isCurveExport({ kind: "png", base64: "iVBORw0KGgoAAAA" }));
    assert.ok(!isCurveExport({ kind: "svg", text: "<html>" }));
    assert.ok(!isCurveExport({ kind: "png", base64: "TVqQAAMAAAAEAAAA" }));
    assert.ok(!isCurveExport({ kind: "svg", text: `<svg ${"x".repeat(32_000_000)}` }));
  });

  it("remembers a few runs only", () => {
    const compared = Array.from({ length: 6 }, (_, index) => `file:///${index}`);
    assert.ok(isRunPageMemory({ file: "file:///a", compared: compared.slice(1) }));
    assert.ok(!isRunPageMemory({ file: "file:///a", compared }));
    assert.ok(!isRunPageMemory({ file: "file:///a", compared: [1] }));
  });
});
