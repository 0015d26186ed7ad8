import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ProviderId } from "../../../src/tuning/provider.js";
import { startLocalEngine } from "../../../src/tuning/local/engine/local-engine.js";
import { MemoryFolder } from "../../../src/tuning/local/engine/memory-folder.js";
import { findProvider, providers } from "../../../src/tuning/providers/index.js";
import { FolderLedger } from "../../../src/tuning/runs/folder-ledger.js";
import { RunDriver } from "../../../src/tuning/runs/run-driver.js";
import type { RunFile } from "../../../src/tuning/runs/run-file.js";
import { faultRuns } from "../../support/fault-runs.js";
import { faultyFetch } from "../../support/faulty-service.js";
import { inlineTrainer } from "../../support/inline-trainer.js";
import { reviewLines } from "../../support/review-lines.js";
import { newRun } from "../../support/new-run.js";
import { SeededRandom } from "../../support/seeded-random.js";

const runs = faultRuns;
const training = reviewLines(24, 1);

/** One run through a bad network, killed and taken up again at random moments. */
async function liveThrough(seed: number, providerId: ProviderId): Promise<void> {
  const random = new SeededRandom(seed);
  const provider = findProvider(providerId);
  assert.ok(provider);
  const engine = startLocalEngine({
    folder: new MemoryFolder(),
    trainer: inlineTrainer,
    now: () => Date.now(),
    onTrouble: () => undefined,
  });
  const ledger = new FolderLedger(new MemoryFolder());
  const run: RunFile = await newRun({ training, provider: providerId });
  await ledger.write(run);
  const client = provider.connect({
    url: "http://service.test/v1",
    key: "none",
    fetch: faultyFetch(engine, { random, share: 0.3 }),
  });
  let current = run;
  let events = 0;
  for (let lives = 0; lives < 20; lives += 1) {
    const life = new AbortController();
    let waits = 0;
    const patience = random.below(30);
    const driver = new RunDriver(
      current,
      {
        provider,
        client,
        ledger,
        open: async () => new Blob([training]),
        now: () => Date.now() + random.below(10_000_000),
        wait: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          // As if the process were killed: what it had in mind is lost, what it wrote is not.
          if ((waits += 1) > patience && lives < 10) life.abort();
        },
      },
      {
        signal: life.signal,
        onUpdate: (update) => {
          if (update.kind === "events") events += update.events.length;
        },
      },
    );
    await driver.drive().catch(() => undefined);
    current = (await ledger.read(run.id)) ?? run;
    if (current.status === "succeeded" || current.status === "unknown") break;
  }
  await engine.idle();
  const direct = provider.connect({
    url: "http://service.test/v1",
    key: "none",
    fetch: (request) => engine.fetch(request),
  });
  const jobs = await direct.jobs(100);
  assert.ok(jobs.length <= 1, `${jobs.length} jobs were created`);
  if (current.status === "unknown") {
    // Nobody could tell: then the person is asked, and a job may be there or not.
    return;
  }
  assert.equal(current.status, "succeeded", JSON.stringify(current.error));
  assert.equal(current.job, jobs[0]?.id);
  assert.equal(current.model, jobs[0]?.tunedModel);
  const files = await direct.files();
  assert.equal(
    new Set(files.map(({ name }) => name)).size,
    files.length,
    "a file was uploaded twice",
  );
  const curve = (await ledger.readCurve(run.id)) ?? "";
  const told = await direct.events(current.job ?? "", new Set());
  const steps = new Set(told.flatMap(({ metrics }) => (metrics === null ? [] : [metrics.step])));
  assert.equal(curve.trim().split("\n").length - 1, steps.size, "numbers of the curve were lost");
  assert.ok(events > 0);
  const words = told.filter(({ metrics }) => metrics === null).map(({ id }) => id);
  const kept = (await ledger.readEvents(run.id)).map(({ id }) => id);
  assert.deepEqual(kept.toSorted(), words.toSorted(), "events were lost");
}

describe("a run through a bad network", () => {
  for (const [index, { id: provider }] of providers.entries()) {
    it(`ends in the truth with one job and one upload (${provider}, ${runs} runs)`, async () => {
      for (let i = 1; i <= runs; i += 1) await liveThrough(index * 1_000_000 + i, provider);
    });
  }
});
