import type { Hyperparameters } from "../hyperparameters.js";
import { newId } from "./ids.js";
import { modelIdOf } from "./model-names.js";
import { metricsOfEpoch, metricsOfStep, resultsCsv, stepsTold } from "./job-metrics.js";
import type { StoredFiles } from "./stored-files.js";
import type { StoredJob, StoredJobs, Wish } from "./stored-jobs.js";
import type { StoredModels } from "./stored-models.js";
import type { OrderReport, Trainer, TrainingOrder } from "./trainer.js";

/** What a runner works with. */
export interface RunnerParts {
  readonly jobs: StoredJobs;
  readonly files: StoredFiles;
  readonly models: StoredModels;
  readonly trainer: Trainer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** So often whoever trains looks whether somebody wants to stop it. */
const wishPollMs = 150;
/** So many checkpoints of a job are kept, as OpenAI does. */
const keptCheckpoints = 3;

/** Whether a job is still to be worked on. */
export function isUnderWay({ status }: Pick<StoredJob, "status">): boolean {
  return status === "validating_files" || status === "queued" || status === "running";
}

/** Trains jobs one after the other. Other processes may do the same: each job has one trainer. */
export class JobRunner {
  readonly #parts: RunnerParts;
  readonly #closing = new AbortController();
  readonly #waiting = new Set<string>();
  #last: Promise<void> = Promise.resolve();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Trains a job as soon as those before it are done. */
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

  /** Resolves when all that was started is done. */
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
    await this.idle();
  }

  async #runOnce(id: string): Promise<void> {
    this.#waiting.delete(id);
    if (this.#closing.signal.aborted) return;
    await this.#holding(id, async (job) => {
      if (isUnderWay(job)) await new JobRun(this.#parts, job, this.#closing.signal).run();
    });
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

/** One training, by who holds the job's lock. */
class JobRun {
  readonly #parts: RunnerParts;
  readonly #closing: AbortSignal;
  #job: StoredJob;
  /** Steps up to those have their event already: a training that goes on makes them again. */
  #told = { steps: 0, epochs: 0 };
  /** What reports lead to, one after the other. */
  #written: Promise<void> = Promise.resolve();

  constructor(parts: RunnerParts, job: StoredJob, closing: AbortSignal) {
    this.#parts = parts;
    this.#job = job;
    this.#closing = closing;
  }

