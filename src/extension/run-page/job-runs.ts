import * as vscode from "vscode";
import type { RunSource } from "./run-source.js";

/** A job at a provider that is no run of the workspace. */
export interface JobPlace {
  readonly provider: string;
  readonly job: string;
}

/** Where pages have jobs from. */
export interface JobSource {
  read(place: JobPlace): ReturnType<RunSource["read"]>;
  curve(place: JobPlace): Promise<string | undefined>;
  events(place: JobPlace): ReturnType<RunSource["events"]>;
  look(place: JobPlace): Promise<void>;
  /** Asks for a job again and again while somebody listens. */
  onChange(place: JobPlace, listener: () => void): vscode.Disposable;
}

const scheme = "tunewright-job";

/** What the page of a job is known by. */
export function jobUri({ provider, job }: JobPlace): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${provider}/${encodeURIComponent(job)}` });
}

/** The job that a page is about; `undefined` where it is about a run's file. */
export function jobAt(uri: vscode.Uri): JobPlace | undefined {
  if (uri.scheme !== scheme) return undefined;
  const [, provider, job, ...others] = uri.path.split("/");
  if (!provider || !job || others.length > 0) return undefined;
  return { provider, job: decodeURIComponent(job) };
}

/** Runs of the workspace, and jobs of which nothing is kept: they are asked for, as `load` knows how. */
export function withJobs(runs: RunSource, load: () => Promise<JobSource>): RunSource {
  return {
    list: () => runs.list(),
    prices: () => runs.prices(),
    async read(file) {
      const job = jobAt(file);
      return job === undefined ? runs.read(file) : (await load()).read(job);
    },
    async curve(file) {
      const job = jobAt(file);
      return job === undefined ? runs.curve(file) : (await load()).curve(job);
    },
    async events(file) {
      const job = jobAt(file);
      return job === undefined ? runs.events(file) : (await load()).events(job);
    },
    async look(file) {
      const job = jobAt(file);
      if (job !== undefined) await (await load()).look(job);
    },
    onChange(file, listener) {
      const job = jobAt(file);
      return job === undefined ? runs.onChange(file, listener) : later(load, job, listener);
    },
  };
}

function later(
  load: () => Promise<JobSource>,
  job: JobPlace,
  listener: () => void,
): vscode.Disposable {
  let inner: vscode.Disposable | undefined;
  let isDisposed = false;
  const start = async (): Promise<void> => {
    const jobs = await load();
    if (!isDisposed) inner = jobs.onChange(job, listener);
  };
  void start();
  return {
    dispose() {
      isDisposed = true;
      inner?.dispose();
    },
  };
}
