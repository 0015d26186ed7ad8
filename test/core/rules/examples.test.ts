import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CheckResult, DatasetCheckOptions } from "../../../src/core/dataset/check-dataset.js";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { fixLines } from "../../../src/core/dataset/fix-dataset.js";
import { rules } from "../../../src/core/rules/index.js";
import type { Rule } from "../../../src/core/rules/rule.js";
import { judgeLabels } from "../../../src/tuning/local/label-errors/judge-labels.js";
import { otherDataset } from "../../support/other-dataset.ts";
import { memorySource } from "../../support/memory-source.ts";
import { testTokenizers } from "../../support/test-tokenizers.ts";
import { readMarks } from "../../support/marks.ts";

function check(rule: Rule, text: string): CheckResult {
  return checkDatasetAtOnce(memorySource(text), optionsFor(rule));
}

/** Examples are short: only the rule about that has something to say about it. */
function optionsFor(rule: Rule): DatasetCheckOptions {
  const severities = rule.id === "too-few-records" ? {} : { "too-few-records": "off" as const };
  const own = rule.isOffByDefault === true ? { [rule.id]: rule.severity } : {};
  const { target, today, model, maxTokens, training } = rule.examples;
  return {
    target,
    today,
    model,
    maxTokens,
    tokenizers: testTokenizers,
    judgeLabels,
    severities: { ...severities, ...own },
    others: training === undefined ? [] : [otherDataset("train.jsonl", training)],
  };
}

/** The text after all fixes of one rule. */
function fixedBy(rule: Rule, text: string): string {
  const lines = text.split("\n");
  const options = { ...optionsFor(rule), scope: "all", rule: rule.id } as const;
  const fixes = new Map(fixLines(lines, options).map(({ line, becomes }) => [line, becomes]));
  return lines.flatMap((line, index) => fixes.get(index) ?? [line]).join("\n");
}

function marksOf(rule: Rule, text: string): unknown {
  const findings = check(rule, text).findings.filter((finding) => finding.rule === rule.id);
  return findings.map(({ line, span }) => ({ line, ...span }));
}

for (const rule of rules) {
  describe(rule.id, () => {
    rule.examples.good.forEach((good, index) => {
      it(`is silent on good example ${index + 1}`, () => {
        assert.deepEqual(marksOf(rule, good), []);
      });
      it(`has a good example ${index + 1} that no other rule complains about`, () => {
        assert.deepEqual(check(rule, good).counts, {});
      });
    });
    rule.examples.bad.forEach((bad, index) => {
      const { text, marks } = readMarks(bad);
      const fixed = rule.examples.fixed[index];
      it(`finds exactly what is marked in bad example ${index + 1}`, () => {
        assert.notEqual(marks.length, 0);
        assert.deepEqual(marksOf(rule, text), marks);
      });
      it(`turns bad example ${index + 1} into the fixed one`, () => {
        assert.equal(fixedBy(rule, text), (fixed ?? text).trimEnd());
      });
      it(`has a fixed example ${index + 1} without this finding`, () => {
        if (fixed === null || fixed === undefined) return;
        assert.deepEqual(marksOf(rule, fixed), []);
      });
    });
    it("has an expected fix for each bad example", () => {
      assert.equal(rule.examples.fixed.length, rule.examples.bad.length);
    });
  });
}
