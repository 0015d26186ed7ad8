// Measures `check` against a plain JSON.parse of every line, as whole processes in turn.
//
//   npm run bench -- [--sizes 100MB,1GB] [--shapes flat,chat] [--runs 3] [--rules] [--json]
//                    [--write] [--cli dist/cli.js]
//
// Shapes are flat, long, short, escaped, crlf, those that are named after a format (chat, text,
// alpaca, sharegpt, messages, trl, openai, kto, gemini), or all of them; sizes from 500 MB on are
// measured with those of --large-shapes (flat, unless others are named). --rules adds the cost of
// each rule, measured on the smallest size. --write puts the tables into docs/performance.md.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import {
  baselineProgram,
  benchDataset,
  CACHE_FOLDER,
  type Shape,
  shapes,
  warmUp,
} from "./bench/bench-files.ts";
import { writePerformancePage } from "./bench/performance-page.ts";
import { textTable } from "./bench/bench-table.ts";
import { parseSize } from "./bench/byte-size.ts";
import { measureNode, medianOf, type Measurement } from "./bench/measure-process.ts";

const SEED = 1;
const LARGE_BYTES = 500e6;
const CHECK_OPTIONS = ["--format", "json", "--max-findings", "1"];

interface Options {
  readonly sizes: readonly number[];
  readonly shapes: readonly Shape[];
  readonly largeShapes: readonly Shape[];
  readonly runs: number;
  readonly cli: string;
}

interface Program {
  readonly medians: Measurement;
  readonly runs: readonly Measurement[];
}

interface Comparison {
  readonly shape: Shape;
  readonly bytes: number;
  readonly baseline: Program;
  readonly check: Program;
  /** check / baseline. */
  readonly ratio: { readonly time: number; readonly memory: number };
}

interface RuleCost {
  /** The one rule that was on; null: none was. */
  readonly rule: string | null;
  readonly bytes: number;
  readonly seconds: number;
  readonly extraSeconds: number;
}

