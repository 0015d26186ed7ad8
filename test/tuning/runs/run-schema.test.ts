import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Schema } from "@cfworker/json-schema";
import { Validator } from "@cfworker/json-schema";
import { sampleRun } from "../../../scripts/samples/sample-runs.ts";
import { runStatuses } from "../../../src/protocol/run-status.js";
import type { RunFile } from "../../../src/tuning/runs/run-file.js";
import { runText } from "../../../src/tuning/runs/run-file.js";
import { newRun } from "../../support/new-run.ts";

type RunSchema = Schema & {
  readonly properties: Record<string, { enum?: unknown[] }>;
  readonly required: string[];
};

const path = join(import.meta.dirname, "../../../schemas/run.schema.json");
const schema = JSON.parse(readFileSync(path, "utf8")) as RunSchema;

function problemsIn(run: RunFile): readonly string[] {
  const { errors } = new Validator(schema, "7", false).validate(JSON.parse(runText(run)));
  return errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`);
}

describe("the published schema of a run's file", () => {
  it("names what is written, in its order, and all states", async () => {
    const run = await newRun({ training: "{}\n", provider: "local" });
    assert.deepEqual(
      Object.keys(schema.properties),
      Object.keys(JSON.parse(runText(run)) as object),
    );
    assert.deepEqual(schema.required, Object.keys(schema.properties));
    assert.deepEqual(schema.properties["status"]?.enum, runStatuses);
  });

  it("accepts runs at their beginning, on their way and at their end", async () => {
    const run = await newRun({ training: "{}\n", provider: "openai" });
    const cost = { currency: "EUR", least: 1, most: 2, pricesOf: "2026-11-01" } as const;
    const runs: readonly RunFile[] = [
      run,
      { ...run, cost },
      { ...run, cost: { ...cost, areOwnPrices: true } },
      {
        ...run,
        method: "reinforcement",
        reinforcement: { grader: { type: "string_check", name: "g" }, reasoningEffort: null },
      },
      sampleRun("reviews-1", { step: 3, of: 8 }).run,
      sampleRun("reviews-2", { step: 8, of: 8, error: { code: "x", message: "No." } }).run,
    ];
    assert.deepEqual(runs.flatMap(problemsIn), []);
  });

  it("refuses what is none", async () => {
    const run = await newRun({ training: "{}\n", provider: "openai" });
    const wrong = [
      { status: "done" },
      { files: { training: null } },
      { chosen: { n_epochs: "4" } },
    ];
    for (const change of wrong) {
      assert.ok(problemsIn({ ...run, ...change } as unknown as RunFile).length > 0);
    }
  });
});
