import assert from "node:assert/strict";
import { layoutOf } from "../../src/core/dataset/document-layout.js";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, it } from "node:test";
import type { FileReport, ReportedFinding } from "../../src/cli/file-report.js";
import { splitLines } from "../../src/core/json/lines.js";
import { memoryDatasetFile } from "../../src/data/dataset-file.js";
import type { FixScope } from "../../src/core/dataset/fix-line.js";
import { fixFile, temporaryTarget } from "../../src/data/fix-file.js";
import { parsedJson } from "../support/parsed-json.ts";
import { runCli } from "../support/test-io.ts";

const variable = "TUNEWRIGHT_CORPUS";
const corpus = process.env[variable];
const mostBytes = 12_000_000;

/** Files of other shapes, about which there is nothing to say but whether their lines are JSON. */
const notTrainingData =
  /HumanEval|question\.jsonl|grade-school-math|winogenerated|HaluEval|cellphones|logs|simple|status|products|nested|config/;

/** A file of public training data with everything that is checked of it. */
interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
  readonly lines: readonly string[];
  readonly report: FileReport;
}

describe("public training data", { skip: corpus === undefined && `${variable} is not set` }, () => {
  for (const path of corpus === undefined ? [] : datasetsIn(corpus)) {
    describe(relative(corpus ?? "", path), () => {
      it("is checked without a failing rule, every finding inside its line", async (test) => {
        const sample = await readSample(path);
        test.diagnostic(tableRow(sample));
        assert.deepEqual(
          sample.report.findings.filter((finding) => isOdd(finding, sample)),
          [],
        );
      });

      it("has invalid-json exactly on the lines that JSON.parse refuses, or once for a document", async () => {
        const { lines, report } = await readSample(path);
        const found = report.findings.filter(({ rule }) => rule === "invalid-json");
        const refused = lines.flatMap((text, index) => (isRefused(text) ? [index + 1] : []));
        const expected = layoutOf(lines) === "document" ? refused.slice(0, 1) : refused;
        assert.deepEqual(
          found.map(({ line }) => line),
          expected,
        );
      });

      it("has nothing else on a line that is not JSON", async () => {
        const { lines, report } = await readSample(path);
        const others = report.findings.filter(
          ({ rule, line }) => rule !== "invalid-json" && isRefused(lines[line - 1] ?? ""),
        );
        assert.deepEqual(others, []);
      });

      it("has byte offsets that name the same text as the columns", async () => {
        const { lines, report, bytes } = await readSample(path);
        const differing = report.findings.filter(({ line, column, endColumn, ...place }) => {
          const text = (lines[line - 1] ?? "").slice(column - 1, endColumn - 1);
          const end = place.byteOffset + place.byteLength;
          return bytes.toString("utf8", place.byteOffset, end) !== text;
        });
        assert.deepEqual(differing, []);
      });

      it("numbers records without blank lines", async () => {
        const { lines, report } = await readSample(path);
        let record = 0;
        const numbers = lines.map((text) => (text.trim() === "" ? null : (record += 1)));
        assert.deepEqual(
          report.findings.filter((finding) => finding.record !== numbers[finding.line - 1]),
          [],
        );
        assert.equal(report.records, layoutOf(lines) === "lines" ? record : 0);
      });

      if (notTrainingData.test(path)) {
        it("is not taken for training data", async () => {
          const { report } = await readSample(path);
          const rules = Object.keys(report.counts).filter((rule) => rule !== "invalid-json");
          assert.deepEqual([report.format, rules], [null, []]);
        });
      }

      for (const scope of ["safe", "all"] as const) {
        it(`loses no record by ${scope} fixes, and changes none that has no fix`, async () => {
          const sample = await readSample(path);
          if (scope === "all" && layoutOf(sample.lines) === "document") {
            // A record that stands there twice may be left once, and one may be mended.
            const after = new Set(recordsOf(fixedOf(sample, scope).bytes).map(spelt));
            const before = new Set(listed(sample.bytes).map(spelt));
            return assert.equal(after.size, before.size);
          }
          return assert.deepEqual(harmOf(fixedOf(sample, scope), sample, scope), []);
        });

        it(`has nothing left to fix after ${scope} fixes`, async () => {
          const once = fixedOf(await readSample(path), scope).bytes;
          const report = await reportOf(once.toString("utf8"));
          const left = report.findings.filter(
            ({ fix }) => fix === "safe" || (fix === "asks" && scope === "all"),
          );
          assert.deepEqual([left, fixed(once, scope).bytes.equals(once)], [[], true]);
        });
      }
    });
  }
});

function datasetsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:jsonl|ndjson|json)$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).size < mostBytes)
    .sort();
}

/** The values of the lines. */
function recordsOf(bytes: Buffer): readonly unknown[] {
  const lines = bytes.toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as unknown);
}

