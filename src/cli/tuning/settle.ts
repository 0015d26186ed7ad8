import { UserError } from "../../data/user-error.js";
import { ProviderError } from "../../tuning/provider-error.js";
import type { RemoteJob } from "../../tuning/provider.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
import type { Settled } from "../../tuning/runs/settle-run.js";
import { jobsThatMayBe, settledWithJob, settledWithoutJob } from "../../tuning/runs/settle-run.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";
import { connectFor } from "./connect.js";
import type { Workspace } from "./workspace.js";

/** What a person has found out: the job, or that there is none; nothing yet where both are left out. */
export interface Finding {
  readonly job: string | undefined;
  readonly hasNone: boolean;
}

const newestJobs = 100;

/**
 * Writes down what a person has found out about a run that ended `unknown`. Throws a `UserError`
 * with the jobs that it may be where they have yet to say.
 */
export async function settle(
  run: RunFile,
  { job, hasNone }: Finding,
  workspace: Workspace,
  io: Io,
): Promise<RunFile> {
  if (job !== undefined && hasNone) throw new UserError("Take --job or --no-job, not both.");
  if (hasNone) return write(run, workspace, (now) => settledWithoutJob(now, Date.now()));
  const connected = connectFor(run, io);
  const client = connected.provider.connect(connected.connection);
  try {
    if (job === undefined) {
      const found = jobsThatMayBe(run, await client.jobs(newestJobs));
      throw new UserError(candidateWords(run, found, connected.provider.title));
    }
    const found = await client.job(job);
    const runs = await workspace.ledger.list();
    return await write(run, workspace, (now) => settledWithJob(now, found, runs));
  } catch (error) {
    if (error instanceof ProviderError) throw new UserError(error.message);
    throw error;
  } finally {
    await connected.engine?.close();
  }
}

async function write(
  { id }: RunFile,
  { ledger }: Workspace,
  change: (run: RunFile) => Settled,
): Promise<RunFile> {
  const lock = await ledger.lock(id);
  if (lock === undefined) throw new UserError(`Another process follows the run ${id}.`);
  try {
    const current = await ledger.read(id);
    if (current === undefined) throw new UserError(`The run ${id} is gone.`);
    const settled = change(current);
    if (settled.kind === "refused") throw new UserError(settled.reason);
    await ledger.write(settled.run);
    return settled.run;
  } finally {
    await lock.release();
  }
}

function candidateWords({ id }: RunFile, jobs: readonly RemoteJob[], title: string): string {
  const list = jobs.map(
    ({ id: job, statusWord, createdAt }) =>
      `  ${printable(job)}  ${printable(statusWord)}  ${createdAt === null ? "" : new Date(createdAt).toISOString()}\n`,
  );
  const found =
    list.length === 0
      ? `${title} has no job with its training file among the newest ${newestJobs}.\n`
      : `Jobs at ${title} with its training file:\n${list.join("")}`;
  return `${found}Say which is the run's, with --settle ${id} --job JOB, or that there is none, with --no-job.`;
}
