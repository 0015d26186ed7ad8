import { Model } from "../model.js";
import { decodeModel } from "../model-file.js";
import { checkpointIdOf, modelIdOf, parseModelId } from "./model-names.js";
import type { StoredJob, StoredJobs } from "./stored-jobs.js";

/** A model that a job left behind. */
export interface StoredModelPlace {
  readonly id: string;
  readonly job: StoredJob;
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** Each model has tens of megabytes: few are kept ready. */
const mostReady = 3;

/** The tuned models: what jobs ended with, and their checkpoints. */
export class StoredModels {
  readonly #jobs: StoredJobs;
  /** The last ones that were asked, the latest at the end. */
  readonly #ready = new Map<string, Model>();

  constructor(jobs: StoredJobs) {
    this.#jobs = jobs;
  }

  /** All models that jobs ended with, the newest first. */
  async list(): Promise<readonly StoredModelPlace[]> {
    const jobs = await this.#jobs.list();
    return jobs.map(lastModelOf).filter((place) => place !== undefined);
  }

  async find(id: string): Promise<StoredModelPlace | undefined> {
    const parsed = parseModelId(id);
    const job = parsed && (await this.#jobs.find(parsed.jobId));
    if (parsed === undefined || job === undefined) return undefined;
    const place = parsed.step === undefined ? lastModelOf(job) : checkpointOf(job, parsed.step);
    return place?.id === id ? place : undefined;
  }

  /** The bytes of a model, or `undefined` where it is gone. */
  async bytes({ job, step }: StoredModelPlace): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#jobs.model(job.id, step);
  }

  /** A model that can be asked, or `undefined` where there is none of this name any more. */
  async load(id: string): Promise<Model | undefined> {
    const place = await this.find(id);
    if (place === undefined) return undefined;
    const key = checkpointIdOf(place.job, place.step);
    const model = this.#ready.get(key) ?? (await this.#read(place));
    if (model === undefined) return undefined;
    this.#ready.delete(key);
    this.#ready.set(key, model);
    const [oldest] = this.#ready.keys();
    if (this.#ready.size > mostReady && oldest !== undefined) this.#ready.delete(oldest);
    return model;
  }

  /** Deletes a model. Its job stays, with what is known of it. */
  async remove({ job, step, id }: StoredModelPlace): Promise<void> {
    // The last model is also the last checkpoint: with it goes whatever name it has.
    this.#ready.delete(id);
    await this.#jobs.save({ ...job, deletedSteps: [...job.deletedSteps, step] });
    await this.#jobs.removeModel(job.id, step);
  }

  async #read(place: StoredModelPlace): Promise<Model | undefined> {
    const bytes = await this.bytes(place);
    const stored = bytes && decodeModel(bytes);
    return stored && new Model(stored);
  }
}

/** The model that a job has ended with. */
export function lastModelOf(job: StoredJob): StoredModelPlace | undefined {
  const last = job.checkpoints.at(-1);
  if (job.status !== "succeeded" || last === undefined) return undefined;
  if (job.deletedSteps.includes(last.step)) return undefined;
  return { id: modelIdOf(job), job, step: last.step, createdAt: job.finishedAt ?? last.createdAt };
}

function checkpointOf(job: StoredJob, step: number): StoredModelPlace | undefined {
  const found = job.checkpoints.find((checkpoint) => checkpoint.step === step);
  if (found === undefined || job.deletedSteps.includes(step)) return undefined;
  return { id: checkpointIdOf(job, step), job, step, createdAt: found.createdAt };
}
