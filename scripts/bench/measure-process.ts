import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What one run of a program took, from start to exit. */
export interface Measurement {
  readonly seconds: number;
  readonly peakMebibytes: number;
}

const GNU_TIME = "/usr/bin/time";
const PRELOAD = pathToFileURL(join(import.meta.dirname, "report-memory.mjs")).href;

/** Runs Node with these arguments; exit codes 0 and 1 are fine. `folder` is for passing files. */
export function measureNode(args: readonly string[], folder: string): Measurement {
  return process.platform === "linux" && existsSync(GNU_TIME)
    ? measureWithGnuTime(args, folder)
    : measureWithPreload(args);
}

/** The middle one of the values (the lower one of the two middle ones). */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}

export function medianOf(runs: readonly Measurement[]): Measurement {
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    peakMebibytes: median(runs.map(({ peakMebibytes }) => peakMebibytes)),
  };
}

/** Counts processes started by the program too. */
function measureWithGnuTime(args: readonly string[], folder: string): Measurement {
  const report = join(folder, `time-${process.pid}.txt`);
  const run = timed(GNU_TIME, ["-f", "%M", "-o", report, process.execPath, ...args]);
  const kibibytes = Number(readFileSync(report, "utf8").trim().split("\n").at(-1));
  rmSync(report);
  return { seconds: run.seconds, peakMebibytes: kibibytes / 1024 };
}

function measureWithPreload(args: readonly string[]): Measurement {
  const { seconds, reported } = timed(process.execPath, ["--import", PRELOAD, ...args]);
  return { seconds, peakMebibytes: Number(reported) / 1024 };
}

function timed(program: string, args: readonly string[]) {
  const start = process.hrtime.bigint();
  const run = spawnSync(program, args, {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (run.error !== undefined) throw run.error;
  if (run.status !== 0 && run.status !== 1) {
    throw new Error(`${args.join(" ")} ended with ${run.status ?? run.signal}: ${run.stderr}`);
  }
  return { seconds, reported: run.output[3] ?? "" };
}
