import type { Hyperparameters } from "../hyperparameters.js";
import { decodeModel } from "../model-file.js";
import { newId } from "./ids.js";
import { metricsOfEpoch, metricsOfStep, resultsCsv } from "./job-metrics.js";
import { JobStory } from "./job-story.js";
import { modelIdOf } from "./model-names.js";
import type { StoredFiles } from "./stored-files.js";
import type { StoredJob, StoredJobs, Wish } from "./stored-jobs.js";
import { isUnderWay } from "./stored-jobs.js";
import type { StoredModels } from "./stored-models.js";
import type { OrderReport, Trainer, TrainingOrder } from "./trainer.js";

/** What a training works with. */
export interface RunParts {
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

/** One training, by who holds the job's lock. */
export class JobRun {
  readonly #parts: RunParts;
  readonly #closing: AbortSignal;
  #job: StoredJob;
  #story: JobStory | undefined;
  /** What reports lead to, one after the other. Never rejects. */
  #written: Promise<void> = Promise.resolve();
  /** Why the training cannot go on: its trainer died, or what it reports cannot be written. */
  #fault: { readonly error: unknown } | undefined;
  readonly #stopping = new AbortController();

  constructor(parts: RunParts, job: StoredJob, closing: AbortSignal) {
    this.#parts = parts;
    this.#job = job;
    this.#closing = closing;
  }

