// A process that replaces two files and makes a third, or goes on with that, and is killed before one
// of its calls that change the disk: `killed-outputs.ts FOLDER write|recover NUMBER [NAME=CODE]`.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";

const [folder = "", work, number = "0", failing = ""] = process.argv.slice(2);
const [failingCall, failingCode] = failing.split("=");
let calls = 0;

const changing = [
  "chmodSync",
  "copyFileSync",
  "fsyncSync",
  "linkSync",
  "openSync",
  "renameSync",
  "rmSync",
  "writeSync",
] as const;

for (const name of changing) {
  const call = fs[name] as (...args: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...args: unknown[]) => {
      calls += 1;
      if (calls === Number(number) && failingCall === "") process.kill(process.pid, "SIGKILL");
      if (calls >= Number(number) && name === failingCall) {
        throw Object.assign(new Error(failingCode), { code: failingCode });
      }
      return call(...args);
    },
  });
}
syncBuiltinESMExports();

const { OutputSet } = await import("../../src/data/prepare/output-set.js");
const { recoverOutputs } = await import("../../src/data/prepare/output-journal.js");

const paths = ["a.jsonl", "b.jsonl", "c.json"].map((name) => join(folder, name));
try {
  if (work === "recover") recoverOutputs(paths.at(-1) ?? "", paths);
  else write();
  process.stdout.write(String(calls));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  process.stdout.write(`${error.name}: ${error.message}`);
  process.exitCode = 3;
}

function write(): void {
  const set = new OutputSet();
  try {
    for (const path of paths) set.add(path).write(Buffer.from("new\n"));
    set.commit();
  } finally {
    set.discard();
  }
}
