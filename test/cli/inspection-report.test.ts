import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspectionText } from "../../src/cli/report/inspection-report.js";
import type { Capabilities } from "../../src/core/inspection/capabilities.js";
import type { Inspection, LabelLikelihood } from "../../src/core/inspection/inspection.js";

const none = { kind: "none", reason: "Nothing comes." } as const;
const route = { answers: false, hasLogprobs: false, alternatives: 0, reason: null };

const capabilities: Capabilities = {
  version: 1,
  endpoint: "local",
  model: "m",
  probedAt: "2026-11-22T12:00:00.000Z",
  routes: { chat: route, completions: route, responses: route },
  scoring: none,
  chatScoring: none,
  needsNoReasoning: false,
  limitName: "max_tokens",
};

const label = (name: string, probability: number): LabelLikelihood => ({
  label: name,
  probability,
  atMost: probability,
  normalised: probability,
});

const likelier = Array.from({ length: 25 }, (_, rank) => label(`a_label_of_many_${rank}`, 0.03));
const expected = label(" what_the_record_says", 0.01);

const inspection: Inspection = {
  record: { file: "a.jsonl", line: 1 },
  provider: "local",
  model: "m",
  sent: { kind: "completion", text: "Hi ->" },
  expected: expected.label,
  generated: { text: "", tokens: [], whyNoTokens: "None came.", finishReason: null },
  scored: null,
  labels: {
    labels: [...likelier, expected, label("rarest", 0.001)],
    predicted: "a_label_of_many_0",
    expected: expected.label,
    margin: null,
    entropy: null,
  },
};

describe("the report of an inspection", () => {
  const lines = inspectionText(inspection, capabilities, {
    columns: 100,
    hasColours: false,
  }).split("\n");

  it("shows the label that the record has, however unlikely it is", () => {
    const shown = lines.filter((line) => line.includes("␣what_the_record_says"));
    assert.equal(shown.length, 1);
    assert.match(shown[0] ?? "", /1\.00 % .*expected$/);
    assert.ok(lines.includes("     and 6 more"));
  });

  it("gives names the width that they want", () => {
    assert.ok(lines.some((line) => line.includes("a_label_of_many_19 ")));
    assert.ok(!lines.some((line) => line.includes("…")));
  });
});
