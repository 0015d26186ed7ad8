import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunFile } from "../../src/tuning/runs/run-file.ts";
import { runText } from "../../src/tuning/runs/run-file.ts";
import type { RunEvent } from "../../src/tuning/runs/run-events.ts";
import { eventsEnding, runEventsText } from "../../src/tuning/runs/run-events.ts";
import { seededRandom } from "./seeded-random.ts";

/** A run and its curve, as they are in a workspace. */
export interface SampleRun {
  readonly run: RunFile;
  readonly csv: string;
  /** What the job has told, as `run-events.ts` writes it. */
  readonly events: string;
}

const createdAt = "2026-11-22T14:03:00.000Z";

/** A run on sample reviews that has come to some step of a total; without numbers at step 0. */
export function sampleRun(
  id: string,
  { step, of: total, seed = 1, ...change }: SampleOptions,
): SampleRun {
  const csv = curveCsv({ step, total, seed });
  const run: RunFile = {
    version: 1,
    id,
    status: step < total ? "running" : "succeeded",
    provider: "local",
    endpoint: null,
    baseModel: "tunewright-classifier",
    model: step < total ? null : `tunewright-classifier:${id}`,
    method: "supervised",
    reinforcement: null,
    launchFile: null,
    suffix: "reviews",
    seed: 1,
    chosen: { n_epochs: 4 },
    hyperparameters: { n_epochs: 4, learning_rate_multiplier: 1, dimension: 16, word_ngrams: 2 },
    files: {
      training: split("reviews.jsonl", 1_200),
      validation: split("reviews-validation.jsonl", 150),
      test: split("reviews-test.jsonl", 150),
    },
    job: "ftjob-5f0c2a",
    jobStatus: step < total ? "running" : "succeeded",
    createdAt,
    finishedAt: step < total ? null : "2026-11-22T14:05:12.000Z",
    metrics:
      step === 0
        ? null
        : { step, totalSteps: total, ...(step === total && { testAccuracy: 0.873 }) },
    trainedTokens: step < total ? null : 184_320,
    tokensPerEpoch: null,
    cost: null,
    checkpoints: [1, 2, 3, 4]
      .map((epoch) => (total * epoch) / 4)
      .filter((end) => step === total && end <= step)
      .map((end) => ({
        model: `tunewright-classifier:${id}:step-${end}`,
        metrics: { step: end, trainingLoss: 0.4, validationLoss: 0.5, validationAccuracy: 0.86 },
      })),
    error: null,
    ...change,
  };
  return { run, csv, events: runEventsText(eventsOf(run, { step, total })) };
}

/** How far the run is; anything else of its file can be changed. */
export interface SampleOptions extends Partial<RunFile> {
  readonly step: number;
  readonly of: number;
  readonly seed?: number;
}

/** Writes runs as a workspace has them. */
export function writeRuns(workspace: string, runs: readonly SampleRun[]): void {
  const folder = join(workspace, ".tunewright", "runs");
  mkdirSync(folder, { recursive: true });
  for (const { run, csv, events } of runs) {
    writeFileSync(join(folder, `${run.id}.json`), runText(run));
    writeFileSync(join(folder, `${run.id}.csv`), csv);
    writeFileSync(join(folder, `${run.id}${eventsEnding}`), events);
  }
}

/** What a job tells on its way to a step. */
function eventsOf(
  { createdAt: begun, job, files, error }: RunFile,
  { step, total }: { readonly step: number; readonly total: number },
): readonly RunEvent[] {
  const told = [
    `Created fine-tuning job: ${job}`,
    `Validating training file: ${files.training.remoteId}`,
    ...(step === 0
      ? []
      : ["Files validated", `Training started: ${files.training.records} examples`]),
    ...[1, 2, 3, 4]
      .filter((epoch) => (total * epoch) / 4 <= step)
      .map((epoch) => `Checkpoint created at step ${(total * epoch) / 4}, after epoch ${epoch}`),
    ...(step === total ? ["The job has successfully completed"] : []),
  ];
  const all = error === null ? told : [...told, error.message];
  return all.map((message, index) => ({
    id: `ftevent-${index}`,
    // The first ones come at once, the others as the training goes on.
    at: Date.parse(begun) + (index < 4 ? index + 2 : (index - 3) * 24) * 1_000,
    level: message === error?.message ? "error" : "info",
    message,
  }));
}

function split(path: string, records: number): RunFile["files"]["training"] {
  const isTest = path.includes("test");
  return {
    path,
    sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    bytes: records * 214,
    records,
    remoteId: isTest ? null : `file-${path.length}c41`,
  };
}

function curveCsv({ step, total, seed }: { step: number; total: number; seed: number }): string {
  const random = seededRandom(seed);
  const lines = Array.from({ length: step }, (_, index) => {
    const share = (index + 1) / total;
    const base = 0.25 + 1.2 * Math.exp(-4 * share) + 0.02 * seed;
    const loss = base * (1 + 0.25 * (random.next() - 0.5));
    const accuracy = Math.min(1, 0.92 - 0.5 * Math.exp(-5 * share) + 0.06 * (random.next() - 0.5));
    const endsEpoch = (index + 1) % (total / 4) === 0;
    const validation = endsEpoch
      ? [(base * 1.08).toFixed(4), (0.88 - 0.3 * Math.exp(-5 * share)).toFixed(4)]
      : ["", ""];
    return [index + 1, loss.toFixed(4), accuracy.toFixed(4), ...validation].join(",");
  });
  const head = "step,training_loss,training_accuracy,validation_loss,validation_accuracy";
  return [head, ...lines].map((line) => `${line}\n`).join("");
}
