import assert from "node:assert/strict";
import { createServer } from "node:net";
import { readdirSync, readFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { RunFile } from "../../src/tuning/runs/run-file.js";
import { parseRunEvents } from "../../src/tuning/runs/run-events.js";
import { DiskFolder } from "../../src/tuning/node/disk-folder.js";
import { StoredFiles } from "../../src/tuning/local/engine/stored-files.js";
import { StoredJobs } from "../../src/tuning/local/engine/stored-jobs.js";
import type { TemporaryFolder } from "../data/temporary-folder.js";
import { temporaryFolder } from "../data/temporary-folder.js";
import type { BuiltCli, CliPlace } from "../support/built-cli.js";
import { firstLine, runBuiltCli, startBuiltCli } from "../support/built-cli.js";
import { faultRuns } from "../support/fault-runs.js";
import { chatLines, reviewLines } from "../support/review-lines.js";
import { SeededRandom } from "../support/seeded-random.js";

const lines = reviewLines(600, 1);
const tuneArgs = "tune --train reviews.jsonl --seed 7 --epochs 20 --json".split(" ");
/** What makes a training long enough to be killed in the middle. */
const slowly = "--dimension 128 --word-ngrams 5".split(" ");

/** A workspace with a training file, and a data directory of its own. */
interface Place extends CliPlace {
  readonly folder: TemporaryFolder;
  readonly dataDirectory: string;
}

function newPlace(folder: TemporaryFolder, name: string): Place {
  folder.write(`${name}/reviews.jsonl`, lines);
  const dataDirectory = join(folder.path, `${name}-data`);
  const environment = { TUNEWRIGHT_DATA_DIR: dataDirectory };
  return { folder, cwd: join(folder.path, name), dataDirectory, environment };
}

/** What a training has left at the engine and in the workspace. */
interface Result {
  readonly run: RunFile;
  readonly curve: string;
  readonly model: Uint8Array | undefined;
}

async function resultAt({ cwd, dataDirectory }: Place): Promise<Result> {
  const runs = join(cwd, ".tunewright", "runs");
  const [name = "", ...others] = readdirSync(runs).filter((file) => file.endsWith(".json"));
  assert.deepEqual(others, [], "there is one run");
  const run = JSON.parse(readFileSync(join(runs, name), "utf8")) as RunFile;
  const disk = new DiskFolder(join(dataDirectory, "engine"), "private");
  const [jobs, files] = [new StoredJobs(disk, Date.now), new StoredFiles(disk, Date.now)];
  const all = await jobs.list();
  assert.deepEqual(
    all.map(({ id, status }) => [id, status]),
    [[run.job, "succeeded"]],
    "there is one job",
  );
  const purposes = (await files.list()).map(({ purpose }) => purpose);
  assert.deepEqual(
    purposes.toSorted(),
    ["fine-tune", "fine-tune-results"],
    "one upload, one result",
  );
  const [job] = all;
  const events = await jobs.events(job?.id ?? "");
  const steps = events.flatMap(({ data }) => stepIn(data) ?? []);
  assert.equal(new Set(steps).size, steps.length, "no step is told twice");
  const words = events.filter(({ type }) => type === "message").map(({ message }) => message);
  assert.deepEqual(
    words.filter((message) => !message.startsWith("Going on ")).map(withoutIds),
    wholeStory,
    "each thing is told once",
  );
  const kept = parseRunEvents(readFileSync(join(runs, name.replace(/json$/, "events")), "utf8"));
  assert.deepEqual(kept.map(({ message }) => message).toSorted(), words.toSorted());
  return {
    run,
    curve: readFileSync(join(runs, name.replace(/json$/, "csv")), "utf8"),
    model: await jobs.model(job?.id ?? "", job?.checkpoints.at(-1)?.step ?? 0),
  };
}

const wholeStory = [
  "Created fine-tuning job: ID",
  "Validating training file: ID",
  "Files validated",
  "Training started",
  ...Array.from({ length: 20 }, (_, index) => `Checkpoint after epoch ${index + 1}`),
  "New fine-tuned model created: ID",
  "The job has successfully completed",
];

function withoutIds(message: string): string {
  return message
    .replaceAll(/\b(?:file|ftjob)-\w+|ft:\S+/g, "ID")
    .replace(/^(Training started):.*/, "$1")
    .replace(/^Checkpoint created at step \d+,/, "Checkpoint");
}

/** The step that an event has the loss of. */
function stepIn(data: unknown): number | undefined {
  const { step, train_loss } = (data ?? {}) as { step?: number; train_loss?: number };
  return train_loss === undefined ? undefined : step;
}

async function killAfter({ child, ended }: BuiltCli, ms: number): Promise<boolean> {
  const timer = setTimeout(() => child.kill("SIGKILL"), ms);
  const { code } = await ended;
  clearTimeout(timer);
  return code === null;
}

function runIds({ cwd }: CliPlace): readonly string[] {
  const folder = join(cwd, ".tunewright", "runs");
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    return names.map((name) => name.slice(0, -".json".length));
  } catch {
    return [];
  }
}

