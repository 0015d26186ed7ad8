import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import type { RunFile } from "../../src/tuning/runs/run-file.js";
import { temporaryFolder } from "../data/temporary-folder.js";
import type { TemporaryFolder } from "../data/temporary-folder.js";
import type { BuiltOutcome, CliPlace } from "../support/built-cli.js";
import { runBuiltCli } from "../support/built-cli.js";
import { startFakeService } from "../support/fake-service.js";
import { chatLines, reviewLines } from "../support/review-lines.js";

interface Place {
  readonly folder: TemporaryFolder;
  run(line: string, environment?: CliPlace["environment"]): Promise<BuiltOutcome>;
}

/** A workspace with its files in a folder and its launch files in another. */
function newPlace(test: TestContext): Place {
  const folder = temporaryFolder(test);
  folder.write("data/train.jsonl", reviewLines(120, 1));
  folder.write("data/validation.jsonl", reviewLines(40, 2));
  folder.write("data/chat.jsonl", chatLines(reviewLines(40, 1)));
  const environment = { TUNEWRIGHT_DATA_DIR: join(folder.path, "engine") };
  return {
    folder,
    run: (line, more) =>
      runBuiltCli(line.split(" "), { cwd: folder.path, environment: { ...environment, ...more } }),
  };
}

function runsIn({ path }: TemporaryFolder): readonly string[] {
  const runs = join(path, ".tunewright/runs");
  return existsSync(runs) ? readdirSync(runs).filter((name) => name.endsWith(".json")) : [];
}

const local = `# With the local engine.
train: ../data/train.jsonl
validation: ../data/validation.jsonl
epochs: 6
seed: 3
suffix: reviews
`;

