import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { Validator } from "@cfworker/json-schema";
import type { Schema } from "@cfworker/json-schema";
import OpenAI from "openai";
import { reviewDataset } from "../../scripts/tuning-bench/review-dataset.ts";
import type { InspectionJson } from "../../src/core/inspection/inspection-json.js";
import type { ScoreFact } from "../../src/core/inspection/score-fact.js";
import type { ScoreSummary } from "../../src/core/inspection/score-summary.js";
import type { RunFile } from "../../src/tuning/runs/run-file.js";
import type { TemporaryFolder } from "../data/temporary-folder.js";
import { temporaryFolder } from "../data/temporary-folder.js";
import type { BuiltOutcome } from "../support/built-cli.js";
import { firstLine, runBuiltCli, startBuiltCli } from "../support/built-cli.js";
import { modelServer, startModelServer } from "../support/language-model/model-server.js";
import { reviewLines } from "../support/review-lines.js";

const key = "sk-a-key-that-must-not-be-seen";
const corpus = process.env["TUNEWRIGHT_CORPUS"];

interface Place {
  readonly folder: TemporaryFolder;
  readonly environment: Readonly<Record<string, string>>;
  run(
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<BuiltOutcome>;
}

function newPlace(test: TestContext): Place {
  const folder = temporaryFolder(test);
  const environment = { TUNEWRIGHT_DATA_DIR: join(folder.path, "data") };
  return {
    folder,
    environment,
    run: (args, more) =>
      runBuiltCli(args, { cwd: folder.path, environment: { ...environment, ...more } }),
  };
}

async function tuned({ run }: Place, file: string, ...options: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(["tune", "--train", file, "--json", ...options]);
  assert.equal(code, 0, stderr);
  return (JSON.parse(stdout) as RunFile).model ?? "";
}

function validated(text: string, name = "inspection"): InspectionJson {
  const path = join(import.meta.dirname, `../../schemas/${name}.schema.json`);
  const validator = new Validator(JSON.parse(readFileSync(path, "utf8")) as Schema, "7");
  const value: unknown = JSON.parse(text);
  const { valid, errors } = validator.validate(value);
  assert.ok(valid, JSON.stringify(errors.slice(-2)));
  return value as InspectionJson;
}

async function inspected(
  { run }: Place,
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
): Promise<InspectionJson> {
  const { code, stdout, stderr } = await run(["inspect", ...args, "--json"], environment);
  assert.equal(code, 0, stderr);
  return validated(stdout);
}

function labelSum({ labels }: InspectionJson): number {
  return (labels ?? []).reduce((sum, { probability }) => sum + (probability ?? 0), 0);
}

describe("tunewright inspect, with the local engine", () => {
  it("shows the reviews of the chapter's example as the engine and any client see them", async (test) => {
    const place = newPlace(test);
    const { training, test: held } = reviewDataset(corpus);
    const lineOf = ({ prompt, label }: { prompt: string; label: string }): string =>
      `${JSON.stringify({ prompt, completion: label })}\n`;
    place.folder.write("train.jsonl", training.map(lineOf).join(""));
    place.folder.write("test.jsonl", held.map(lineOf).join(""));
    const model = await tuned(place, "train.jsonl", "--epochs", "1", "--seed", "1");
    const found = await inspected(place, ["test.jsonl:7", "--model", model, "--score"]);
    // Five stars: the probabilities of all of them are told, and add up to 1.
    assert.deepEqual((found.labels ?? []).map(({ label }) => label).sort(), [
      " 1",
      " 2",
      " 3",
      " 4",
      " 5",
    ]);
    assert.ok(Math.abs(labelSum(found) - 1) < 1e-6, String(labelSum(found)));
    assert.equal(found.expected, held[6]?.label);
    assert.equal(found.scored?.method, "echo");
    const { child, ...serving } = startBuiltCli(["serve", "--json"], {
      cwd: place.folder.path,
      environment: place.environment,
    });
    test.after(() => child.kill());
    const served = JSON.parse(await firstLine({ child, ...serving })) as {
      url: string;
      key: string;
    };
    const client = new OpenAI({ baseURL: served.url, apiKey: served.key });
    const answer = await client.completions.create({
      model,
      prompt: held[6]?.prompt ?? "",
      temperature: 0,
      max_tokens: 1,
      logprobs: 5,
    });
    const [top = {}] = answer.choices[0]?.logprobs?.top_logprobs ?? [];
    assert.equal(answer.choices[0]?.text, found.generated.text);
    for (const { label, probability } of found.labels ?? []) {
      assert.equal(probability, Math.exp(top[label] ?? Number.NaN));
      if (label === found.expected) assert.equal(found.scored.logprob, top[label]);
    }
    // And the same to a client that knows no more than the address.
    const environment = { OPENAI_BASE_URL: served.url, OPENAI_API_KEY: served.key };
    const args = ["test.jsonl:7", "--model", model, "--score", "--provider", "compatible"];
    assert.deepEqual(await inspected(place, args, environment), found);
  });

  it("prints a table that fits, without colours where nobody watches", async (test) => {
    const place = newPlace(test);
    place.folder.write("train.jsonl", reviewLines(100, 1));
    const model = await tuned(place, "train.jsonl");
    const { code, stdout, stderr } = await place.run([
      "inspect",
      "train.jsonl:3",
      "--model",
      model,
    ]);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
    assert.match(stdout, /^train\.jsonl:3, ft:/);
    assert.match(stdout, /␣positive +[█▏▎▍▌▋▊▉]* +\d+\.\d\d % -\d/);
    assert.match(stdout, /Labels, 100\.00 % together/);
    assert.match(stdout, /predicted/);
    assert.ok(!stdout.includes("\u001b"));
    assert.ok(
      stdout
        .split("\n")
        .slice(4, -3)
        .every((line) => line.length <= 120),
    );
    const coloured = await place.run(["inspect", "train.jsonl:3", "--model", model], {
      FORCE_COLOR: "1",
    });
    assert.match(coloured.stdout, /\u001b\[/);
  });

  it("says what it cannot inspect, and what to do", async (test) => {
    const place = newPlace(test);
    place.folder.write("a.jsonl", reviewLines(20, 1));
    place.folder.write("text.jsonl", '{"text":"Once."}\n'.repeat(12));
    place.folder.write("table.csv", "a,b\n1,2\n3,4\n");
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /Name a record as FILE:LINE/],
      [["a.jsonl"], /Name a record, as a\.jsonl:1, or score all of them with --score/],
      [["a.jsonl:0", "--model", "m"], /Lines are counted from 1/],
      [["a.jsonl:99", "--model", "m"], /has no record on line 99/],
      [["a.jsonl:1"], /Name the model to ask with --model\. None was tuned here yet/],
      [["a.jsonl:1", "--model", "m"], /There is no model "m"/],
      [["a.jsonl:1", "--model", "m", "--top", "21"], /--top to be 0 to 20/],
      [["a.jsonl:1", "--model", "m", "--temperature", "3"], /from 0 to 2/],
      [["a.jsonl:1", "--model", "m", "--sort", "margin"], /--sort are for whole files/],
      [["a.jsonl", "--score", "--sort", "margn", "--model", "m"], /Did you mean "margin"/],
      [["a.jsonl:1", "--model", "m", "--provider", "opnai"], /--provider to be one of local/],
      [["a.jsonl:1", "--model", "m", "--provider", "openai"], /set OPENAI_API_KEY/],
      [["text.jsonl:1", "--model", "m"], /text\.jsonl:1 cannot be asked: records of the format/],
      [["table.csv:1", "--model", "m"], /not recognised as training data/],
      [["no.jsonl:1", "--model", "m"], /no\.jsonl/],
    ];
    for (const [args, expected] of cases) {
      const { code, stderr } = await place.run(["inspect", ...args]);
      assert.equal(code, 2, args.join(" "));
      assert.match(stderr, expected);
      assert.doesNotMatch(stderr, /fault of ours/);
    }
  });
});

