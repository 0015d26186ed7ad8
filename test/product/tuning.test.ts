import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import OpenAI from "openai";
import type { RunFile } from "../../src/tuning/runs/run-file.js";
import type { TemporaryFolder } from "../data/temporary-folder.js";
import { temporaryFolder } from "../data/temporary-folder.js";
import type { BuiltOutcome, CliPlace } from "../support/built-cli.js";
import { firstLine, runBuiltCli, startBuiltCli } from "../support/built-cli.js";
import { startFakeService } from "../support/fake-service.js";
import { chatLines, reviewLines } from "../support/review-lines.js";

const isWindows = process.platform === "win32";
const key = "sk-a-key-that-must-not-be-seen";

interface Place {
  readonly folder: TemporaryFolder;
  readonly environment: Readonly<Record<string, string>>;
  run(args: readonly string[], environment?: CliPlace["environment"]): Promise<BuiltOutcome>;
}

/** A workspace with three files of reviews. */
function newPlace(test: TestContext): Place {
  const folder = temporaryFolder(test);
  folder.write("train.jsonl", reviewLines(200, 1));
  folder.write("validation.jsonl", reviewLines(40, 2));
  folder.write("test.jsonl", reviewLines(50, 3));
  folder.write("chat.jsonl", chatLines(reviewLines(40, 1)));
  const environment = { TUNEWRIGHT_DATA_DIR: join(folder.path, "data") };
  return {
    folder,
    environment,
    run: (args, more) =>
      runBuiltCli(args, { cwd: folder.path, environment: { ...environment, ...more } }),
  };
}

function runFileIn(folder: TemporaryFolder): RunFile {
  const names = runNamesIn(folder).filter((name) => name.endsWith(".json"));
  assert.equal(names.length, 1);
  return JSON.parse(folder.read(`.tunewright/runs/${names[0]}`)) as RunFile;
}

function runNamesIn({ path }: TemporaryFolder): readonly string[] {
  const runs = join(path, ".tunewright/runs");
  return existsSync(runs) ? readdirSync(runs) : [];
}

