import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import Papa from "papaparse";
import { runBuiltCli } from "../support/built-cli.ts";

const root = join(import.meta.dirname, "..", "..");
const corpus = process.env["TUNEWRIGHT_CORPUS"];
const folders: string[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "prepare-test-"));
  folders.push(path);
  return path;
}

after(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

interface Report {
  readonly source: { readonly rows: number };
  readonly steps: readonly { readonly step: string; readonly in: number; readonly out: number }[];
  readonly outputs: readonly {
    readonly split: string;
    readonly path: string;
    readonly records: number;
    readonly sha256: string;
  }[];
}

function prepare(cwd: string, ...args: readonly string[]) {
  return runBuiltCli(["prepare", ...args], { cwd });
}

function reportOf(stdout: string): Report {
  return JSON.parse(stdout) as Report;
}

function filesOf(path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(path)
      .toSorted()
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(join(path, name)))
          .digest("hex"),
      ]),
  );
}

interface Pair {
  readonly prompt: string;
  readonly completion: string;
}

function pairs(path: string): readonly Pair[] {
  return readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Pair);
}

function tally(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** A folder with the sample reviews and their recipe. */
function sample(): string {
  const path = folder();
  for (const name of ["reviews.csv", "reviews.recipe.yaml"])
    copyFileSync(join(root, "samples", name), join(path, name));
  return path;
}

describe("tunewright prepare", () => {
  it("fetches from no host before somebody has said so, nor when nothing is to be written", async () => {
    const cwd = folder();
    const recipe = "source: https://tables.invalid/t.csv\nformat: text\ntext: a\n";
    writeFileSync(join(cwd, "far.recipe.yaml"), recipe);
    const asked = "far.recipe.yaml reads rows from tables.invalid.";
    const refused = await prepare(cwd, "far.recipe.yaml", "--dry-run");
    assert.equal(refused.code, 2);
    assert.match(
      refused.stderr,
      /reads rows from tables\.invalid\. Nothing was fetched: say --yes/,
    );
    const allowed = await prepare(cwd, "far.recipe.yaml", "--dry-run", "--yes");
    assert.equal(allowed.code, 2);
    assert.ok(allowed.stderr.startsWith(`${asked}\n`), allowed.stderr);
    assert.match(allowed.stderr, /cannot be fetched/);
  });

  it("makes the same files of the sample reviews each time, and they are clean", async () => {
    const cwd = sample();
    const first = await prepare(cwd, "reviews.recipe.yaml", "--json");
    assert.equal(first.code, 0, first.stderr);
    const report = reportOf(first.stdout);
    const written = filesOf(join(cwd, "prepared"));
    assert.deepEqual(Object.keys(written), [
      "reviews.manifest.json",
      "reviews.test.jsonl",
      "reviews.train.jsonl",
      "reviews.validation.jsonl",
    ]);
    assert.deepEqual(
      report.outputs.map(({ split, sha256 }) => [split, sha256]),
      ["train", "validation", "test"].map((split) => [split, written[`reviews.${split}.jsonl`]]),
    );
    assert.equal((await prepare(cwd, "reviews.recipe.yaml")).code, 0);
    assert.deepEqual(filesOf(join(cwd, "prepared")), written);
    const checked = await runBuiltCli(["check", "prepared", "--fail-on", "warning"], { cwd });
    assert.equal(checked.code, 0, checked.stdout);
  });

  it("writes nothing with --dry-run, and all into another folder where it is told", async () => {
    const cwd = sample();
    const dry = await prepare(cwd, "reviews.recipe.yaml", "--dry-run", "--json");
    assert.equal(dry.code, 0, dry.stderr);
    assert.equal(existsSync(join(cwd, "prepared")), false);
    const real = await prepare(cwd, "reviews.recipe.yaml", "--output-dir", "elsewhere", "--json");
    const hashes = ({ outputs }: Report) => outputs.map(({ sha256 }) => sha256);
    assert.deepEqual(hashes(reportOf(real.stdout)), hashes(reportOf(dry.stdout)));
    assert.equal(readdirSync(join(cwd, "elsewhere")).length, 4);
  });

  it("replaces nothing that the recipe has not made, unless it is told to", async () => {
    const cwd = sample();
    assert.equal((await prepare(cwd, "reviews.recipe.yaml")).code, 0);
    const test = join(cwd, "prepared", "reviews.test.jsonl");
    writeFileSync(test, "by hand\n");
    const refused = await prepare(cwd, "reviews.recipe.yaml");
    assert.equal(refused.code, 2);
    assert.match(
      refused.stderr,
      /reviews\.test\.jsonl exists and is not what this recipe has made; --yes replaces it/,
    );
    assert.equal(readFileSync(test, "utf8"), "by hand\n");
    assert.equal((await prepare(cwd, "reviews.recipe.yaml", "--yes")).code, 0);
    assert.notEqual(readFileSync(test, "utf8"), "by hand\n");
  });

  it("names faults with their lines, and leaves nothing behind", async () => {
    const cwd = sample();
    writeFileSync(
      join(cwd, "bad.recipe.yaml"),
      'source: reviews.csv\nformat: prompt-completion\nprompt: "{{ review_titles }}"\ncompletion: x\n',
    );
    const run = await prepare(cwd, "bad.recipe.yaml");
    assert.equal(run.code, 1);
    assert.match(
      run.stderr,
      /^bad\.recipe\.yaml:3:13 error There is no column "review_titles"\. Did you mean "review_title"\?$/m,
    );
    assert.deepEqual(readdirSync(cwd).toSorted(), [
      "bad.recipe.yaml",
      "reviews.csv",
      "reviews.recipe.yaml",
    ]);
  });

  it("proposes a recipe that can be run at once", async () => {
    const cwd = folder();
    copyFileSync(join(root, "samples", "reviews.csv"), join(cwd, "reviews.csv"));
    assert.equal((await prepare(cwd, "--propose", "reviews.csv")).code, 0);
    const run = await prepare(cwd, "reviews.recipe.yaml");
    assert.equal(run.code, 0, run.stderr);
    assert.equal(pairs(join(cwd, "reviews.train.jsonl")).length, 1200);
    assert.equal((await prepare(cwd, "--propose", "reviews.csv")).code, 2);
  });
});

describe("the clothing reviews", { skip: corpus === undefined }, () => {
  const name = "Womens_Clothing_E-Commerce_Reviews.csv";
  const table = join(
    corpus ?? "",
    "table",
    `irmakozveren01__Womens-clothing-text-analysis__${name}`,
  );

  for (const recipe of ["clothing-stars", "clothing-categories"]) {
    it(`become three clean files with even shares: ${recipe}`, async () => {
      const cwd = folder();
      symlinkSync(table, join(cwd, name));
      copyFileSync(
        join(root, "docs", "case-studies", `${recipe}.recipe.yaml`),
        join(cwd, `${recipe}.recipe.yaml`),
      );
      const run = await prepare(cwd, `${recipe}.recipe.yaml`, "--json");
      assert.equal(run.code, 0, run.stderr);
      const report = reportOf(run.stdout);
      const written = filesOf(join(cwd, "data"));
      const files = report.outputs.map(({ path }) => pairs(path));
      compareWithPlainReading(report, files.flat());
      const labels = tally(files.flat().map(({ completion }) => completion));
      const total = files.flat().length;
      for (const file of files) {
        const own = tally(file.map(({ completion }) => completion));
        for (const [label, count] of labels) {
          assert.ok(Math.abs((own.get(label) ?? 0) - (count * file.length) / total) < 1, label);
        }
      }
      const prompts = files.map((file) => new Set(file.map(({ prompt }) => prompt)));
      assert.equal(
        prompts.reduce((sum, { size }) => sum + size, 0),
        new Set(files.flat().map(({ prompt }) => prompt)).size,
      );
      const checked = await runBuiltCli(
        ["check", "data", "--target", "legacy-completions", "--fail-on", "warning"],
        { cwd },
      );
      assert.equal(checked.code, 0, checked.stdout);
      await prepare(cwd, `${recipe}.recipe.yaml`);
      assert.deepEqual(filesOf(join(cwd, "data")), written);
    });
  }

  /** Holds counts of the steps against what another reader of CSV and a few plain lines find. */
  function compareWithPlainReading(report: Report, written: readonly Pair[]): void {
    const { data } = Papa.parse<Record<string, string>>(readFileSync(table, "utf8"), {
      header: true,
      skipEmptyLines: true,
    });
    const text = (row: Record<string, string>, column: string): string => row[column] ?? "";
    const review = (row: Record<string, string>): string =>
      [text(row, "Title"), text(row, "Review Text")]
        .filter((part) => part !== "")
        .join("\n")
        .trim();
    const isCategory = report.steps.some(({ step }) => step === "labels");
    const labelled = isCategory ? data.filter((row) => text(row, "Class Name") !== "") : data;
    const kept = labelled.filter((row) => review(row) !== "");
    const after = (step: string): number | undefined =>
      report.steps.find((one) => one.step === step)?.out;
    assert.deepEqual([report.source.rows, after("keep")], [data.length, kept.length]);
    if (!isCategory) assert.equal(data.length - kept.length, 844);
    const known = new Set(kept.map((row) => `${review(row)}\n\n###\n\n`));
    const missing = written.filter(({ prompt }) => !known.has(prompt));
    assert.deepEqual(missing, []);
    // Equal prompts, and a few more that differ in hardly anything.
    const lost = known.size - written.length;
    assert.ok(lost >= 0 && lost <= 5, String(lost));
  }
});
