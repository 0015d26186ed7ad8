import type { FineTuningJobEvent } from "openai/resources/fine-tuning/jobs/jobs";
import { stepsTold } from "./job-metrics.js";
import type { StepsTold } from "./job-metrics.js";
import type { NewEvent, StoredCheckpoint, StoredJob, StoredJobs } from "./stored-jobs.js";

/**
 * What a job tells of its life, by who holds its lock. Whoever held it before may have died after
 * any step, with or without a word about it: nothing is told twice and nothing is left out.
 */
export class JobStory {
  readonly #jobs: StoredJobs;
  readonly #id: string;
  readonly #messages: Set<string>;
  #last: string | undefined;
  /** Steps up to those have their event: a training that goes on makes some of them again. */
  readonly steps: StepsTold;

  private constructor(jobs: StoredJobs, id: string, told: readonly FineTuningJobEvent[]) {
    this.#jobs = jobs;
    this.#id = id;
    this.#messages = new Set(told.map(({ message }) => message));
    this.#last = told.at(-1)?.message;
    this.steps = stepsTold(told);
  }

  /** Reads what a job has told before. */
  static async of(jobs: StoredJobs, { id }: StoredJob): Promise<JobStory> {
    return new JobStory(jobs, id, await jobs.events(id));
  }

  has(message: string): boolean {
    return this.#messages.has(message);
  }

  async tell(event: NewEvent): Promise<void> {
    await this.#jobs.addEvent(this.#id, event);
    this.#messages.add(event.message);
    this.#last = event.message;
  }

  /** For what happens once in the life of a job. */
  async tellOnce(message: string): Promise<void> {
    if (!this.has(message)) await this.tell({ message });
  }

  /** For what may happen again, but not right after itself. */
  async tellAnew(event: NewEvent): Promise<void> {
    if (this.#last !== event.message) await this.tell(event);
  }

  /** Tells of the checkpoints that are kept, each once, with the time at which it was kept. */
  async tellCheckpoints(checkpoints: readonly StoredCheckpoint[]): Promise<void> {
    for (const { step, epoch, createdAt } of checkpoints) {
      const message = `Checkpoint created at step ${step}, after epoch ${epoch}`;
      const created_at = Math.floor(createdAt / 1000);
      if (!this.has(message)) await this.tell({ message, created_at });
    }
  }
}