function main(): void {
  const { values } = parseArgs({
    options: {
      sizes: { type: "string", default: "100MB,1GB" },
      shapes: { type: "string", default: "flat" },
      "large-shapes": { type: "string", default: "flat" },
      runs: { type: "string", default: "3" },
      write: { type: "boolean", default: false },
      cli: { type: "string", default: join(import.meta.dirname, "../dist/cli.js") },
      rules: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const options = {
    sizes: values.sizes.split(",").map(parseSize),
    shapes: parseShapes(values.shapes),
    largeShapes: parseShapes(values["large-shapes"]),
    runs: parseRuns(values.runs),
    cli: resolve(values.cli),
  };
  if (!existsSync(options.cli)) {
    throw new Error(`${options.cli} does not exist; run "npm run build" first.`);
  }
  const comparisons = options.sizes.flatMap((size) =>
    shapesFor(size, options).map((shape) => compare(size, shape, options)),
  );
  const rules = values.rules ? ruleCosts(options) : [];
  if (values.json) {
    console.log(JSON.stringify({ version: 1, machine: machine(), comparisons, rules }, null, 2));
    return;
  }
  const tables = [comparisonTable(comparisons), ...(rules.length > 0 ? [ruleTable(rules)] : [])];
  console.log(`${tables.map((rows) => textTable(rows)).join("\n\n")}\n\n${note(options)}`);
  if (values.write) writePerformancePage(tables, note(options));
}

function shapesFor(size: number, { shapes: usual, largeShapes }: Options): readonly Shape[] {
  return size < LARGE_BYTES ? usual : largeShapes;
}

function parseShapes(text: string): Shape[] {
  const all = Object.keys(shapes) as Shape[]; // the table's own names
  const names = text === "all" ? all : text.split(",");
  return names.map((name) => {
    const shape = all.find((known) => known === name);
    if (shape !== undefined) return shape;
    throw new Error(`Expected "--shapes" to be of ${all.join(", ")}, got "${name}"`);
  });
}

function parseRuns(text: string): number {
  const runs = Number(text);
  if (Number.isInteger(runs) && runs > 0) return runs;
  throw new Error(`Expected "--runs" to be a whole number above 0, got "${text}"`);
}

/** Baseline and check in turn, so that a slow moment of the machine hits both. */
function compare(size: number, shape: Shape, { runs, cli }: Options): Comparison {
  const dataset = benchDataset(size, SEED, shape);
  const baselinePath = baselineProgram();
  warmUp(dataset);
  const baseline: Measurement[] = [];
  const check: Measurement[] = [];
  for (let run = 1; run <= runs; run++) {
    progress(`${sizeName(size)} ${shape}, run ${run} of ${runs}`);
    baseline.push(measureNode([baselinePath, dataset], CACHE_FOLDER));
    check.push(measureNode([cli, "check", dataset, ...CHECK_OPTIONS], CACHE_FOLDER));
  }
  const [plain, ours] = [medianOf(baseline), medianOf(check)];
  return {
    shape,
    bytes: statSync(dataset).size,
    baseline: { medians: plain, runs: baseline },
    check: { medians: ours, runs: check },
    ratio: {
      time: ours.seconds / plain.seconds,
      memory: ours.peakMebibytes / plain.peakMebibytes,
    },
  };
}

/** All rules off, then each one alone; the rounds interleave as above. */
function ruleCosts({ sizes, runs, cli }: Options): RuleCost[] {
  const dataset = benchDataset(Math.min(...sizes), SEED);
  const ids = ruleIds(cli);
  const cases = [null, ...ids].map((rule) => ({ rule, runs: new Array<Measurement>() }));
  warmUp(dataset);
  for (let run = 1; run <= runs; run++) {
    progress(`rules one by one, run ${run} of ${runs}`);
    for (const one of cases) {
      const off = ids.flatMap((id) => (id === one.rule ? [] : ["--rule", `${id}=off`]));
      const args = [cli, "check", dataset, ...CHECK_OPTIONS, ...off];
      one.runs.push(measureNode(args, CACHE_FOLDER));
    }
  }
  const seconds = cases.map((one) => medianOf(one.runs).seconds);
  const bytes = statSync(dataset).size;
  return cases.map(({ rule }, index) => ({
    rule,
    bytes,
    seconds: seconds[index] ?? NaN,
    extraSeconds: (seconds[index] ?? NaN) - (seconds[0] ?? NaN),
  }));
}

function ruleIds(cli: string): string[] {
  const text = execFileSync(process.execPath, [cli, "rules", "--json"], { encoding: "utf8" });
  const rules: unknown = JSON.parse(text);
  if (!Array.isArray(rules)) throw new Error(`Expected an array of rules from ${cli}`);
  return rules.map((rule: unknown) => {
    if (typeof rule === "object" && rule !== null && "id" in rule) return String(rule.id);
    throw new Error(`Expected a rule with an id, got ${JSON.stringify(rule)}`);
  });
}

function comparisonTable(comparisons: readonly Comparison[]): string[][] {
  const rows = comparisons.flatMap(({ shape, bytes, baseline, check, ratio }) => [
    ["JSON.parse", shape, ...speedCells(bytes, baseline.medians), "", ""],
    [
      "check",
      shape,
      ...speedCells(bytes, check.medians),
      `${ratio.time.toFixed(2)} ×`,
      `${ratio.memory.toFixed(2)} ×`,
    ],
  ]);
  const head = ["", "shape", "size", "time", "MB/s", "peak memory", "time ratio", "memory ratio"];
  return [head, ...rows];
}

function speedCells(bytes: number, { seconds, peakMebibytes }: Measurement): string[] {
  return [
    sizeName(bytes),
    `${seconds.toFixed(2)} s`,
    (bytes / 1e6 / seconds).toFixed(0),
    `${peakMebibytes.toFixed(0)} MiB`,
  ];
}

function ruleTable(costs: readonly RuleCost[]): string[][] {
  const rows = costs.map(({ rule, bytes, seconds, extraSeconds }) => [
    rule ?? "(no rule)",
    sizeName(bytes),
    `${seconds.toFixed(2)} s`,
    rule === null ? "" : `${(extraSeconds * 1000).toFixed(0)} ms`,
  ]);
  return [["only this rule on", "size", "time", "beyond no rule"], ...rows];
}

function note({ runs }: Options): string {
  const { cores, processor, node, platform } = machine();
  return [
    `Medians of ${runs} runs of whole processes; ratio = check / baseline (JSON.parse of every line).`,
    `Machine: ${cores} cores (${processor}), Node ${node}, ${platform}.`,
  ].join("\n");
}

function machine() {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? "unknown",
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
  };
}

function sizeName(bytes: number): string {
  return bytes >= 999e6 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(0)} MB`;
}

function progress(text: string): void {
  if (process.stderr.isTTY) console.error(text);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