  async run(): Promise<void> {
    const wish = await this.#parts.jobs.wishFor(this.#job.id);
    if (wish !== undefined) return this.stop(wish);
    const order = await this.#order();
    if (typeof order === "string") return this.#fail("invalid_training_file", order);
    this.#told = stepsTold(await this.#parts.jobs.events(this.#job.id));
    const stopping = new AbortController();
    const signal = AbortSignal.any([stopping.signal, this.#closing]);
    const watch = setInterval(() => void this.#watch(stopping), wishPollMs);
    try {
      await this.#parts.trainer.train(order, (report) => this.#take(report), signal);
      await this.#written;
    } catch (error) {
      await this.#written;
      return await this.#fail(
        "server_error",
        error instanceof Error ? error.message : String(error),
      );
    } finally {
      clearInterval(watch);
    }
    return this.#end();
  }

  async #watch(stopping: AbortController): Promise<void> {
    if ((await this.#parts.jobs.wishFor(this.#job.id)) !== undefined) stopping.abort();
  }

  /** Everything that the trainer needs, or why there is not all of it. */
  async #order(): Promise<TrainingOrder | string> {
    const { trainingFile, validationFile, model, chosen, seed, checkpoints } = this.#job;
    const training = await this.#parts.files.content(trainingFile);
    if (training === undefined) return `The training file ${trainingFile} was deleted.`;
    const validation = validationFile && (await this.#parts.files.content(validationFile));
    if (validation === undefined) return `The validation file ${validationFile} was deleted.`;
    const checkpoint = checkpoints.at(-1);
    const resumed = checkpoint && (await this.#parts.jobs.model(this.#job.id, checkpoint.step));
    const base = await this.#base(model);
    if (base === "gone") return `The model ${model} was deleted.`;
    return {
      training,
      ...(validation && { validation }),
      chosen,
      seed,
      ...(base && { base }),
      ...(checkpoint && resumed && { resumed: { epochs: checkpoint.epoch, model: resumed } }),
    };
  }

  async #base(model: string): Promise<Uint8Array<ArrayBuffer> | "gone" | undefined> {
    if (!model.startsWith("ft:")) return undefined;
    const place = await this.#parts.models.find(model);
    return (place && (await this.#parts.models.bytes(place))) ?? "gone";
  }

  #take(report: OrderReport): void {
    this.#written = this.#written.then(() => this.#write(report));
  }

  async #write(report: OrderReport): Promise<void> {
    switch (report.kind) {
      case "start":
        return this.#started(report);
      case "step": {
        if (report.step <= this.#told.steps) return undefined;
        const { id } = this.#job;
        return this.#parts.jobs.addEvent(id, metricsOfStep(report));
      }
      case "epoch":
        return this.#epochDone(report);
      case "refused":
        return this.#fail(report.code, report.message);
    }
  }

  async #started({
    examples,
    labels,
    tokens,
    hyperparameters,
  }: Extract<OrderReport, { kind: "start" }>): Promise<void> {
    const trainedTokens = tokens * hyperparameters.epochs;
    const isResumed = this.#job.checkpoints.length > 0;
    await this.#save({ status: "running", hyperparameters, trainedTokens });
    await this.#tell(
      isResumed
        ? `Going on after epoch ${this.#job.checkpoints.at(-1)?.epoch} of ${hyperparameters.epochs}`
        : `Training started: ${examples} examples, ${labels} labels, ${described(hyperparameters)}`,
    );
  }

  async #epochDone(report: Extract<OrderReport, { kind: "epoch" }>): Promise<void> {
    const { jobs, now } = this.#parts;
    const { id } = this.#job;
    const { step, epoch, training, validation, model } = report;
    // The model first: a checkpoint that is listed has one.
    await jobs.saveModel(id, step, model);
    if (step > this.#told.epochs) await jobs.addEvent(id, metricsOfEpoch(report));
    const checkpoint = {
      id: newId("ftckpt"),
      createdAt: now(),
      step,
      epoch,
      training,
      ...(validation && { validation }),
    };
    const checkpoints = [...this.#job.checkpoints, checkpoint];
    await this.#save({ checkpoints: checkpoints.slice(-keptCheckpoints) });
    for (const old of checkpoints.slice(0, -keptCheckpoints)) await jobs.removeModel(id, old.step);
  }

  /** The trainer has come to its end or was stopped. */
  async #end(): Promise<void> {
    if (!isUnderWay(this.#job)) return;
    const { epochs } = this.#job.hyperparameters ?? {};
    if (epochs !== undefined && this.#job.checkpoints.at(-1)?.epoch === epochs) {
      await this.#succeed();
      return;
    }
    const wish = await this.#parts.jobs.wishFor(this.#job.id);
    // Without a wish it is the runner that closes: the job goes on elsewhere.
    if (wish !== undefined) await this.stop(wish);
  }

  async #succeed(): Promise<void> {
    const { files, jobs, now } = this.#parts;
    const { id } = this.#job;
    const csv = new TextEncoder().encode(resultsCsv(await jobs.events(id)));
    const results = await files.add(`${id}-results.csv`, csv, "fine-tune-results");
    await this.#tell(`New fine-tuned model created: ${modelIdOf(this.#job)}`);
    await this.#save({ status: "succeeded", finishedAt: now(), resultFiles: [results.id] });
    await jobs.clearWish(id);
  }

  /** Does what is wished of the job; nothing where it has ended already. */
  async stop(wish: Wish): Promise<void> {
    const { jobs, now } = this.#parts;
    if (!isUnderWay(this.#job) && this.#job.status !== "paused")
      return jobs.clearWish(this.#job.id);
    const isEnd = wish === "cancel";
    await this.#tell(isEnd ? "The job was cancelled" : "The job was paused");
    await this.#save(
      isEnd ? { status: "cancelled", finishedAt: now() } : { status: "paused", finishedAt: null },
    );
    await jobs.clearWish(this.#job.id);
  }

  async #fail(code: string, message: string): Promise<void> {
    const { jobs, now } = this.#parts;
    const param = code === "invalid_validation_file" ? "validation_file" : "training_file";
    await jobs.addEvent(this.#job.id, { message, level: "error" });
    await this.#save({ status: "failed", finishedAt: now(), error: { code, message, param } });
    await jobs.clearWish(this.#job.id);
  }

  async #tell(message: string): Promise<void> {
    await this.#parts.jobs.addEvent(this.#job.id, { message });
  }

  async #save(change: Partial<StoredJob>): Promise<void> {
    this.#job = { ...this.#job, ...change };
    await this.#parts.jobs.save(this.#job);
  }
}

function described(chosen: Hyperparameters): string {
  const { epochs, learningRateMultiplier, wordNgrams, dimension } = chosen;
  return `${epochs} epochs, learning rate multiplier ${learningRateMultiplier}, n-grams of up to ${wordNgrams} words, ${dimension} dimensions`;
}