describe("tunewright tune with a launch file", () => {
  it("tunes as it says, and the file of the run names it with its hash", async (test) => {
    const { folder, run } = newPlace(test);
    folder.write("launch/reviews.tune.yaml", local);
    const { code, stdout, stderr } = await run("tune launch/reviews.tune.yaml --json");
    assert.equal(code, 0, stderr);
    const made = JSON.parse(stdout) as RunFile;
    assert.deepEqual(made.launchFile, {
      path: "launch/reviews.tune.yaml",
      sha256: createHash("sha256").update(local).digest("hex"),
    });
    assert.deepEqual(
      [made.status, made.chosen, made.seed, made.suffix],
      ["succeeded", { n_epochs: 6 }, 3, "reviews"],
    );
    assert.equal(made.files.training.path, "data/train.jsonl");
    assert.equal(made.files.validation?.path, "data/validation.jsonl");
  });

  it("makes the model that the same options make", async (test) => {
    const { folder, run } = newPlace(test);
    folder.write("launch/reviews.tune.yaml", local);
    const byFile = await run("tune launch/reviews.tune.yaml --json");
    const byOptions = await run(
      "tune --train data/train.jsonl --validation data/validation.jsonl --epochs 6 --seed 3 --suffix reviews --json",
    );
    const [first, second] = [byFile, byOptions].map(({ stdout }) => JSON.parse(stdout) as RunFile);
    assert.deepEqual(first?.metrics, second?.metrics);
    assert.equal(second?.launchFile, null);
  });

  it("does what options say in place of the file", async (test) => {
    const { folder, run } = newPlace(test);
    folder.write("launch/reviews.tune.yaml", local);
    const { code, stdout, stderr } = await run(
      "tune launch/reviews.tune.yaml --epochs 2 --train data/validation.jsonl --validation data/train.jsonl --json",
    );
    assert.equal(code, 0, stderr);
    const made = JSON.parse(stdout) as RunFile;
    assert.deepEqual(
      [made.chosen, made.files.training.path, made.seed],
      [{ n_epochs: 2 }, "data/validation.jsonl", 3],
    );
  });

  it("tells every fault with line and column, ends with 1, and begins no run", async (test) => {
    const { folder, run } = newPlace(test);
    folder.write("launch/bad.tune.yaml", `${local}epoch: 3\ndimension: 10\n`);
    const { code, stdout, stderr } = await run("tune launch/bad.tune.yaml");
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(
      stderr,
      /^launch\/bad\.tune\.yaml:7:1 error There is no key "epoch" here\. Did you mean "epochs"\?\nlaunch\/bad\.tune\.yaml:8:12 error Local engine: a whole number from 4 to 256/,
    );
    assert.deepEqual(runsIn(folder), []);
  });

  it("ends with 2 where the file is not there, or is none", async (test) => {
    const { run } = newPlace(test);
    const gone = await run("tune none.tune.yaml");
    assert.deepEqual([gone.code, gone.stdout], [2, ""]);
    assert.match(gone.stderr, /none\.tune\.yaml does not exist/);
    const other = await run("tune reviews.yaml");
    assert.deepEqual([other.code, other.stdout], [2, ""]);
    assert.match(other.stderr, /end in \.tune\.yaml/);
  });

  it("takes what a recipe has made, and asks to prepare it where it has not", async (test) => {
    const { folder, run } = newPlace(test);
    const rows = Array.from({ length: 80 }, (_, at) => {
      const good = at % 2 === 0;
      return `${good ? "A delight of a lamp" : "A dull and broken lamp"} number ${at},${good ? "good" : "bad"}`;
    });
    folder.write("lamps.csv", ["note,verdict", ...rows].join("\n"));
    folder.write(
      "lamps.recipe.yaml",
      [
        "source: lamps.csv",
        "format: prompt-completion",
        'prompt: "{{ note }}\\n\\n###\\n\\n"',
        'completion: " {{ verdict }}"',
        "split: { train: 0.75, validation: 0.25, stratify: completion }",
        "",
      ].join("\n"),
    );
    folder.write(
      "lamps.tune.yaml",
      "train: lamps.recipe.yaml\nvalidation: lamps.recipe.yaml\nepochs: 5\n",
    );
    const early = await run("tune lamps.tune.yaml");
    assert.equal(early.code, 1);
    assert.match(early.stderr, /lamps\.tune\.yaml:1:8 error .* prepare it first/);
    const prepared = await run("prepare lamps.recipe.yaml");
    assert.equal(prepared.code, 0, prepared.stderr);
    const { code, stdout, stderr } = await run("tune lamps.tune.yaml --json");
    assert.equal(code, 0, stderr);
    const { files } = JSON.parse(stdout) as RunFile;
    assert.deepEqual(
      [files.training.path, files.training.records, files.validation?.path],
      ["lamps.train.jsonl", 60, "lamps.validation.jsonl"],
    );
  });

  it("asks before anything is sent, as ever", async (test) => {
    const { folder, run } = newPlace(test);
    const service = await startFakeService(test, { status: 500, body: {} });
    folder.write("c.tune.yaml", "train: data/chat.jsonl\nprovider: compatible\nmodel: m\n");
    const environment = { OPENAI_BASE_URL: service.url, OPENAI_API_KEY: "sk-own" };
    const { code, stderr } = await run("tune c.tune.yaml", environment);
    assert.equal(code, 2);
    assert.match(stderr, /To be sent to OpenAI-compatible service/);
    assert.deepEqual([service.requests, runsIn(folder)], [[], []]);
  });

  it("cannot say where key and data go", async (test) => {
    const { folder, run } = newPlace(test);
    const own = await startFakeService(test, { status: 401, body: { error: {} } });
    const stranger = await startFakeService(test, { status: 401, body: { error: {} } });
    const environment = { OPENAI_BASE_URL: own.url, OPENAI_API_KEY: "sk-own" };
    const plain = "train: data/chat.jsonl\nprovider: compatible\nmodel: m\n";
    for (const key of ["baseUrl", "base_url", "endpoint", "OPENAI_BASE_URL", "url"]) {
      folder.write("c.tune.yaml", `${plain}${key}: ${stranger.url}\n`);
      const { code, stderr } = await run("tune c.tune.yaml --yes", environment);
      assert.equal(code, 1, stderr);
      assert.match(stderr, /c\.tune\.yaml:4:1 error Keys and addresses do not stand/);
    }
    assert.deepEqual([own.requests, stranger.requests], [[], []]);
    folder.write("c.tune.yaml", plain);
    await run("tune c.tune.yaml --yes", environment);
    assert.ok(own.requests.length > 0);
    assert.deepEqual(stranger.requests, []);
    const [name = ""] = runsIn(folder);
    assert.ok(
      !readFileSync(join(folder.path, ".tunewright/runs", name), "utf8").includes("sk-own"),
    );
  });
});
