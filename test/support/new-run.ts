import { createHash } from "node:crypto";
import type { ProviderId } from "../../src/tuning/provider.js";
import { newRun as begunRun } from "../../src/tuning/runs/new-run.js";
import type { RunFile } from "../../src/tuning/runs/run-file.js";

/** A run of one training file that nothing was done for yet. */
export async function newRun({
  training,
  provider,
}: {
  readonly training: string;
  readonly provider: ProviderId;
}): Promise<RunFile> {
  return runOf(training, provider, Date.now());
}

/** The same at a time of its own, in milliseconds since 1970. */
export function runOf(training: string, provider: ProviderId, now: number): RunFile {
  const file = {
    path: "reviews.jsonl",
    sha256: createHash("sha256").update(training).digest("hex"),
    bytes: Buffer.byteLength(training),
    records: training.trim().split("\n").length,
    remoteId: null,
  };
  const run = begunRun(
    {
      provider,
      endpoint: null,
      baseModel: "tunewright-classifier",
      method: "supervised",
      reinforcement: null,
      suffix: null,
      seed: 1,
      chosen: { n_epochs: 2 },
      launchFile: null,
      files: { training: file, validation: null, test: null },
      tokensPerEpoch: null,
      cost: null,
    },
    now,
  );
  return { ...run, id: "reviews-20261122-a1b2c3d4" };
}
