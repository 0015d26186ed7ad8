import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CheckResult, DatasetCheckOptions } from "../../src/core/dataset/check-dataset.js";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { convertToLines } from "../../src/core/dataset/convert-layout.js";
import { LayoutError } from "../../src/core/dataset/layout-error.js";
import type { ByteSource } from "../../src/core/dataset/line-reader.js";
import { textSource } from "../../src/core/dataset/line-reader.js";
import type { Verdict } from "../../src/core/dataset/target-verdict.js";
import { verdictFrom } from "../../src/core/dataset/target-verdict.js";
import { ruleById, rules } from "../../src/core/rules/index.js";
import { targets } from "../../src/core/targets/index.js";
import type { Target } from "../../src/core/targets/target.js";
import type { DatasetFile } from "../../src/data/dataset-file.js";
import { openDatasetFile } from "../../src/data/dataset-file.js";
import { UserError } from "../../src/data/user-error.js";

// What is found in the public datasets, as figures alone: a change of the engine that changes any
// of them is seen in the next diff.

/** The folder with the two tables. */
export const goldenFolder = join(import.meta.dirname, "..", "product", "golden");

/** The day of the checks: what is said of closing targets depends on it. */
const today = "2026-11-22";

/** Larger files are checked for their default target alone, so that the test stays quick. */
const mostBytesForAllTargets = 300_000;

const words: Readonly<Record<Verdict, string>> = {
  accepted: "yes",
  "accepted with warnings": "warns",
  refused: "no",
};

/**
 * The two tables by file name, each a text of tab-separated lines in a fixed order.
 *
 * `rules.tsv` has the findings of each rule in each file for the format's own target, rules that are
 * off by default included, and then what others find otherwise when they are named. `(as it is)` is
 * a file that is not laid out as lines, before that is mended. `verdicts.tsv` has who takes which
 * file: `-` stands for a format that a target does not read, `?` for a file too large to ask here.
 */
export type GoldenTables = Readonly<Record<"rules.tsv" | "verdicts.tsv", string>>;

/** What is found in one file. */
interface FileRows {
  readonly rules: readonly string[];
  readonly verdicts: string;
}

/** Checks every dataset in a folder. */
export function goldenTables(folder: string): GoldenTables {
  const files = datasetsIn(folder).map((name) => fileRows(folder, name));
  const found = files.flatMap(({ rules: rows }) => rows);
  const counted = new Set(found.map((row) => row.split("\t")[2]));
  const without = rules.filter(({ id }) => !counted.has(id)).map(({ id }) => `-\t-\t${id}\t0`);
  const head = ["file", "bytes", "layout", "format", "records", ...targets.map(({ id }) => id)];
  return {
    "rules.tsv": tableOf(["file\ttarget\trule\tfindings", ...found, ...without]),
    "verdicts.tsv": tableOf([head.join("\t"), ...files.map(({ verdicts }) => verdicts)]),
  };
}

/** The committed tables. */
export function committedTables(): GoldenTables {
  return {
    "rules.tsv": readFileSync(join(goldenFolder, "rules.tsv"), "utf8"),
    "verdicts.tsv": readFileSync(join(goldenFolder, "verdicts.tsv"), "utf8"),
  };
}

function tableOf(rows: readonly string[]): string {
  return `${rows.join("\n")}\n`;
}

/** Everything but descriptions of the data, by its name in the folder. */
export function datasetsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => !/README\.md$|\.log$/.test(name) && statSync(join(folder, name)).isFile())
    .sort();
}

function fileRows(folder: string, name: string): FileRows {
  const file = opened(join(folder, name));
  if (file === undefined) return { rules: [], verdicts: `${name}\t-\tnot read` };
  try {
    const first = checked(file, {});
    const { layout } = first.plan;
    if (layout === "lines") return rowsOf(name, file, first);
    const laidOut = asLines(join(folder, name), layout);
    if (laidOut === undefined) return rowsOf(name, file, first);
    const rows = rowsOf(name, laidOut, checked(laidOut, {}), layout);
    return { ...rows, rules: [...ruleRows(name, "(as it is)", first.counts), ...rows.rules] };
  } finally {
    file.close();
  }
}

