import { Hono } from "hono";
import type { FineTuningJobCheckpoint } from "openai/resources/fine-tuning/jobs/checkpoints";
import { badRequest, notFound } from "../api-error.js";
import type { JobRunner } from "../job-runner.js";
import { isUnderWay } from "../job-runner.js";
import { checkpointIdOf } from "../model-names.js";
import type { StoredFiles } from "../stored-files.js";
import type { StoredJob, StoredJobs, Wish } from "../stored-jobs.js";
import type { StoredModels } from "../stored-models.js";
import { jobFrom } from "./job-request.js";
import { jobAnswer } from "./job-answer.js";
import { pageOf } from "./page.js";
import { bodyOf } from "./params.js";

/** What the routes of jobs work with. */
export interface JobParts {
  readonly jobs: StoredJobs;
  readonly files: StoredFiles;
  readonly models: StoredModels;
  readonly runner: JobRunner;
  readonly now: () => number;
}

/** So long an answer waits until whoever trains a job has stopped. */
const mostPatienceMs = 5_000;
const pollMs = 50;

/** `/fine_tuning/jobs`: create, list, retrieve, cancel, pause, resume, events, checkpoints. */
export function jobRoutes(parts: JobParts): Hono {
  const { jobs, runner } = parts;
  const known = async (id: string): Promise<StoredJob> => {
    const job = await jobs.find(id);
    if (job === undefined) throw notFound("fine-tuning job", id);
    return job;
  };
  return new Hono()
    .post("/", async ({ req, json }) => {
      const job = await jobFrom(await bodyOf(req.raw), parts);
      await jobs.save(job);
      await jobs.addEvent(job.id, { message: `Created fine-tuning job: ${job.id}` });
      runner.start(job.id);
      return json(jobAnswer(job));
    })
    .get("/", async ({ req, json }) => {
      const all = await jobs.list();
      const wanted = all.filter((job) => hasMetadata(job, new URL(req.url).searchParams));
      return json(pageOf(wanted.map(jobAnswer), req.url));
    })
    .get("/:id", async ({ req, json }) => json(jobAnswer(await known(req.param("id")))))
    .post("/:id/cancel", async ({ req, json }) => {
      const job = await known(req.param("id"));
      if (!isUnderWay(job) && job.status !== "paused") throw hasEnded(job, "cancelled");
      return json(jobAnswer(await stop(parts, job, "cancel")));
    })
    .post("/:id/pause", async ({ req, json }) => {
      const job = await known(req.param("id"));
      if (!isUnderWay(job)) throw hasEnded(job, "paused");
      return json(jobAnswer(await stop(parts, job, "pause")));
    })
    .post("/:id/resume", async ({ req, json }) => {
      const job = await known(req.param("id"));
      if (job.status !== "paused") throw hasEnded(job, "resumed");
      const resumed: StoredJob = { ...job, status: "queued" };
      await jobs.save(resumed);
      runner.start(job.id);
      return json(jobAnswer(resumed));
    })
    .get("/:id/events", async ({ req, json }) => {
      const { id } = await known(req.param("id"));
      const events = await jobs.events(id);
      return json(pageOf(events.toReversed(), req.url));
    })
    .get("/:id/checkpoints", async ({ req, json }) => {
      const job = await known(req.param("id"));
      return json(pageOf(checkpointsOf(job).toReversed(), req.url, 10));
    });
}

function hasEnded({ id, status }: StoredJob, wanted: string): Error {
  return badRequest(`Job ${id} is ${status} and cannot be ${wanted}.`);
}

/** Stops a job: at once where nobody trains it, else by whoever does. */
async function stop(parts: JobParts, { id }: StoredJob, wish: Wish): Promise<StoredJob> {
  const { jobs, runner } = parts;
  await jobs.wish(id, wish);
  for (let waitedMs = 0; waitedMs < mostPatienceMs; waitedMs += pollMs) {
    await runner.obeyWish(id);
    if ((await jobs.wishFor(id)) === undefined) break;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  const stopped = await jobs.find(id);
  if (stopped === undefined) throw notFound("fine-tuning job", id);
  return stopped;
}

/** Whether a job has the metadata that a list was asked for: `metadata[name]=value`. */
function hasMetadata({ metadata }: StoredJob, asked: URLSearchParams): boolean {
  if (asked.get("metadata") === "null") return metadata === null;
  return [...asked].every(([key, value]) => {
    const name = /^metadata\[(.+)\]$/.exec(key)?.[1];
    return name === undefined || metadata?.[name] === value;
  });
}

function checkpointsOf(job: StoredJob): readonly FineTuningJobCheckpoint[] {
  return job.checkpoints.map(({ id, createdAt, step, training, validation }) => ({
    id,
    object: "fine_tuning.job.checkpoint",
    created_at: Math.floor(createdAt / 1000),
    fine_tuning_job_id: job.id,
    fine_tuned_model_checkpoint: checkpointIdOf(job, step),
    step_number: step,
    metrics: {
      step,
      train_loss: training.loss,
      train_mean_token_accuracy: training.accuracy,
      ...(validation && {
        full_valid_loss: validation.loss,
        full_valid_mean_token_accuracy: validation.accuracy,
      }),
    },
  }));
}
