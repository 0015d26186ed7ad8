import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Schema } from "@cfworker/json-schema";
import { Validator } from "@cfworker/json-schema";
import { sampleRun } from "../../../scripts/samples/sample-runs.ts";
import { runStatuses } from "../../../src/protocol/run-status.js";
import { providers } from "../../../src/tuning/providers/index.js";
import type { RunFile } from "../../../src/tuning/runs/run-file.js";
import { runText } from "../../../src/tuning/runs/run-file.js";
import { runOf } from "../../support/new-run.ts";

const path = join(import.meta.dirname, "../../../schemas/run.schema.json");
const schema = JSON.parse(readFileSync(path, "utf8")) as Schema;

function faults(text: string): readonly string[] {
  const { errors } = new Validator(schema, "7").validate(JSON.parse(text));
  return errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`);
}

const now = Date.UTC(2026, 10, 22);

const full: RunFile = {
  ...runOf("{}\n", "openai", now),
  ...sampleRun("reviews-20261122-a1b2c3d4", { step: 40, of: 40 }).run,
  chosen: Object.fromEntries(
    providers
      .flatMap(({ methods }) => methods)
      .flatMap(({ hyperparameters }) => hyperparameters.map(({ name }) => [name, 1])),
  ),
  cost: { currency: "USD", least: 1, most: 2.5, pricesOf: "2026-11-22" },
  metrics: { step: 40, trainingLoss: 0.2, testAccuracy: 0.9 },
  reinforcement: { grader: { type: "string_check", name: "right" }, reasoningEffort: null },
  checkpoints: [{ model: "ft:m", metrics: { step: 20, validationLoss: 0.3 } }],
  error: { code: "server_error", message: "It failed." },
};

describe("the schema of runs", () => {
  it("takes every run that is written", () => {
    assert.deepEqual(faults(runText(full)), []);
    for (const { id: provider } of providers) {
      assert.deepEqual(faults(runText(runOf("{}\n", provider, now))), []);
    }
    for (const status of runStatuses) assert.deepEqual(faults(runText({ ...full, status })), []);
  });

  it("knows the members that runs have, and no others", () => {
    const written = Object.keys(JSON.parse(runText(full)) as object);
    assert.deepEqual(Object.keys(schema.properties ?? {}), written);
    assert.notDeepEqual(faults(JSON.stringify({ ...full, apiKey: "sk-1" })), []);
    assert.notDeepEqual(faults(JSON.stringify({ ...full, status: "done" })), []);
  });
});