/** The file, or nothing where it is not even read. */
function opened(path: string): DatasetFile | undefined {
  try {
    return openDatasetFile(path);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What a file holds once its layout is fixed; nothing where that would lose something. */
function asLines(path: string, layout: "document" | "table"): ByteSource | undefined {
  try {
    return textSource(convertToLines(layout, readFileSync(path, "utf8")).join("\n"));
  } catch (error) {
    if (error instanceof LayoutError) return undefined;
    throw error;
  }
}

function rowsOf(
  name: string,
  source: ByteSource,
  first: CheckResult,
  layout: string = first.plan.layout,
): FileRows {
  const { context } = first.plan;
  const byDefault = context?.target.id ?? "-";
  const others = targets.filter(({ id, formats }) => {
    return id !== byDefault && context !== undefined && formats.includes(context.format.id);
  });
  const asked = source.bytes > mostBytesForAllTargets ? [] : others;
  const results = new Map(asked.map((target) => [target, checked(source, { target: target.id })]));
  if (context !== undefined) {
    results.set(context.target, checked(source, { target: context.target.id }));
  }
  const facts = [name, source.bytes, layout, context?.format.id ?? "-", first.records];
  const verdicts = targets.map((target) => verdictIn(target, results, others));
  return {
    rules: [
      ...ruleRows(name, `${byDefault} (default)`, first.counts),
      ...differenceRows(name, first.counts, results),
    ],
    verdicts: [...facts, ...verdicts].join("\t"),
  };
}

function verdictIn(
  target: Target,
  results: ReadonlyMap<Target, CheckResult>,
  others: readonly Target[],
): string {
  const result = results.get(target);
  if (result !== undefined) return words[verdictFrom(target, result).verdict];
  return others.includes(target) ? "?" : "-";
}

type Counts = CheckResult["counts"];

function ruleRows(name: string, target: string, counts: Counts): readonly string[] {
  return Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, count]) => [name, target, rule, count].join("\t"));
}

/** What the targets, when somebody names them, find otherwise; equal figures share a row. */
function differenceRows(
  name: string,
  usual: Counts,
  results: ReadonlyMap<Target, CheckResult>,
): readonly string[] {
  const differences = [...results].flatMap(([{ id }, { counts }]) =>
    Object.entries(differing(counts, usual)).map(([rule, count]) => ({ id, rule, count })),
  );
  const groups = Map.groupBy(differences, ({ rule, count }) => `${rule}\t${count}`);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([figure, same]) => `${name}\t${same.map(({ id }) => id).join(" ")}\t${figure}`);
}

/** The counts for one target that are not those for the default one; 0 where a rule is silent. */
function differing(counts: Counts, usual: Counts): Counts {
  // Rules that are off by default speak in the usual check alone.
  const usually = Object.keys(usual).filter((id) => ruleById(id)?.isOffByDefault !== true);
  const ids = new Set([...Object.keys(counts), ...usually]);
  const changed = [...ids].filter((id) => (counts[id] ?? 0) !== (usual[id] ?? 0));
  return Object.fromEntries(changed.map((id) => [id, counts[id] ?? 0]));
}

/** A check in which the rules that are off by default speak, too, where no target is named. */
function checked(source: ByteSource, options: DatasetCheckOptions): CheckResult {
  const off = rules.filter(({ isOffByDefault }) => isOffByDefault === true);
  const severities = Object.fromEntries(off.map(({ id, severity }) => [id, severity]));
  const own = options.target === undefined ? { severities } : {};
  return checkDatasetAtOnce(source, { today, maxFindings: 20, ...own, ...options });
}
