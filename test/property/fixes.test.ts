import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { fixLines } from "../../src/core/dataset/fix-dataset.js";
import { applyEdits } from "../../src/core/json/span.js";
import type { Finding } from "../../src/core/rules/finding.js";
import { memorySource } from "../support/memory-source.ts";
import { parsedJson } from "../support/parsed-json.ts";
import { propertyRuns } from "../support/property-runs.ts";
import { randomDataset } from "../support/random-dataset.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const { seed } = propertyRuns(1);
const datasets = 2_000;

function randomLines(random: SeededRandom): readonly string[] {
  return randomDataset(random)
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/);
}

function findingsIn(lines: readonly string[]): readonly Finding[] {
  return checkDatasetAtOnce(memorySource(lines.join("\n"), 4_096), {}).findings;
}

/** The lines with one fix applied. */
function withFix(lines: readonly string[], { line, fix }: Finding): readonly string[] {
  return lines.flatMap((text, index) => {
    if (index !== line || fix === undefined) return [text];
    return fix.removesLine === true ? [] : applyEdits(text, fix.edits).split("\n");
  });
}

/** The lines with all safe fixes applied, until nothing is left to fix. */
function fixedSafely(lines: readonly string[]): readonly string[] {
  const fixes = new Map(
    fixLines(lines, { scope: "safe" }).map(({ line, becomes }) => [line, becomes]),
  );
  return lines.flatMap((text, line) => fixes.get(line) ?? [text]);
}

function isInsidePair(text: string, edge: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(edge - 1, 0), edge + 1));
}

describe("findings", () => {
  it("stand at whole characters inside their line", () => {
    const random = new SeededRandom(seed);
    for (let run = 0; run < datasets; run += 1) {
      const lines = randomLines(random);
      for (const { line, span, related } of findingsIn(lines)) {
        for (const place of [{ line, span }, ...related]) {
          const text = lines[place.line] ?? "";
          const { start, end } = place.span;
          assert.ok(start >= 0 && start <= end && end <= text.length, `${text} ${start} ${end}`);
          assert.ok([start, end].every((edge) => !isInsidePair(text, edge)));
        }
      }
    }
  });
});

describe("a safe fix", () => {
  it("removes its finding and keeps every other record", () => {
    const random = new SeededRandom(seed + 1);
    for (let run = 0; run < datasets; run += 1) {
      const lines = randomLines(random);
      const found = findingsIn(lines).filter(({ fix }) => fix?.kind === "safe");
      if (found.length === 0) continue;
      const finding = random.pick(found);
      const fixed = withFix(lines, finding);
      const onLine = (findings: readonly Finding[]): number =>
        findings.filter(({ rule, line }) => rule === finding.rule && line === finding.line).length;
      // A removed line gives its number to the next one.
      if (finding.fix?.removesLine === true) {
        assert.deepEqual(fixed, lines.toSpliced(finding.line, 1));
      } else {
        const left = onLine(findingsIn(fixed));
        assert.ok(left < onLine(findingsIn(lines)), `${lines.join("\n")} ${finding.rule}`);
        assert.deepEqual(fixed.toSpliced(finding.line, 1), lines.toSpliced(finding.line, 1));
      }
    }
  });

  it("applied with all others twice does what once does", () => {
    const random = new SeededRandom(seed + 2);
    for (let run = 0; run < datasets; run += 1) {
      const once = fixedSafely(randomLines(random));
      assert.deepEqual(fixedSafely(once), once);
      assert.deepEqual(
        findingsIn(once).filter(({ fix }) => fix?.kind === "safe"),
        [],
      );
    }
  });

  it("removes no record and keeps the value of each that no safe fix names", () => {
    const random = new SeededRandom(seed + 3);
    for (let run = 0; run < datasets; run += 1) {
      const lines = randomLines(random);
      const named = new Set(fixLines(lines, { scope: "safe" }).map(({ line }) => line));
      const fixed = fixedSafely(lines);
      const kept = lines.filter((_, line) => !named.has(line)).map(parsedJson);
      const values = fixed.map(parsedJson);
      let at = 0;
      for (const value of kept) {
        while (at < values.length && JSON.stringify(values[at]) !== JSON.stringify(value)) at += 1;
        assert.ok(at < values.length, lines.join("\n"));
        at += 1;
      }
      const records = (texts: readonly string[]): number =>
        texts.filter((text) => text.trim() !== "").length;
      assert.ok(records(fixed) >= records(lines));
    }
  });
});