/** The items of a JSON list, or values that stand one behind the other, each starting a line. */
function listed(bytes: Buffer): readonly unknown[] {
  const text = bytes.toString("utf8");
  const list = /^\s*\[/.test(text) ? text : `[${text.replaceAll(/^\}\s*\{/gm, "},{")}]`;
  // Either is a list: it starts and ends like one.
  return JSON.parse(list) as readonly unknown[];
}

function spelt(record: unknown): string {
  return JSON.stringify(record);
}

const lastSample: { value?: Sample } = {};

/** Reads and checks a file; the last one is kept because several tests ask for it in a row. */
async function readSample(name: string): Promise<Sample> {
  if (lastSample.value?.name === name) return lastSample.value;
  const bytes = readFileSync(name);
  const text = bytes.toString("utf8");
  const lines = splitLines(text).map((line) => line.text);
  const sample = { name, bytes, lines, report: await reportOf(text) };
  lastSample.value = sample;
  return sample;
}

async function reportOf(input: string): Promise<FileReport> {
  const args = ["check", "-", "--json", "--max-findings", "all"];
  const { stdout } = await runCli(args, { input });
  // Other tests hold the shape of the report.
  const { files } = JSON.parse(stdout) as { readonly files: readonly [FileReport] };
  return files[0];
}

function tableRow({ report, bytes }: Sample): string {
  const counts = Object.entries(report.counts).map(([rule, count]) => `${rule} ${count}`);
  const kind = `${report.format ?? "-"}/${report.target ?? "-"}`;
  const facts = `${bytes.length} bytes, ${report.records} records, ${kind}`;
  return `${facts}: ${counts.join(", ") || "nothing"}`;
}

function isRefused(text: string): boolean {
  return text.trim() !== "" && parsedJson(text).length === 0;
}

function isOdd(finding: ReportedFinding, { lines }: Sample): boolean {
  const { line, column, endLine, endColumn, message } = finding;
  const text = lines[line - 1];
  if (text === undefined || endLine !== line || /This rule failed/.test(message)) return true;
  const isInside = column >= 1 && endColumn >= column && endColumn <= text.length + 1;
  return !isInside || finding.related.some((place) => place.line > lines.length);
}

interface Fixed {
  readonly bytes: Buffer;
  readonly origins: readonly number[];
}

const fixedSamples = new WeakMap<Sample, Map<FixScope, Fixed>>();

/** A sample's fixed content, made once. */
function fixedOf(sample: Sample, scope: FixScope): Fixed {
  const known = fixedSamples.get(sample) ?? new Map<FixScope, Fixed>();
  fixedSamples.set(sample, known);
  const result = known.get(scope) ?? fixed(sample.bytes, scope);
  known.set(scope, result);
  return result;
}

function fixed(content: Buffer, scope: FixScope): Fixed {
  const file = memoryDatasetFile("data.jsonl", content);
  const steps = fixFile(file, { scope, makeTarget: temporaryTarget });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const { target, origin } = step.value;
  if (target === undefined) return { bytes: content, origins: [] };
  const bytes = readFileSync(target.temporaryPath);
  const written = splitLines(bytes.toString("utf8"));
  // The nothing behind the last line ending may be left of a removed line: it has no origin.
  const origins = written
    .slice(0, written.at(-1)?.text === "" ? -1 : undefined)
    .map((_, line) => origin(line));
  target.discard();
  return { bytes, origins };
}

const removableRules = new Set(["empty-completion", "near-duplicate", "normalised-duplicate"]);

/** Lines (from 1) of the original that fixes did something to that they may not do. */
function harmOf({ bytes, origins }: Fixed, { lines, report }: Sample, scope: FixScope): unknown[] {
  if (origins.length === 0) return [];
  const after = splitLines(bytes.toString("utf8")).map(({ text }) => text);
  const became = Map.groupBy(after, (_, line) => origins[line] ?? lines.length - 1);
  // What is left of a record may have been mended.
  const standing = lines.filter((_, line) => (became.get(line) ?? []).length > 0);
  const kept = new Set([...after, ...standing].flatMap((text) => essence(text) ?? []));
  const fixable = new Set(
    report.findings.flatMap(({ fix, line }) =>
      fix === "safe" || (fix === "asks" && scope === "all") ? [line - 1] : [],
    ),
  );
  // What may be removed with all its repeats: an earlier record is nearly the same.
  const removable = new Set(
    report.findings.flatMap(({ rule, line }) =>
      removableRules.has(rule) ? [essence(lines[line - 1] ?? "")] : [],
    ),
  );
  return lines.flatMap((text, line) => {
    const now = became.get(line) ?? [];
    const one = now.length === 1 ? now[0] : undefined;
    const isKept = one === text || (now.length === 0 && text === "");
    if (isKept) return [];
    const isRepeat = scope === "all" && now.length === 0 && isEssenceKept(text, kept);
    const isRemovable = removable.has(essence(text)) && scope === "all" && now.length === 0;
    const isRepaired = fixable.has(line) && now.length > 0;
    const isSplit = now.length > 1;
    const mayBe = isRepeat || isRemovable || (isRepaired && (!isSplit || isRefused(text)));
    return mayBe ? [] : [{ line: line + 1, text, now }];
  });
}

function isEssenceKept(text: string, kept: ReadonlySet<string>): boolean {
  const found = essence(text);
  return found === undefined || kept.has(found);
}

/** What two records share that are equal apart from white space around texts and member order. */
function essence(text: string): string | undefined {
  const [value] = parsedJson(text);
  return value === undefined ? undefined : JSON.stringify(value, sortedAndTrimmed);
}

function sortedAndTrimmed(_key: string, value: unknown): unknown {
  if (typeof value === "string") return value.trim();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
