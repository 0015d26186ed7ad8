import assert from "node:assert/strict";
import { describe, it } from "node:test";
import OpenAI, { toFile } from "openai";
import { startLocalEngine } from "../../../src/tuning/local/engine/local-engine.js";
import type { LocalEngine } from "../../../src/tuning/local/engine/local-engine.js";
import { MemoryFolder } from "../../../src/tuning/local/engine/memory-folder.js";
import { inlineTrainer } from "../../support/inline-trainer.js";
import { reviewLines } from "../../support/review-lines.js";

interface Started {
  readonly engine: LocalEngine;
  readonly client: OpenAI;
}

function start(folder = new MemoryFolder()): Started {
  const engine = startLocalEngine({ folder, trainer: inlineTrainer, now: () => Date.now() });
  const client = new OpenAI({
    apiKey: "none",
    baseURL: "http://local.test/v1",
    maxRetries: 0,
    fetch: (input, init) => engine.fetch(new Request(input, init)),
  });
  return { engine, client };
}

async function upload(
  { client }: Started,
  content: string,
  name = "reviews.jsonl",
): Promise<string> {
  const file = await toFile(Buffer.from(content), name);
  return (await client.files.create({ file, purpose: "fine-tune" })).id;
}

describe("the local engine, driven by the official client", () => {
  it("trains a classifier that tells labels apart, and says how sure it is", async () => {
    const started = start();
    const { engine, client } = started;
    const job = await client.fineTuning.jobs.create({
      model: "tunewright-classifier",
      training_file: await upload(started, reviewLines(300, 1)),
      validation_file: await upload(started, reviewLines(60, 2)),
      seed: 7,
      suffix: "reviews",
      metadata: { run: "one" },
    });
    assert.equal(job.status, "validating_files");
    await engine.idle();
    const done = await client.fineTuning.jobs.retrieve(job.id);
    assert.equal(done.status, "succeeded", JSON.stringify(done.error));
    const model = done.fine_tuned_model ?? "";
    assert.match(model, /^ft:tunewright-classifier:local:reviews:/);
    const completion = await client.completions.create({
      model,
      prompt: "The soft dress is lovely.\n\n###\n\n",
      temperature: 0,
      logprobs: 2,
      max_tokens: 1,
    });
    const [choice] = completion.choices;
    assert.equal(choice?.text, " positive");
    const [top] = choice.logprobs?.top_logprobs ?? [];
    assert.deepEqual(Object.keys(top ?? {}).sort(), [" negative", " positive"]);
    const sum = Object.values(top ?? {}).reduce((total, logprob) => total + Math.exp(logprob), 0);
    assert.ok(Math.abs(sum - 1) < 1e-6);
    const [page] = [await client.fineTuning.jobs.list({ metadata: { run: "one" } })];
    assert.deepEqual(
      page.data.map(({ id }) => id),
      [job.id],
    );
  });
});