describe("tunewright inspect, at a service", () => {
  it("asks once what the service tells, says where it sends, and shows no key", async (test) => {
    const place = newPlace(test);
    place.folder.write("a.jsonl", reviewLines(20, 1));
    const server = modelServer();
    const url = `${await startModelServer(test, server)}/vllm/v1`;
    const environment = { OPENAI_BASE_URL: url, OPENAI_API_KEY: key };
    const args = "inspect a.jsonl:2 --provider compatible --model small --score --json".split(" ");
    const first = await place.run(args, environment);
    assert.equal(first.code, 0, first.stderr);
    assert.match(
      first.stderr,
      /^To OpenAI-compatible service \(127\.0\.0\.1:\d+\), model small: 1 record\n$/,
    );
    const probed = server.requests.length;
    const found = validated(first.stdout);
    const prompt = (JSON.parse(reviewLines(20, 1).split("\n")[1] ?? "") as { prompt: string })
      .prompt;
    const { model } = server;
    const own = model
      .score(prompt + (found.expected ?? ""))
      .slice(model.score(prompt).length)
      .reduce((sum, token) => sum + ("logprob" in token ? token.logprob : 0), 0);
    assert.ok(Math.abs((found.scored?.logprob ?? 1) - own) < 1e-6);
    assert.equal(found.scored?.method, "echo");
    assert.equal(found.labels?.length, 2);
    const second = await place.run(args, environment);
    assert.equal(second.stdout, first.stdout);
    const again = server.requests.length - probed;
    assert.ok(again < probed, "the service was asked again what it tells");
    await place.run([...args, "--probe"], environment);
    assert.equal(server.requests.length - probed - again, probed);
    assert.ok(!`${first.stdout}${first.stderr}`.includes(key));
    const kept = place.folder.path;
    const names = (await import("node:fs")).readdirSync(kept, { recursive: true }) as string[];
    const files = names.filter((name) => name.endsWith(".json"));
    assert.ok(files.some((name) => name.includes("capabilities")));
    assert.ok(files.every((name) => !place.folder.read(name).includes(key)));
  });

  it("shows characters that are spread over tokens, and compares where nothing is scored", async (test) => {
    const place = newPlace(test);
    const pair = { prompt: "今天天氣很好，我們去公園吧。", completion: "🦄" };
    place.folder.write("a.jsonl", `${JSON.stringify(pair)}\n`.repeat(12));
    const url = `${await startModelServer(test)}/openai/v1`;
    const environment = { OPENAI_BASE_URL: url, OPENAI_API_KEY: key };
    const args = "inspect a.jsonl:1 --provider compatible --model m --score --max-tokens 24".split(
      " ",
    );
    const { code, stdout, stderr } = await place.run([...args, "--temperature", "1"], environment);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Compared with the answer: "🦄"/);
    assert.match(stdout, /Not among the first 5: below .* %\. Not scored: /);
    assert.match(stdout, /Log probabilities: chat \(up to 20 alternatives\), responses/);
  });

  it("scores a whole file: asks first, keeps each score, goes on where it was, and sorts", async (test) => {
    const place = newPlace(test);
    place.folder.write("a.jsonl", reviewLines(12, 1));
    const server = modelServer();
    const url = `${await startModelServer(test, server)}/together/v1`;
    const environment = { OPENAI_BASE_URL: url, OPENAI_API_KEY: key };
    const args = "inspect a.jsonl --score --provider compatible --model m --output out.jsonl".split(
      " ",
    );
    const unasked = await place.run(args, environment);
    assert.equal(unasked.code, 2);
    assert.match(
      unasked.stderr,
      /To be sent to OpenAI-compatible service .*12 records, 12 to 24 requests, about [\d,]+ tokens.*Price not known here/,
    );
    assert.equal(server.requests.length, 0);
    const { code, stderr } = await place.run([...args, "--yes"], environment);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /12 records scored\. Perplexity of the 12 .* Kept in out\.jsonl\./);
    const lines = place.folder.read("out.jsonl").trim().split("\n");
    for (const line of lines) validated(line, "scores");
    const facts = lines.map((line) => JSON.parse(line) as ScoreFact);
    assert.deepEqual(
      facts.map(({ line }) => line).sort((a, b) => a - b),
      [...Array(12).keys()].map((n) => n + 1),
    );
    // Cut off in the middle of a line, as by a crash.
    place.folder.write("out.jsonl", `${lines.slice(0, 7).join("\n")}\n${lines[7]?.slice(0, 40)}`);
    const before = server.requests.length;
    const sorted = await place.run([...args, "--yes", "--sort", "surprise"], environment);
    const perRecord = 2;
    assert.equal(server.requests.length - before, 5 * perRecord);
    const printed = sorted.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as ScoreFact);
    const surprise = printed.map(({ perToken }) => perToken ?? 0);
    assert.deepEqual(
      surprise,
      surprise.toSorted((a, b) => a - b),
    );
    assert.equal(printed.length, 12);
    const kept = place.folder.read("out.jsonl").trim().split("\n");
    assert.equal(kept.length, 12);
    for (const line of kept) validated(line, "scores");
    place.folder.write("notes.jsonl", '{"a":1}\n');
    const other = await place.run([...args.slice(0, -1), "notes.jsonl", "--yes"], environment);
    assert.match(other.stderr, /notes\.jsonl holds something else than scores/);
  });

  it(
    "keeps what was scored before Ctrl+C, and asks for none of it again",
    { skip: process.platform === "win32" },
    async (test) => {
      const place = newPlace(test);
      const count = 60;
      place.folder.write("a.jsonl", reviewLines(count, 1));
      const server = modelServer();
      const slow = async (request: Request): Promise<Response> => {
        await new Promise((resolve) => setTimeout(resolve, 40));
        return server.fetch(request);
      };
      const url = `${await startModelServer(test, { fetch: slow })}/vllm/v1`;
      const environment = { ...place.environment, OPENAI_BASE_URL: url, OPENAI_API_KEY: key };
      const options = "--score --provider compatible --model m --output out.jsonl --yes".split(" ");
      const args = ["inspect", "a.jsonl", ...options];
      const { child, ended } = startBuiltCli(args, { cwd: place.folder.path, environment });
      const kept = (): readonly string[] =>
        place.folder.names().includes("out.jsonl")
          ? place.folder
              .read("out.jsonl")
              .split("\n")
              .filter((line) => line !== "")
          : [];
      while (kept().length < 5 && child.exitCode === null) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      child.kill("SIGINT");
      assert.equal((await ended).code, 130);
      const before = kept().length;
      assert.ok(before >= 5 && before < count, String(before));
      const { code, stderr } = await place.run(args, environment);
      assert.equal(code, 0, stderr);
      const lines = kept().map((text) => (JSON.parse(text) as ScoreFact).hash);
      assert.equal(lines.length, new Set(lines).size);
      assert.match(stderr, new RegExp(`${count} records scored`));
    },
  );

  it("scores a whole file with the local engine, and sends nothing", async (test) => {
    const place = newPlace(test);
    place.folder.write("a.jsonl", reviewLines(60, 1));
    const model = await tuned(place, "a.jsonl");
    const args = ["inspect", "a.jsonl", "--score", "--model", model, "--sort", "wrongness"];
    const { code, stdout, stderr } = await place.run(args);
    assert.equal(code, 0, stderr);
    // It knows them: what it says of them flatters it.
    assert.match(stderr, /was trained on this very file: its scores flatter it/);
    const facts = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as ScoreFact);
    assert.equal(facts.length, 60);
    place.folder.write("b.jsonl", reviewLines(61, 2));
    const other = await place.run([
      "inspect",
      "b.jsonl",
      "--score",
      "--model",
      model,
      "--output",
      "b-scores.jsonl",
      "--json",
    ]);
    assert.doesNotMatch(other.stderr, /flatter/);
    const { records, classification, perToken } = JSON.parse(other.stdout) as ScoreSummary;
    const kept = place.folder.read("b-scores.jsonl").trim().split("\n");
    const others = kept.map((line) => JSON.parse(line) as ScoreFact);
    const right = others.filter(({ predicted, expected }) => predicted === expected).length;
    assert.deepEqual([records, classification?.accuracy], [61, right / 61]);
    const total = others.reduce((sum, { logprob }) => sum + (logprob ?? 0), 0);
    assert.ok(Math.abs((perToken ?? 0) - total / 61) < 1e-12);
    const margins = facts.map(({ margin }) => margin ?? 0);
    assert.deepEqual(
      margins,
      margins.toSorted((a, b) => a - b),
    );
    for (const { method, logprob, expectedProbability } of facts) {
      assert.equal(method, "echo");
      assert.ok(Math.abs(Math.exp(logprob ?? 1) - (expectedProbability ?? 0)) < 1e-6);
    }
  });
});