/** All that lies in a folder, as one text. */
function allTextIn(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

async function until(check: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!check()) {
    assert.ok(Date.now() < end, "it did not come to pass");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const threeFiles = "tune --train train.jsonl --validation validation.jsonl --test test.jsonl".split(
  " ",
);

describe("tunewright tune, with the local engine", () => {
  it("tunes, scores the test file, and prints the run's file", async (test) => {
    const { folder, run } = newPlace(test);
    const args = [...threeFiles, "--epochs", "8", "--seed", "3", "--suffix", "reviews", "--json"];
    const { code, stdout, stderr } = await run(args);
    assert.equal(code, 0, stderr);
    const printed = JSON.parse(stdout) as RunFile;
    assert.deepEqual(printed, runFileIn(folder));
    assert.equal(printed.status, "succeeded");
    assert.match(printed.model ?? "", /^ft:tunewright-classifier:local:reviews:/);
    assert.deepEqual(printed.chosen, { n_epochs: 8 });
    assert.equal(printed.hyperparameters.n_epochs, 8);
    assert.equal(printed.seed, 3);
    assert.ok((printed.metrics?.testAccuracy ?? 0) > 0.9);
    assert.ok((printed.metrics?.validationAccuracy ?? 0) > 0.9);
    assert.equal(printed.files.training.records, 200);
    assert.equal(printed.checkpoints.length, 3);
    assert.match(stderr, /Training started: 200 examples/);
  });

  it("takes few records to validate and to test with, for whoever will read them", async (test) => {
    const { folder, run } = newPlace(test);
    folder.write("few.jsonl", chatLines(reviewLines(3, 5)));
    const files = ["--train", "chat.jsonl", "--validation", "few.jsonl", "--test", "few.jsonl"];
    const tuned = await run(["tune", ...files]);
    assert.equal(tuned.code, 0, tuned.stderr);
    const service = ["--provider", "compatible", "--model", "m"];
    const environment = { OPENAI_BASE_URL: "http://127.0.0.1:9/v1", OPENAI_API_KEY: key };
    const { code, stderr } = await run(["tune", ...files, ...service], environment);
    // It comes as far as asking.
    assert.deepEqual([code, /To be sent/.test(stderr)], [2, true], stderr);
  });

  it("never sends the test file anywhere, and keeps the person's data private", async (test) => {
    const { folder, run } = newPlace(test);
    folder.write("test.jsonl", reviewLines(50, 3).replaceAll("The ", "Heldout "));
    assert.equal((await run(threeFiles)).code, 0);
    assert.equal(runFileIn(folder).files.test?.remoteId, null);
    const data = join(folder.path, "data");
    assert.ok(!allTextIn(data).includes("Heldout"));
    assert.ok(allTextIn(data).includes("positive"));
    if (!isWindows) assert.equal(statSync(data).mode & 0o777, 0o700);
  });

  it("scores the test file later where the first process was killed before", async (test) => {
    const { folder, run } = newPlace(test);
    await run(threeFiles);
    const finished = runFileIn(folder);
    const { testAccuracy, ...metrics } = finished.metrics ?? { step: 0 };
    const path = join(folder.path, `.tunewright/runs/${finished.id}.json`);
    writeFileSync(path, JSON.stringify({ ...finished, metrics }));
    assert.equal((await run(["runs", "--follow", finished.id])).code, 0);
    assert.equal(runFileIn(folder).metrics?.testAccuracy, testAccuracy);
    assert.ok(testAccuracy);
  });

  it("goes on from an earlier model", async (test) => {
    const { run } = newPlace(test);
    const first = await run(["tune", "--train", "train.jsonl", "--json"]);
    const { model } = JSON.parse(first.stdout) as RunFile;
    const args = ["tune", "--train", "validation.jsonl", "--from", model ?? "", "--json"];
    const { code, stdout } = await run(args);
    assert.equal(code, 0);
    const second = JSON.parse(stdout) as RunFile;
    assert.equal(second.baseModel, model);
    assert.equal(second.status, "succeeded");
  });

  it("goes on in the background with --detach", async (test) => {
    const { folder, run } = newPlace(test);
    const { code, stdout } = await run([...threeFiles, "--detach", "--json"]);
    assert.equal(code, 0);
    const { id, status } = JSON.parse(stdout) as RunFile;
    assert.equal(status, "uploading");
    await until(() => runFileIn(folder).metrics?.testAccuracy !== undefined);
    assert.equal(runFileIn(folder).status, "succeeded");
    assert.equal((await run(["runs", "--follow", id])).code, 0);
  });

  it("stops at errors in the files, with 1, and makes no run", async (test) => {
    const { folder, run } = newPlace(test);
    folder.write("validation.jsonl", `${reviewLines(40, 2)}oops\n`);
    const { code, stdout, stderr } = await run(threeFiles);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /validation\.jsonl\s+41:1 {2}error/);
    assert.match(stderr, /Local engine would refuse these files/);
    assert.deepEqual(runNamesIn(folder), []);
  });

  it("refuses free text in words, with 1", async (test) => {
    const { folder, run } = newPlace(test);
    const texts = Array.from({ length: 40 }, (_, index) =>
      JSON.stringify({
        prompt: `Question ${index}\n\n###\n\n`,
        completion: ` answer ${index} END`,
      }),
    );
    folder.write("free.jsonl", texts.join("\n"));
    const { code, stderr, stdout } = await run(["tune", "--train", "free.jsonl"]);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /40 of 40 completions differ, so they are free text/);
    assert.deepEqual(runNamesIn(folder), []);
  });

  it("refuses what is no training data, with 1, before anything is sent", async (test) => {
    const { folder, run } = newPlace(test);
    folder.write("log.jsonl", '{"level":"info","at":1}\n'.repeat(20));
    const elsewhere = "--provider openai --model gpt-4.1-mini-2025-04-14 --yes".split(" ");
    for (const more of [[], elsewhere]) {
      const { code, stdout, stderr } = await run(["tune", "--train", "log.jsonl", ...more], {
        OPENAI_API_KEY: key,
      });
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, /log\.jsonl is not recognised as training data/);
    }
    assert.deepEqual(runNamesIn(folder), []);
  });

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["no training file", [], /--train/],
    ["a file without --train", ["train.jsonl"], /Did you mean "--train train\.jsonl"/],
    ["a file that is not there", ["--train", "none.jsonl"], /none\.jsonl/],
    ["an unknown option", ["--train", "train.jsonl", "--speed", "9"], /--speed/],
    ["an unknown provider", ["--train", "train.jsonl", "--provider", "x"], /local, openai, azure/],
    ["two models", ["--train", "train.jsonl", "--model", "a", "--from", "b"], /not both/],
    ["too many epochs", ["--train", "train.jsonl", "--epochs", "51"], /from 1 to 50, got "51"/],
    ["no number", ["--train", "train.jsonl", "--epochs", ""], /from 1 to 50/],
    ["dimensions of 10", ["--train", "train.jsonl", "--dimension", "10"], /multiple of 4/],
    ["batches", ["--train", "train.jsonl", "--batch-size", "8"], /batch_size/],
    ["preferences", ["--train", "train.jsonl", "--method", "dpo"], /--method sft/],
    ["reinforcement", ["--train", "train.jsonl", "--method", "rft"], /learns from labels/],
    ["a grader", ["--train", "train.jsonl", "--grader", "g.json"], /belong to --method rft/],
    ["a seed that is no number", ["--train", "train.jsonl", "--seed", "x"], /--seed/],
  ];
  for (const [what, args, words] of wrong) {
    it(`ends with 2 and makes no run with ${what}`, async (test) => {
      const { folder, run } = newPlace(test);
      const { code, stdout, stderr } = await run(["tune", ...args]);
      assert.deepEqual([code, stdout], [2, ""], stderr);
      assert.match(stderr, words);
      assert.doesNotMatch(stderr, /fault of ours/);
      assert.deepEqual(runNamesIn(folder), []);
    });
  }

  it("explains itself", async (test) => {
    const { run } = newPlace(test);
    for (const name of ["tune", "runs", "serve"]) {
      const { code, stdout, stderr } = await run([name, "--help"]);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, new RegExp(`^Usage: tunewright ${name}`));
      assert.ok(stdout.split("\n").every((line) => line.length <= 100));
    }
  });
});

