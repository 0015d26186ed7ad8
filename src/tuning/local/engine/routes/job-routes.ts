import { Hono } from "hono";
import type { FineTuningJobCheckpoint } from "openai/resources/fine-tuning/jobs/checkpoints";
import { badRequest, notFound } from "../api-error.js";
import type { RunParts } from "../job-run.js";
import type { JobRunner } from "../job-runner.js";
import { checkpointIdOf } from "../model-names.js";
import type { StoredJob, StoredJobs, Wish } from "../stored-jobs.js";
import { isUnderWay } from "../stored-jobs.js";
import { jobFrom } from "./job-request.js";
import { jobAnswer } from "./job-answer.js";
import { pageOf } from "./page.js";
import { bodyOf } from "./params.js";

/** What the routes of jobs work with. */
export interface JobParts extends Omit<RunParts, "trainer"> {
  readonly runner: JobRunner;
}

/** So long an answer waits until whoever trains a job has stopped. */
const mostPatienceMs = 5_000;
const pollMs = 50;

/** `/fine_tuning/jobs`: create, list, retrieve, cancel, pause, resume, events, checkpoints. */
export function jobRoutes(parts: JobParts): Hono {
  const { jobs, runner } = parts;
  const known = (id: string): Promise<StoredJob> => knownJob(jobs, id);
  return new Hono()
    .post("/", async ({ req, json }) => {
      const job = await jobFrom(await bodyOf(req.raw), parts);
      // First, so that no job is without it: events without a job are nobody's.
      await jobs.addEvent(job.id, { message: `Created fine-tuning job: ${job.id}` });
      await jobs.save(job);
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
      return json(jobAnswer(await resume(parts, job)));
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
  await untilTrue(async () => {
    await runner.obeyWish(id);
    return (await jobs.wishFor(id)) === undefined;
  });
  return knownJob(jobs, id);
}

/** Lets a paused job go on, as soon as whoever paused it has let go of it. */
async function resume({ jobs, runner }: JobParts, { id }: StoredJob): Promise<StoredJob> {
  await untilTrue(async () => {
    await runner.endPause(id);
    return (await jobs.find(id))?.status !== "paused";
  });
  return knownJob(jobs, id);
}

async function untilTrue(check: () => Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; waitedMs < mostPatienceMs && !(await check()); waitedMs += pollMs) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

async function knownJob(jobs: StoredJobs, id: string): Promise<StoredJob> {
  const job = await jobs.find(id);
  if (job === undefined) throw notFound("fine-tuning job", id);
  return job;
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
