import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { extentOf, exactScale, logScale, roundScale } from "../../src/webview/ui/chart/scale.js";
import { knownValues, nearest } from "../../src/webview/ui/chart/series.js";
import { smooth } from "../../src/webview/ui/chart/smooth.js";
import { thin } from "../../src/webview/ui/chart/thin.js";
import { numberForms } from "../../src/webview/ui/format.js";
import { propertyRuns } from "../support/property-runs.ts";

describe("a line of very many points", () => {
  const points = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 400 });

  it("keeps its first, last, lowest and highest point, and few others", () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 20 }), (ys, columns) => {
        const xs = ys.map((_, index) => index);
        const kept = thin(xs, ys, columns);
        assert.ok(kept.length <= Math.max(4 * columns, 0));
        assert.deepEqual(
          [...kept],
          [...new Set(kept)].sort((a, b) => a - b),
        );
        if (ys.length === 0) return;
        assert.equal(kept[0], 0);
        assert.equal(kept.at(-1), ys.length - 1);
        const values = kept.map((index) => ys[index] ?? 0);
        assert.deepEqual(extentOf([values]), extentOf([ys]));
      }),
      propertyRuns(200),
    );
  });

  it("is thinned in a moment", () => {
    const xs = Array.from({ length: 100_000 }, (_, index) => index);
    const ys = xs.map((x) => Math.sin(x));
    const started = performance.now();
    assert.ok(thin(xs, ys, 1_000).length <= 4_000);
    assert.ok(performance.now() - started < 500);
  });
});

describe("smoothing", () => {
  it("leaves a constant as it is, from the first value on", () => {
    for (const value of smooth([2, 2, 2, 2], 0.9)) assert.ok(Math.abs(value - 2) < 1e-12);
  });

  it("is the average that TensorBoard draws", () => {
    // By hand: (0.5·1)/(0.5) = 1; (0.5·0.5·1 + 0.5·3)/(0.75) = 7/3.
    assert.deepEqual(smooth([1, 3], 0.5), [1, 7 / 3]);
  });

  it("does nothing at 0", () => {
    assert.deepEqual(smooth([1, 3], 0), [1, 3]);
  });
});

describe("an axis", () => {
  it("has round numbers around what it shows", () => {
    assert.deepEqual(roundScale({ least: 0.12, most: 0.97 }, 5).ticks, [0, 0.2, 0.4, 0.6, 0.8, 1]);
    assert.deepEqual(exactScale({ least: 1, most: 1_000 }, 5).ticks, [200, 400, 600, 800, 1_000]);
  });

  it("marks factors of ten where it is logarithmic, and has no place for 0", () => {
    const scale = logScale({ least: 0.001, most: 10 }, 6);
    assert.deepEqual(scale.ticks, [0.001, 0.01, 0.1, 1, 10]);
    assert.equal(scale.place(0), undefined);
    assert.equal(scale.place(0.1), 0.5);
  });

  it("places everything between its ends, whatever the numbers", () => {
    const value = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        const extent = extentOf([[a, b, c]]);
        assert.ok(extent);
        for (const scale of [roundScale(extent, 6), logScale(extent, 6)]) {
          for (const number of [a, b, c]) {
            const place = scale.place(number) ?? -1;
            assert.ok(place >= -1e-9 && place <= 1 + 1e-9, `${number} at ${place}`);
          }
          assert.ok(scale.ticks.length <= 20, `${scale.ticks.length} ticks`);
        }
      }),
      propertyRuns(300),
    );
  });
});

describe("the step that is pointed at", () => {
  it("is the nearest", () => {
    const steps = [10, 20, 40];
    assert.deepEqual(
      [0, 14, 16, 29, 31, 99].map((step) => nearest(steps, step)),
      [0, 0, 1, 1, 2, 2],
    );
    assert.equal(nearest([], 1), undefined);
  });

  it("is one that has a value", () => {
    assert.deepEqual(knownValues([1, 2, 3], [null, 5, null]), { steps: [2], values: [5] });
  });
});

describe("numbers for people", () => {
  const forms = numberForms("en");

  it("have units and as many digits as count", () => {
    assert.deepEqual(
      [
        forms.count(1_234_567),
        forms.number(0.123_456),
        forms.number(0.000_012_34),
        forms.share(0.8754),
        forms.bytes(1_234_567),
        forms.bytes(0),
        forms.money(1.5, "USD"),
        forms.duration(7_530_000),
        forms.duration(400),
        forms.duration(3_600_000),
      ],
      [
        "1,234,567",
        "0.1235",
        "1.23e-5",
        "87.5 %",
        "1.2 MB",
        "0 B",
        "1.50 USD",
        "2 h 5 min",
        "0 s",
        "1 h",
      ],
    );
  });

  it("are written in English where the language is not known", () => {
    assert.equal(numberForms("not a language").count(1_000), "1,000");
    assert.equal(numberForms("de").count(1_000), "1.000");
  });
});