describe("tunewright tune, with a service", () => {
  const toService = ["tune", "--train", "chat.jsonl", "--provider", "compatible", "--model", "m"];

  it("sends nothing where nobody can be asked, and says what it would send", async (test) => {
    const { folder, run } = newPlace(test);
    const service = await startFakeService(test, { status: 500, body: {} });
    const environment = { OPENAI_BASE_URL: service.url, OPENAI_API_KEY: key };
    const { code, stderr } = await run(toService, environment);
    assert.equal(code, 2);
    assert.match(stderr, /To be sent to OpenAI-compatible service \(127\.0\.0\.1:\d+\)/);
    assert.match(stderr, /chat\.jsonl: 40 records/);
    assert.match(stderr, /--yes/);
    assert.deepEqual(service.requests, []);
    assert.deepEqual(runNamesIn(folder), []);
  });

  it("says what it takes and costs before it asks", async (test) => {
    const { folder, run } = newPlace(test);
    const tune = "tune --train chat.jsonl --provider openai --model gpt-4.1-mini-2025-04-14";
    const environment = { OPENAI_API_KEY: key };
    const { code, stderr } = await run(tune.split(" "), environment);
    assert.equal(code, 2, stderr);
    const counted = await run(
      "tokens chat.jsonl --model gpt-4.1-mini-2025-04-14 --target openai --json".split(" "),
    );
    const { total } = (JSON.parse(counted.stdout) as { files: [{ tokens: { total: number } }] })
      .files[0].tokens;
    const written = total.toLocaleString("en");
    assert.match(stderr, new RegExp(`Tokens: ${written} in the training file, each epoch`));
    const cost = (epochs: number): string =>
      String(Number(((total / 1_000_000) * 5 * epochs).toPrecision(2)));
    assert.ok(
      stderr.includes(`Cost: ${cost(1)} to ${cost(3)} USD, by the number of epochs`),
      stderr,
    );
    const { stderr: once } = await run([...tune.split(" "), "--epochs", "2"], environment);
    assert.ok(once.includes(`Cost: ${cost(2)} USD (price of 2026-11-22`), once);
    assert.deepEqual(runNamesIn(folder), []);
  });

  it("refuses records that the method has no use for, before anything is sent", async (test) => {
    const { folder, run } = newPlace(test);
    const pair = (i: number): string =>
      JSON.stringify({
        input: { messages: [{ role: "user", content: `Question ${i}` }] },
        preferred_output: [{ role: "assistant", content: `Good ${i}` }],
        non_preferred_output: [{ role: "assistant", content: `Bad ${i}` }],
      });
    folder.write("pairs.jsonl", Array.from({ length: 12 }, (_, i) => pair(i)).join("\n"));
    const toOpenai = "--provider openai --model gpt-4.1-mini-2025-04-14".split(" ");
    const environment = { OPENAI_API_KEY: key };
    const sft = await run(["tune", "--train", "pairs.jsonl", ...toOpenai], environment);
    assert.deepEqual([sft.code, sft.stdout], [2, ""]);
    assert.match(sft.stderr, /pairs\.jsonl: --method sft has no use for preferences/);
    const dpo = ["tune", "--train", "chat.jsonl", "--method", "dpo", ...toOpenai];
    assert.match(
      (await run(dpo, environment)).stderr,
      /chat\.jsonl: --method dpo learns from pref/,
    );
    const fits = ["tune", "--train", "pairs.jsonl", "--method", "dpo", ...toOpenai];
    assert.match((await run(fits, environment)).stderr, /To be sent to OpenAI/);
  });

  it("shows and keeps the key nowhere, even where the service says it back", async (test) => {
    const { folder, run } = newPlace(test);
    const message = `Incorrect API key provided: ${key}.`;
    const body = { error: { message, type: "x", param: null, code: "invalid_api_key" } };
    const service = await startFakeService(test, { status: 401, body });
    const environment = { OPENAI_BASE_URL: service.url, OPENAI_API_KEY: key };
    const { code, stdout, stderr } = await run([...toService, "--yes"], environment);
    assert.equal(code, 1);
    assert.equal(runFileIn(folder).status, "failed");
    assert.match(stdout, /does not accept the key/);
    assert.ok(service.requests.every((request) => request.key === `Bearer ${key}`));
    assert.ok(!`${stdout}${stderr}${allTextIn(folder.path)}`.includes(key));
  });

  for (const url of [
    "http://service.example/v1",
    "ftp://127.0.0.1/v1",
    "https://user:secret-word@service.example/v1",
    "https://service.example/v1?api-key=secret-word",
    "not an address",
    "",
  ]) {
    it(`sends no key to "${url}"`, async (test) => {
      const { folder, run } = newPlace(test);
      const environment = { OPENAI_BASE_URL: url, OPENAI_API_KEY: key };
      const { code, stderr } = await run([...toService, "--yes"], environment);
      assert.equal(code, 2);
      assert.match(stderr, /OPENAI_BASE_URL/);
      assert.doesNotMatch(stderr, /secret-word|fault of ours/);
      assert.deepEqual(runNamesIn(folder), []);
    });
  }

  it("says which variable holds the key", async (test) => {
    const { run } = newPlace(test);
    for (const [provider, variable] of [
      ["openai", "OPENAI_API_KEY"],
      ["nebius", "NEBIUS_API_KEY"],
    ] as const) {
      const args = ["tune", "--train", "chat.jsonl", "--provider", provider, "--model", "m"];
      const { code, stderr } = await run(args);
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`set ${variable}`));
    }
  });

  it("goes on with a run only where it was begun, whatever its file says", async (test) => {
    const { folder, run } = newPlace(test);
    const service = await startFakeService(test, { status: 500, body: {} });
    await run(["tune", "--train", "train.jsonl", "--epochs", "1"]);
    const own = runFileIn(folder);
    const endpoint = "https://elsewhere.example/v1";
    const stranger: RunFile = { ...own, provider: "compatible", endpoint, status: "running" };
    folder.write(`.tunewright/runs/${own.id}.json`, JSON.stringify(stranger));
    const environment = { OPENAI_BASE_URL: service.url, OPENAI_API_KEY: key };
    for (const action of ["--follow", "--cancel"]) {
      const { code, stderr } = await run(["runs", action, own.id], environment);
      assert.equal(code, 2);
      assert.match(stderr, /was begun at https:\/\/elsewhere\.example/);
    }
    assert.deepEqual(service.requests, []);
  });
});

