import { UserError } from "../../data/user-error.js";
import { ProviderError } from "../../tuning/provider-error.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
import { isDone } from "../../tuning/runs/run-file.js";
import type { RemoteJob } from "../../tuning/provider.js";
import type { Ledger } from "../../tuning/runs/ledger.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { parseOptions } from "../options.js";
import { printable } from "../report/printable.js";
import { connectFor } from "./connect.js";
import { followRun } from "./follow.js";
import { runSummary } from "./run-summary.js";
import { settle } from "./settle.js";
import type { Workspace } from "./workspace.js";
import { workspaceAt } from "./workspace.js";

/** What can be done with the job of a run. */
const actions = ["cancel", "pause", "resume"] as const;

/** Runs `tunewright runs`. */
export async function runRuns(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    json: { type: "boolean" },
    follow: { type: "string" },
    cancel: { type: "string" },
    pause: { type: "string" },
    resume: { type: "string" },
    settle: { type: "string" },
    job: { type: "string" },
    "no-job": { type: "boolean" },
  });
  const named = [...actions, "follow" as const, "settle" as const].filter(
    (name) => values[name] !== undefined,
  );
  if (positionals[0] !== undefined || named.length > 1) {
    throw new UserError(
      "Name one run, with one of --follow, --cancel, --pause, --resume, --settle.",
    );
  }
  const workspace = workspaceAt(io.cwd);
  const print = (run: RunFile): void =>
    io.stdout.write(values.json === true ? `${JSON.stringify(run)}\n` : runSummary(run));
  const changed = await change(values, workspace, io);
  if (changed !== undefined) {
    print(changed);
    return exitCode.fine;
  }
  if (values.follow !== undefined) {
    const run = await follow(await runNamed(values.follow, workspace), workspace, io);
    print(run);
    return run.status === "failed" || run.status === "unknown" ? exitCode.findings : exitCode.fine;
  }
  const runs = await workspace.ledger.list();
  io.stdout.write(values.json === true ? `${JSON.stringify({ version: 1, runs })}\n` : table(runs));
  return exitCode.fine;
}

/** What the options ask to do with a run. */
interface Wishes extends Readonly<
  Partial<Record<(typeof actions)[number] | "job" | "settle", string>>
> {
  readonly "no-job"?: boolean;
}

/** Does with a run what the options say; `undefined` where they do not name one. */
async function change(wishes: Wishes, workspace: Workspace, io: Io): Promise<RunFile | undefined> {
  const finding = { job: wishes.job, hasNone: wishes["no-job"] === true };
  if (wishes.settle !== undefined) {
    return settle(await runNamed(wishes.settle, workspace), finding, workspace, io);
  }
  if (finding.job !== undefined || finding.hasNone) {
    throw new UserError("--job and --no-job belong to --settle RUN.");
  }
  for (const action of actions) {
    const id = wishes[action];
    if (id !== undefined) return act(action, await runNamed(id, workspace), workspace, io);
  }
  return undefined;
}

async function runNamed(id: string, { ledger }: Workspace): Promise<RunFile> {
  const run = await ledger.read(id);
  if (run !== undefined) return run;
  throw new UserError(`There is no run "${id}" here. "tunewright runs" lists them.`);
}

async function follow(run: RunFile, workspace: Workspace, io: Io): Promise<RunFile> {
  if (isDone(run)) return run;
  const connected = connectFor(run, io);
  try {
    return await followRun(run, connected, workspace, io);
  } finally {
    await connected.engine?.close();
  }
}

async function act(
  action: (typeof actions)[number],
  run: RunFile,
  { ledger }: Workspace,
  io: Io,
): Promise<RunFile> {
  if (run.job === null) throw new UserError(`Run ${run.id} has no job that could be changed.`);
  const connected = connectFor(run, io);
  try {
    const client = connected.provider.connect(connected.connection);
    return await noteState(run, await client[action](run.job), ledger);
  } catch (error) {
    if (error instanceof ProviderError) throw new UserError(error.message);
    throw error;
  } finally {
    await connected.engine?.close();
  }
}

/** Writes down what has become of a run's job, unless somebody follows the run: they do it. */
async function noteState(run: RunFile, job: RemoteJob, ledger: Ledger): Promise<RunFile> {
  const lock = await ledger.lock(run.id);
  try {
    const current = (await ledger.read(run.id)) ?? run;
    const status = job.status === "unknown" ? current.status : job.status;
    const finishedAt =
      job.finishedAt === null ? current.finishedAt : new Date(job.finishedAt).toISOString();
    const changed: RunFile = { ...current, status, jobStatus: job.statusWord, finishedAt };
    if (lock !== undefined) await ledger.write(changed);
    return changed;
  } finally {
    await lock?.release();
  }
}

function table(runs: readonly RunFile[]): string {
  if (runs.length === 0) return 'No runs here yet. "tunewright tune --train FILE" makes one.\n';
  const rows = runs.map(({ id, status, provider, files, metrics, model }) => [
    id,
    status,
    provider,
    `${files.training.records} records`,
    share(metrics?.testAccuracy ?? metrics?.validationAccuracy),
    model ?? "",
  ]);
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, index) => Math.max(cell.length, widest[index] ?? 0)),
    [],
  );
  return rows
    .map((row) => row.map((cell, index) => printable(cell).padEnd(widths[index] ?? 0)).join("  "))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

function share(accuracy: number | undefined): string {
  return accuracy === undefined ? "" : `${(100 * accuracy).toFixed(1)} %`;
}