  async run(): Promise<void> {
    const wish = await this.#parts.jobs.wishFor(this.#job.id);
    if (wish !== undefined) return this.stop(wish);
    await (await this.#told()).tellOnce(validating(this.#job));
    const order = await this.#order();
    if (typeof order === "string") return this.#fail("invalid_training_file", order);
    const signal = AbortSignal.any([this.#stopping.signal, this.#closing]);
    const watch = setInterval(() => void this.#unlessFaulty(() => this.#obey()), wishPollMs);
    await this.#unlessFaulty(() =>
      this.#parts.trainer.train(order, (report) => this.#take(report), signal),
    );
    clearInterval(watch);
    await this.#written;
    if (this.#fault === undefined) return this.#end();
    const { error } = this.#fault;
    return this.#fail("server_error", error instanceof Error ? error.message : String(error));
  }

  /** What was told before, and what whoever died left untold of it. */
  async #told(): Promise<JobStory> {
    if (this.#story !== undefined) return this.#story;
    this.#story = await JobStory.of(this.#parts.jobs, this.#job);
    await this.#story.tellCheckpoints(this.#job.checkpoints);
    return this.#story;
  }

  async #obey(): Promise<void> {
    if ((await this.#parts.jobs.wishFor(this.#job.id)) !== undefined) this.#stopping.abort();
  }

  /** Does something that may fail; the first fault ends the training. */
  async #unlessFaulty(act: () => Promise<void>): Promise<void> {
    if (this.#fault !== undefined) return;
    try {
      await act();
    } catch (error) {
      this.#fault ??= { error };
      this.#stopping.abort();
    }
  }

  /** Everything that the trainer needs, or why there is not all of it. */
  async #order(): Promise<TrainingOrder | string> {
    const { trainingFile, validationFile, model, chosen, seed } = this.#job;
    const training = await this.#parts.files.content(trainingFile);
    if (training === undefined) return `The training file ${trainingFile} was deleted.`;
    const validation = validationFile && (await this.#parts.files.content(validationFile));
    if (validation === undefined) return `The validation file ${validationFile} was deleted.`;
    const base = await this.#base(model);
    if (base === "gone") return `The model ${model} was deleted.`;
    const resumed = await this.#lastCheckpoint();
    return {
      training,
      ...(validation && { validation }),
      chosen,
      seed,
      ...(base && { base }),
      ...(resumed && { resumed }),
    };
  }

  /** The last checkpoint that is there and whole; those behind it are forgotten. */
  async #lastCheckpoint(): Promise<TrainingOrder["resumed"]> {
    const { id, checkpoints } = this.#job;
    for (const [index, { step, epoch }] of [...checkpoints.entries()].toReversed()) {
      const model = await this.#parts.jobs.model(id, step);
      if (model === undefined || decodeModel(model) === undefined) continue;
      this.#job = { ...this.#job, checkpoints: checkpoints.slice(0, index + 1) };
      return { epochs: epoch, model };
    }
    this.#job = { ...this.#job, checkpoints: [] };
    return undefined;
  }

  async #base(model: string): Promise<Uint8Array<ArrayBuffer> | "gone" | undefined> {
    if (!model.startsWith("ft:")) return undefined;
    const place = await this.#parts.models.find(model);
    return (place && (await this.#parts.models.bytes(place))) ?? "gone";
  }

  #take(report: OrderReport): void {
    this.#written = this.#written.then(() => this.#unlessFaulty(() => this.#write(report)));
  }

  async #write(report: OrderReport): Promise<void> {
    switch (report.kind) {
      case "start":
        return this.#started(report);
      case "step": {
        const story = await this.#told();
        if (report.step <= story.steps.steps) return undefined;
        return story.tell(metricsOfStep(report));
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
    const story = await this.#told();
    const trainedTokens = tokens * hyperparameters.epochs;
    await this.#save({ status: "running", hyperparameters, trainedTokens });
    await story.tellOnce("Files validated");
    const started = `Training started: ${examples} examples, ${labels} labels, ${described(hyperparameters)}`;
    if (!story.has(started)) return story.tell({ message: started });
    const epoch = this.#job.checkpoints.at(-1)?.epoch;
    return story.tell({
      message:
        epoch === undefined
          ? "Going on from the beginning: there was no checkpoint yet"
          : `Going on after epoch ${epoch} of ${hyperparameters.epochs}`,
    });
  }

  async #epochDone(report: Extract<OrderReport, { kind: "epoch" }>): Promise<void> {
    const { jobs, now } = this.#parts;
    const { id } = this.#job;
    const story = await this.#told();
    const { step, epoch, training, validation, model } = report;
    // The model first: a checkpoint that is listed has one.
    await jobs.saveModel(id, step, model);
    if (step > story.steps.epochs) await story.tell(metricsOfEpoch(report));
    const checkpoint = {
      id: newId("ftckpt"),
      createdAt: now(),
      step,
      epoch,
      training,
      ...(validation && { validation }),
    };
    const checkpoints = [...this.#job.checkpoints, checkpoint];
    const deletedSteps = this.#job.deletedSteps.filter((deleted) => deleted !== step);
    await this.#save({ checkpoints: checkpoints.slice(-keptCheckpoints), deletedSteps });
    await story.tellCheckpoints([checkpoint]);
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
    const events = await jobs.events(id);
    const name = `${id}-results.csv`;
    // Whoever had the job before may have died between any two of these steps.
    const known = (await files.list()).find(({ filename }) => filename === name);
    const csv = new TextEncoder().encode(resultsCsv(events));
    const results = known ?? (await files.add(name, csv, "fine-tune-results"));
    const story = await this.#told();
    // Before the end is written down: who sees that looks for events no more.
    await story.tellOnce(`New fine-tuned model created: ${modelIdOf(this.#job)}`);
    await story.tellOnce("The job has successfully completed");
    await this.#save({ status: "succeeded", finishedAt: now(), resultFiles: [results.id] });
    await jobs.clearWish(id);
  }

  /** Lets a paused job go on; whoever trains comes to it again. */
  async endPause(): Promise<void> {
    const story = await this.#told();
    await story.tellAnew({ message: "The job was resumed" });
    await this.#save({ status: "queued" });
  }

  /** Does what is wished of the job; nothing where it has ended already. */
  async stop(wish: Wish): Promise<void> {
    const { jobs, now } = this.#parts;
    if (!isUnderWay(this.#job) && this.#job.status !== "paused")
      return jobs.clearWish(this.#job.id);
    const isEnd = wish === "cancel";
    const story = await this.#told();
    await story.tellAnew({ message: isEnd ? "The job was cancelled" : "The job was paused" });
    await this.#save(
      isEnd ? { status: "cancelled", finishedAt: now() } : { status: "paused", finishedAt: null },
    );
    await jobs.clearWish(this.#job.id);
  }

  async #fail(code: string, message: string): Promise<void> {
    const { jobs, now } = this.#parts;
    const param = code === "invalid_validation_file" ? "validation_file" : "training_file";
    const story = await this.#told();
    await story.tellAnew({ message, level: "error" });
    await this.#save({ status: "failed", finishedAt: now(), error: { code, message, param } });
    await jobs.clearWish(this.#job.id);
  }

  async #save(change: Partial<StoredJob>): Promise<void> {
    this.#job = { ...this.#job, ...change };
    await this.#parts.jobs.save(this.#job);
  }
}

function validating({ trainingFile, validationFile }: StoredJob): string {
  const training = `Validating training file: ${trainingFile}`;
  return validationFile === null ? training : `${training} and validation file: ${validationFile}`;
}

function described(chosen: Hyperparameters): string {
  const { epochs, learningRateMultiplier, wordNgrams, dimension } = chosen;
  return `${epochs} epochs, learning rate multiplier ${learningRateMultiplier}, n-grams of up to ${wordNgrams} words, ${dimension} dimensions`;
}