describe("tunewright runs", () => {
  it("lists runs, as a table and as JSON", async (test) => {
    const { folder, run } = newPlace(test);
    assert.match((await run(["runs"])).stdout, /^No runs here yet/);
    await run([...threeFiles, "--epochs", "2"]);
    const own = runFileIn(folder);
    const { stdout } = await run(["runs"]);
    assert.match(
      stdout,
      new RegExp(`^${own.id} +succeeded +local +200 records +\\d+\\.\\d % +ft:`),
    );
    const json = JSON.parse((await run(["runs", "--json"])).stdout) as object;
    assert.deepEqual(json, { version: 1, runs: [own] });
  });

  it("leaves out files that are no runs, and does not follow what one calls itself", async (test) => {
    const { folder, run } = newPlace(test);
    await run(["tune", "--train", "train.jsonl", "--epochs", "1"]);
    const own = runFileIn(folder);
    folder.write(".tunewright/runs/broken.json", "{");
    folder.write(".tunewright/runs/other.json", '{"version":2}');
    const disguised = { ...own, id: "../../outside", status: "uploading" };
    folder.write(".tunewright/runs/innocent.json", JSON.stringify(disguised));
    const { stdout } = await run(["runs"]);
    assert.equal(stdout.trim().split("\n").length, 1);
    const { code, stderr } = await run(["runs", "--follow", "innocent"]);
    assert.equal(code, 2);
    assert.match(stderr, /There is no run "innocent" here/);
    assert.ok(!existsSync(join(folder.path, "outside.json")));
  });

  it("cancels and pauses a run that another process follows", async (test) => {
    const { folder, environment, run } = newPlace(test);
    folder.write("large.jsonl", reviewLines(20_000, 4));
    const args = [
      "tune",
      "--train",
      "large.jsonl",
      "--epochs",
      "50",
      "--dimension",
      "256",
      "--json",
    ];
    const follower = startBuiltCli(args, { cwd: folder.path, environment });
    await until(() => runNamesIn(folder).some((name) => name.endsWith(".csv")));
    const { id } = runFileIn(folder);
    const paused = await run(["runs", "--pause", id]);
    assert.equal(paused.code, 0, paused.stderr);
    await until(() => runFileIn(folder).status === "paused");
    assert.equal((await run(["runs", "--resume", id])).code, 0);
    await until(() => runFileIn(folder).status === "running");
    assert.equal((await run(["runs", "--cancel", id])).code, 0);
    const { code, stdout } = await follower.ended;
    assert.equal(code, 1);
    const ended = JSON.parse(stdout) as RunFile;
    assert.deepEqual([ended.status, ended.model], ["cancelled", null]);
    assert.notEqual(ended.finishedAt, null);
    assert.deepEqual(runFileIn(folder), ended);
    const again = await run(["runs", "--cancel", id]);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /is cancelled and cannot be cancelled/);
  });

  it("waits for a run that another process follows, and ends as it does", async (test) => {
    const { folder, environment, run } = newPlace(test);
    folder.write("large.jsonl", reviewLines(3_000, 4));
    const args = [
      "tune",
      "--train",
      "large.jsonl",
      "--epochs",
      "30",
      "--dimension",
      "128",
      "--json",
    ];
    const follower = startBuiltCli(args, { cwd: folder.path, environment });
    await until(() => runNamesIn(folder).some((name) => name.endsWith(".csv")));
    const { id } = runFileIn(folder);
    const [other, own] = await Promise.all([
      run(["runs", "--follow", id, "--json"]),
      follower.ended,
    ]);
    assert.deepEqual([other.code, other.stdout], [0, own.stdout]);
  });

  for (const args of [
    ["x"],
    ["--follow", "a", "--cancel", "b"],
    ["--follow", "none"],
    ["--speed"],
  ]) {
    it(`ends with 2 where it is told ${args.join(" ")}`, async (test) => {
      const { run } = newPlace(test);
      const { code, stdout, stderr } = await run(["runs", ...args]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.doesNotMatch(stderr, /fault of ours/);
    });
  }
});

