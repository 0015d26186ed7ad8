import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sortedVerdicts, verdictReport } from "../../src/extension/verdict-report.js";
import type { VerdictsAnswer } from "../../src/protocol/dataset-messages.js";

const refusedFormat = {
  rule: "format-not-accepted",
  severity: "error",
  count: 1,
  line: 0,
  message: "Needs another format: Conversation (Gemini).",
  fix: null,
} as const;

const blank = {
  rule: "blank-line",
  severity: "warning",
  count: 1_200,
  line: 3,
  message: "A line | with <b>nothing</b> on it.",
  fix: "safe",
} as const;

const answer: VerdictsAnswer = {
  format: { id: "chat", title: "Chat" },
  records: 4_000,
  target: "openai",
  verdicts: [
    { target: "vertex", verdict: "refused", changes: [refusedFormat] },
    { target: "openai", verdict: "refused", changes: [{ ...blank, severity: "error", count: 1 }] },
    { target: "trl", verdict: "accepted with warnings", changes: [blank] },
    { target: "local", verdict: "accepted", changes: [] },
  ],
};

describe("the page of verdicts", () => {
  it("lists who accepts the dataset first, and who takes other formats last", () => {
    assert.deepEqual(
      sortedVerdicts(answer.verdicts).map(({ target }) => target),
      ["local", "trl", "openai", "vertex"],
    );
  });

  it("says what to change, how often and where, in cells that no message can leave", () => {
    const rows = verdictReport("d_1.jsonl", answer).split("\n");
    assert.equal(rows[0], "# Who accepts d\\_1\\.jsonl?");
    assert.equal(rows[2], "Records: 4,000\\. Format: Chat\\.");
    assert.deepEqual(rows.slice(6, 10), [
      "| **Local engine** | accepted |  |",
      "| **TRL** | accepted with warnings | `blank-line`, 1200 times, first on line 4: A line \\| with \\<b\\>nothing\\</b\\> on it\\. (*fix all*) |",
      "| **OpenAI** | refused | `blank-line`, line 4: A line \\| with \\<b\\>nothing\\</b\\> on it\\. (*fix all*) |",
      "| **Vertex AI** | refused | Needs another format: Conversation \\(Gemini\\)\\. |",
    ]);
  });
});
