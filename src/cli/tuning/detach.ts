import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RunFile } from "../../tuning/runs/run-file.js";
import type { Io } from "../io.js";

/** Starts a process that brings a run to its end when this one is gone. */
export function followInBackground(run: RunFile, { cwd, environment }: Io): void {
  const program = fileURLToPath(new URL("./cli.js", import.meta.url));
  const follower = spawn(process.execPath, [program, "runs", "--follow", run.id], {
    cwd,
    env: { ...environment },
    detached: true,
    stdio: "ignore",
  });
  follower.unref();
}
