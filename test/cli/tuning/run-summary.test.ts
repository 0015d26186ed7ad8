import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSummary } from "../../../src/cli/tuning/run-summary.js";
import { runOf } from "../../support/new-run.js";

function summaryOf(message: string): string {
  const run = runOf("{}\n", "openai", 0);
  const error = { code: "invalid_training_file", message };
  return runSummary({ ...run, status: "failed", error });
}

describe("what people are told of a run that failed", () => {
  it("leads to the record that the provider names", () => {
    assert.match(
      summaryOf("Invalid file format. Example 12, message 2 Discriminator 'role' is missing"),
      /\nSee reviews\.jsonl, record 12\n/,
    );
  });

  it("leads to the lines that moderation has flagged", () => {
    assert.match(
      summaryOf("This file failed moderation safety checks. Flagged lines: 4, 13"),
      /\nSee reviews\.jsonl:4; reviews\.jsonl:13\n/,
    );
  });

  it("leads nowhere where the provider names no place", () => {
    assert.doesNotMatch(summaryOf("The server had an error."), /See /);
  });
});
