import OpenAI, { toFile } from "openai";
import type { FineTuningJob } from "openai/resources/fine-tuning/jobs/jobs";
import type { Folder } from "../../src/tuning/local/engine/folder.js";
import { startLocalEngine } from "../../src/tuning/local/engine/local-engine.js";
import type { LocalEngine } from "../../src/tuning/local/engine/local-engine.js";
import { MemoryFolder } from "../../src/tuning/local/engine/memory-folder.js";
import type { Trainer } from "../../src/tuning/local/engine/trainer.js";
import { inlineTrainer } from "./inline-trainer.js";

/** An engine and the official client that drives it. */
export interface StartedEngine {
  readonly engine: LocalEngine;
  readonly client: OpenAI;
  readonly folder: Folder;
  /** What the engine could not do. */
  readonly troubles: readonly unknown[];
}

/** Starts an engine on a folder, which is a new one in memory unless it is named. */
export function startEngine({
  folder = new MemoryFolder(),
  trainer = inlineTrainer,
  now = () => Date.now(),
}: {
  readonly folder?: Folder;
  readonly trainer?: Trainer;
  readonly now?: () => number;
} = {}): StartedEngine {
  const troubles: unknown[] = [];
  const onTrouble = (error: unknown): void => void troubles.push(error);
  const engine = startLocalEngine({ folder, trainer, now, onTrouble });
  const client = new OpenAI({
    apiKey: "none",
    baseURL: "http://local.test/v1",
    maxRetries: 0,
    fetch: (input, init) => engine.fetch(new Request(input, init)),
  });
  return { engine, client, folder, troubles };
}

/** Uploads a file to tune with. Returns its id. */
export async function upload(
  client: OpenAI,
  content: string,
  name = "reviews.jsonl",
): Promise<string> {
  const file = await toFile(Buffer.from(content), name);
  return (await client.files.create({ file, purpose: "fine-tune" })).id;
}

/** What a job is to be, besides its training file. */
export type JobChoice = Partial<Omit<OpenAI.FineTuning.JobCreateParams, "training_file">>;

/** Creates a job that trains on these lines. */
export async function createJob(
  client: OpenAI,
  lines: string,
  choice: JobChoice = {},
): Promise<FineTuningJob> {
  const training_file = await upload(client, lines);
  return client.fineTuning.jobs.create({
    model: "tunewright-classifier",
    seed: 7,
    ...choice,
    training_file,
  });
}

/** Trains a model to the end. Throws where that fails. */
export async function trainModel(
  { engine, client }: StartedEngine,
  lines: string,
  choice: JobChoice = {},
): Promise<{ readonly job: FineTuningJob; readonly model: string }> {
  const { id } = await createJob(client, lines, choice);
  await engine.idle();
  const job = await client.fineTuning.jobs.retrieve(id);
  if (job.fine_tuned_model === null) throw new Error(JSON.stringify(job));
  return { job, model: job.fine_tuned_model };
}

/** The hyperparameters of a job in the words of OpenAI's requests. */
export function withHyperparameters(hyperparameters: object): JobChoice {
  return { method: { type: "supervised", supervised: { hyperparameters } } };
}