describe(`a run whose processes are killed at random moments (${faultRuns} times)`, () => {
  let whole: Result;
  let wholeMs: number;
  const ownFolder = temporaryFolder({ after });
  before(async () => {
    const place = newPlace(ownFolder, "whole");
    const start = performance.now();
    const { code, stderr } = await runBuiltCli([...tuneArgs, ...slowly], place);
    wholeMs = performance.now() - start;
    assert.equal(code, 0, stderr);
    whole = await resultAt(place);
  });

  it("ends with one job, one upload and the model of a run that nothing has disturbed", async (test) => {
    const folder = temporaryFolder(test);
    let kills = 0;
    for (let i = 1; i <= faultRuns; i += 1) {
      const random = new SeededRandom(i);
      const place = newPlace(folder, `killed-${i}`);
      kills += Number(
        await killAfter(startBuiltCli([...tuneArgs, ...slowly], place), random.next() * wholeMs),
      );
      // Killed before the run was written down: nothing was begun.
      if (runIds(place).length === 0) await runBuiltCli([...tuneArgs, ...slowly], place);
      const [id = ""] = runIds(place);
      const follow = ["runs", "--follow", id, "--json"];
      for (let lives = random.below(4); lives > 0; lives -= 1) {
        kills += Number(await killAfter(startBuiltCli(follow, place), random.next() * wholeMs));
      }
      const { code, stderr, stdout } = await runBuiltCli(follow, place);
      assert.equal(code, 0, `run ${i}: ${stderr}`);
      const { run, curve, model } = await resultAt(place);
      assert.equal(run.status, "succeeded", `run ${i}`);
      assert.deepEqual(JSON.parse(stdout), run);
      assert.deepEqual(model, whole.model, `run ${i} has another model`);
      assert.equal(curve, whole.curve, `run ${i} has another curve`);
    }
    test.diagnostic(`${kills} processes were killed`);
    assert.ok(kills > 0);
  });

  it("ends so too where it is the service that is killed", async (test) => {
    const folder = temporaryFolder(test);
    for (let i = 1; i <= Math.ceil(faultRuns / 10); i += 1) {
      const random = new SeededRandom(1_000 + i);
      const place = newPlace(folder, `served-${i}`);
      folder.write(`served-${i}/reviews.jsonl`, chatLines(lines));
      const service = await startService(place);
      const environment = {
        ...place.environment,
        OPENAI_BASE_URL: service.url,
        OPENAI_API_KEY: token,
      };
      const options = ["--provider", "compatible", "--model", "tunewright-classifier", "--yes"];
      const args = [...tuneArgs, ...options];
      const client = startBuiltCli(args, { cwd: place.cwd, environment });
      for (let kills = 0; kills < 3 && client.child.exitCode === null; kills += 1) {
        await Promise.race([client.ended, sleep(random.next() * 2_500)]);
        await service.restart();
      }
      const { code, stdout, stderr } = await client.ended;
      await service.stop();
      assert.notEqual(stdout, "", stderr);
      const run = JSON.parse(stdout) as RunFile;
      test.diagnostic(`run ${i}: ${run.status}`);
      // Nobody could tell whether the job was made: then the person is asked.
      if (run.status === "unknown") continue;
      assert.equal(code, 0, `run ${i}: ${stderr}`);
      assert.equal((await resultAt(place)).run.status, "succeeded");
    }
  });
});

const token = "a-token-for-tests";

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** `tunewright serve` on a port of its own, to be killed and started again. */
async function startService(
  place: Place,
): Promise<{ readonly url: string; restart(): Promise<void>; stop(): Promise<void> }> {
  const port = await freePort();
  const start = async (): Promise<BuiltCli> => {
    const environment = { ...place.environment, TUNEWRIGHT_SERVE_TOKEN: token };
    const service = startBuiltCli(["serve", "--port", String(port), "--json"], {
      cwd: place.cwd,
      environment,
    });
    await firstLine(service);
    return service;
  };
  let service = await start();
  const stop = async (): Promise<void> => {
    service.child.kill("SIGKILL");
    await service.ended;
  };
  return {
    url: `http://127.0.0.1:${port}/v1`,
    restart: async () => {
      await stop();
      service = await start();
    },
    stop,
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}