describe("tunewright serve", () => {
  it("is driven by the unmodified official client, on this machine, with its key only", async (test) => {
    const { folder, environment } = newPlace(test);
    const service = startBuiltCli(["serve", "--json"], { cwd: folder.path, environment });
    test.after(() => service.child.kill("SIGKILL"));
    const { url, key: token } = JSON.parse(await firstLine(service)) as {
      url: string;
      key: string;
    };
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    for (const apiKey of ["none", `${token}x`, token.slice(1)]) {
      const stranger = new OpenAI({ apiKey, baseURL: url, maxRetries: 0 });
      await assert.rejects(stranger.models.list().asResponse(), {
        status: 401,
        code: "invalid_api_key",
      });
    }
    const client = new OpenAI({ apiKey: token, baseURL: url });
    const file = new File([reviewLines(200, 1)], "train.jsonl");
    const uploaded = await client.files.create({ file, purpose: "fine-tune" });
    const { id } = await client.fineTuning.jobs.create({
      model: "tunewright-classifier",
      training_file: uploaded.id,
      seed: 1,
    });
    const state = async (): Promise<OpenAI.FineTuning.FineTuningJob> =>
      client.fineTuning.jobs.retrieve(id);
    let job = await state();
    while (job.finished_at === null) job = await state();
    assert.equal(job.status, "succeeded");
    const { data } = await client.fineTuning.jobs.listEvents(id);
    assert.ok(data.length > 0);
    const { choices } = await client.chat.completions.create({
      model: job.fine_tuned_model ?? "",
      messages: [{ role: "user", content: "The soft dress is lovely." }],
      temperature: 0,
      logprobs: true,
      top_logprobs: 2,
    });
    assert.equal(choices[0]?.message.content, " positive");
    assert.equal(choices[0].logprobs?.content?.[0]?.top_logprobs.length, 2);
    assert.deepEqual(service.written.stderr, "");
  });

  it(
    "ends at Ctrl+C, and goes on with its jobs when it is started again",
    { skip: isWindows },
    async (test) => {
      const { folder, environment } = newPlace(test);
      const settings = {
        cwd: folder.path,
        environment: { ...environment, TUNEWRIGHT_SERVE_TOKEN: key },
      };
      const first = startBuiltCli(["serve", "--json"], settings);
      const { url } = JSON.parse(await firstLine(first)) as { url: string };
      const client = new OpenAI({ apiKey: key, baseURL: url });
      const uploaded = await client.files.create({
        file: new File([reviewLines(20_000, 1)], "train.jsonl"),
        purpose: "fine-tune",
      });
      const { id } = await client.fineTuning.jobs.create({
        model: "tunewright-classifier",
        training_file: uploaded.id,
        method: { type: "supervised", supervised: { hyperparameters: { n_epochs: 20 } } },
      });
      first.child.kill("SIGINT");
      assert.equal((await first.ended).code, 130);
      const second = startBuiltCli(["serve", "--json"], settings);
      test.after(() => second.child.kill("SIGKILL"));
      const again = JSON.parse(await firstLine(second)) as { url: string };
      const heir = new OpenAI({ apiKey: key, baseURL: again.url });
      let job = await heir.fineTuning.jobs.retrieve(id);
      while (job.finished_at === null) job = await heir.fineTuning.jobs.retrieve(id);
      assert.equal(job.status, "succeeded");
    },
  );

  it("says where the port is taken, or is none", async (test) => {
    const { folder, environment, run } = newPlace(test);
    const service = startBuiltCli(["serve", "--json"], { cwd: folder.path, environment });
    test.after(() => service.child.kill("SIGKILL"));
    const { url } = JSON.parse(await firstLine(service)) as { url: string };
    const taken = await run(["serve", "--port", new URL(url).port]);
    assert.deepEqual([taken.code, taken.stdout], [2, ""]);
    assert.match(taken.stderr, /is taken/);
    for (const args of [["--port", "x"], ["--port", "65536"], ["here"]]) {
      assert.equal((await run(["serve", ...args])).code, 2);
    }
  });
});
