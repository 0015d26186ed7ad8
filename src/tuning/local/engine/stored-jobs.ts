import type { FineTuningJob, FineTuningJobEvent } from "openai/resources/fine-tuning/jobs/jobs";
import type { Hyperparameters } from "../hyperparameters.js";
import type { Means } from "../training.js";
import type { Folder, Lock } from "./folder.js";
import { readJson, writeJson } from "./folder.js";
import { newId } from "./ids.js";

/** The states of OpenAI's jobs, and the one that its client has no word for yet. */
export type JobStatus = FineTuningJob["status"] | "paused";

/** What a person wants of a job that another process may be training. */
export type Wish = "cancel" | "pause";

/** A model at the end of an epoch. */
export interface StoredCheckpoint {
  readonly id: string;
  readonly createdAt: number;
  readonly step: number;
  readonly epoch: number;
  readonly training: Means;
  readonly validation?: Means;
}

/** All that is known of a job. Times are milliseconds since 1970. */
export interface StoredJob {
  readonly id: string;
  readonly status: JobStatus;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly model: string;
  readonly trainingFile: string;
  readonly validationFile: string | null;
  readonly suffix: string | null;
  readonly seed: number;
  readonly metadata: Readonly<Record<string, string>> | null;
  /** What was chosen; the engine chooses the rest. */
  readonly chosen: Partial<Hyperparameters>;
  /** What it trains with, as soon as that is known. */
  readonly hyperparameters: Hyperparameters | null;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly param: string;
  } | null;
  readonly trainedTokens: number | null;
  readonly checkpoints: readonly StoredCheckpoint[];
  readonly resultFiles: readonly string[];
  /** Models that were deleted: those of these steps. */
  readonly deletedSteps: readonly number[];
}

/** The jobs with their events and models, one folder each. */
export class StoredJobs {
  readonly #folder: Folder;
  readonly #now: () => number;

  constructor(folder: Folder, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  async find(id: string): Promise<StoredJob | undefined> {
    if (!/^ftjob-[0-9a-f]+$/.test(id)) return undefined;
    // Written by `save` alone.
    return (await readJson(this.#folder, `jobs/${id}/job.json`)) as StoredJob | undefined;
  }

  /** All jobs, the newest first. */
  async list(): Promise<readonly StoredJob[]> {
    const ids = await this.#folder.list("jobs");
    const jobs = await Promise.all(ids.map((id) => this.find(id)));
    return jobs
      .filter((job) => job !== undefined)
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  }

  async save(job: StoredJob): Promise<void> {
    await writeJson(this.#folder, `jobs/${job.id}/job.json`, job);
  }

  /** Who has the lock may change the job; a job that nobody has the lock of is not being trained. */
  async lock(id: string): Promise<Lock | undefined> {
    return this.#folder.lock(`jobs/${id}/lock`);
  }

  async wish(id: string, wish: Wish): Promise<void> {
    await this.#folder.write(`jobs/${id}/wish`, new TextEncoder().encode(wish));
  }

  /** Who trains the job asks from time to time what is wanted. */
  async wishFor(id: string): Promise<Wish | undefined> {
    const bytes = await this.#folder.read(`jobs/${id}/wish`);
    const wish = bytes === undefined ? "" : new TextDecoder().decode(bytes);
    return wish === "cancel" || wish === "pause" ? wish : undefined;
  }

  async clearWish(id: string): Promise<void> {
    await this.#folder.remove(`jobs/${id}/wish`);
  }

  async addEvent(id: string, event: NewEvent): Promise<void> {
    const whole: FineTuningJobEvent = {
      object: "fine_tuning.job.event",
      id: newId("ftevent"),
      created_at: Math.floor(this.#now() / 1000),
      level: "info",
      type: "message",
      ...event,
    };
    // A line of its own, even where the last writer died in the middle of one.
    await this.#folder.append(`jobs/${id}/events.jsonl`, `\n${JSON.stringify(whole)}`);
  }

  /** All events, the oldest first. */
  async events(id: string): Promise<readonly FineTuningJobEvent[]> {
    const bytes = await this.#folder.read(`jobs/${id}/events.jsonl`);
    const lines = bytes === undefined ? [] : new TextDecoder().decode(bytes).split("\n");
    return lines.map(eventFrom).filter((event) => event !== undefined);
  }

  async saveModel(id: string, step: number, bytes: Uint8Array): Promise<void> {
    await this.#folder.write(modelName(id, step), bytes);
  }

  async model(id: string, step: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#folder.read(modelName(id, step));
  }

  async removeModel(id: string, step: number): Promise<void> {
    await this.#folder.remove(modelName(id, step));
  }
}

/** What an event says; the rest is filled in. */
export type NewEvent = Pick<FineTuningJobEvent, "message"> & Partial<FineTuningJobEvent>;

function modelName(id: string, step: number): string {
  return `jobs/${id}/step-${step}.model`;
}

/** The event of a line, or `undefined` where its writer died in the middle of it. */
function eventFrom(line: string): FineTuningJobEvent | undefined {
  if (line === "") return undefined;
  try {
    // Written by `addEvent` alone.
    return JSON.parse(line) as FineTuningJobEvent;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
