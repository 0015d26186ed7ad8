import { createHash } from "node:crypto";
import type { ProviderId } from "../../src/tuning/provider.js";
import type { RunFile } from "../../src/tuning/runs/run-file.js";

/** A run of one training file that nothing was done for yet. */
export async function newRun({
  training,
  provider,
}: {
  readonly training: string;
  readonly provider: ProviderId;
}): Promise<RunFile> {
  return {
    version: 1,
    id: "reviews-20261122-a1b2c3d4",
    status: "uploading",
    provider,
    endpoint: null,
    baseModel: "tunewright-classifier",
    model: null,
    method: "supervised",
    suffix: null,
    seed: 1,
    chosen: { n_epochs: 2 },
    hyperparameters: {},
    files: {
      training: {
        path: "reviews.jsonl",
        sha256: createHash("sha256").update(training).digest("hex"),
        bytes: Buffer.byteLength(training),
        records: training.trim().split("\n").length,
        remoteId: null,
      },
      validation: null,
      test: null,
    },
    job: null,
    jobStatus: null,
    createdAt: new Date().toISOString(),
    finishedAt: null,
    metrics: null,
    trainedTokens: null,
    tokensPerEpoch: null,
    cost: null,
    checkpoints: [],
    error: null,
  };
}
