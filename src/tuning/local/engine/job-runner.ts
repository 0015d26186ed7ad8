import { JobRun } from "./job-run.js";
import type { RunParts } from "./job-run.js";
import type { StoredJob } from "./stored-jobs.js";
import { isUnderWay } from "./stored-jobs.js";

/** What a runner works with. */
export interface RunnerParts extends RunParts {
  /** Told where nothing at all can be done with a job now, such as on a full disk. */
  readonly onTrouble: (error: unknown) => void;
}

/** A job that somebody else trains is looked after so often: its trainer may die. */
const lookMs = 1_000;
/** So long a job waits that nothing can be done with. */
const troubleMs = 10_000;

/** Trains jobs one after the other. Other processes may do the same: each job has one trainer. */
export class JobRunner {
  readonly #parts: RunnerParts;
  readonly #closing = new AbortController();
  readonly #waiting = new Set<string>();
  /** Jobs that cannot be worked on now. */
  readonly #later = new Map<string, ReturnType<typeof setTimeout>>();
  #last: Promise<void> = Promise.resolve();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Trains a job as soon as those before it are done, or when its trainer has died. */
  start(id: string): void {
    if (this.#waiting.has(id) || this.#closing.signal.aborted) return;
    this.#waiting.add(id);
    this.#last = this.#last.then(() => this.#runOnce(id));
  }

  /** Goes on with the jobs that nobody trains: their process has ended or died. */
  async resumeAbandoned(): Promise<void> {
    const jobs = await this.#parts.jobs.list();
    for (const job of jobs.toReversed()) if (isUnderWay(job)) this.start(job.id);
  }

  /** Does what is wished of a job that nobody trains. */
  async obeyWish(id: string): Promise<void> {
    const { jobs } = this.#parts;
    await this.#holding(id, async (job) => {
      const wish = await jobs.wishFor(id);
      if (wish !== undefined) await new JobRun(this.#parts, job, this.#closing.signal).stop(wish);
    });
  }

  /** Lets a paused job go on, unless somebody is still busy with it. */
  async endPause(id: string): Promise<void> {
    const { jobs } = this.#parts;
    await this.#holding(id, async (job) => {
      if (job.status !== "paused") return;
      if ((await jobs.wishFor(id)) === "pause") await jobs.clearWish(id);
      await new JobRun(this.#parts, job, this.#closing.signal).endPause();
    });
    this.start(id);
  }

  /** Resolves when all that was started is done; what others train does not count. */
  async idle(): Promise<void> {
    let seen;
    while (seen !== this.#last) {
      seen = this.#last;
      await seen;
    }
  }

  /** Stops training. Jobs stay under way: another runner goes on with them. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const timer of this.#later.values()) clearTimeout(timer);
    this.#later.clear();
    await this.idle();
  }

  async #runOnce(id: string): Promise<void> {
    this.#waiting.delete(id);
    if (this.#closing.signal.aborted) return;
    try {
      await this.#holding(id, async (job) => {
        if (isUnderWay(job)) await new JobRun(this.#parts, job, this.#closing.signal).run();
      });
      await this.#lookLater(id);
    } catch (error) {
      // One job must not stop the others, and its own trouble may pass.
      this.#parts.onTrouble(error);
      this.#startLater(id, troubleMs);
    }
  }

  /** Keeps an eye on a job that has not ended: somebody else trains it, or it is paused. */
  async #lookLater(id: string): Promise<void> {
    const job = await this.#parts.jobs.find(id);
    if (job === undefined) return;
    if (isUnderWay(job) || job.status === "paused") this.#startLater(id, lookMs);
  }

  #startLater(id: string, waitMs: number): void {
    if (this.#later.has(id) || this.#closing.signal.aborted) return;
    const timer = setTimeout(() => {
      this.#later.delete(id);
      this.start(id);
    }, waitMs);
    this.#later.set(id, timer);
  }

  /** Does something with a job while nobody else may, or nothing where somebody else does. */
  async #holding(id: string, act: (job: StoredJob) => Promise<void>): Promise<void> {
    const lock = await this.#parts.jobs.lock(id);
    if (lock === undefined) return;
    try {
      const job = await this.#parts.jobs.find(id);
      if (job !== undefined) await act(job);
    } finally {
      await lock.release();
    }
  }
}
