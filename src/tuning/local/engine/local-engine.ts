import { Hono } from "hono";
import { ApiError } from "./api-error.js";
import type { Folder } from "./folder.js";
import { JobRunner } from "./job-runner.js";
import { chatRoutes } from "./routes/chat-routes.js";
import { completionRoutes } from "./routes/completion-routes.js";
import { fileRoutes } from "./routes/file-routes.js";
import { jobRoutes } from "./routes/job-routes.js";
import { modelRoutes } from "./routes/model-routes.js";
import { StoredFiles } from "./stored-files.js";
import { StoredJobs } from "./stored-jobs.js";
import { StoredModels } from "./stored-models.js";
import type { Trainer } from "./trainer.js";

/** What the engine needs of its host. */
export interface LocalEngineHost {
  /** Where files, jobs and models are kept. Several engines may share one. */
  readonly folder: Folder;
  readonly trainer: Trainer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told where nothing can be done with a job now, such as on a full disk: it is tried again. */
  readonly onTrouble: (error: unknown) => void;
}

/** An engine at work. */
export interface LocalEngine {
  /** Answers requests to `/v1/…` as OpenAI's service does. */
  readonly fetch: (request: Request) => Promise<Response>;
  /**
   * Goes on with jobs that nobody trains, and removes what nobody will end to upload: their process
   * has ended or died.
   */
  resumeAbandoned(): Promise<void>;
  /** Resolves when every job that this engine has started is done. */
  idle(): Promise<void>;
  /** Stops training; another engine can go on with the jobs. */
  close(): Promise<void>;
}

/** Starts an engine that trains text classifiers and answers in the shapes of OpenAI's service. */
export function startLocalEngine({
  folder,
  trainer,
  now,
  onTrouble,
}: LocalEngineHost): LocalEngine {
  const files = new StoredFiles(folder, now);
  const jobs = new StoredJobs(folder, now);
  const models = new StoredModels(jobs);
  const runner = new JobRunner({ jobs, files, models, trainer, now, onTrouble });
  const app = new Hono()
    .basePath("/v1")
    .route("/files", fileRoutes(files))
    .route("/fine_tuning/jobs", jobRoutes({ jobs, files, models, runner, now }))
    .route("/models", modelRoutes(models))
    .route("/completions", completionRoutes(models, now))
    .route("/chat/completions", chatRoutes(models, now))
    .notFound(({ req, json }) => {
      const error = new ApiError(404, `Unknown request: ${req.method} ${req.path}.`);
      return json(error.body, 404);
    })
    .onError((error, { json }) => {
      const known = error instanceof ApiError ? error : new ApiError(500, error.message);
      return json(known.body, known.status);
    });
  return {
    fetch: async (request) => app.fetch(request),
    resumeAbandoned: async () => {
      await files.removeAbandoned();
      await runner.resumeAbandoned();
    },
    idle: () => runner.idle(),
    close: () => runner.close(),
  };
}
