// Feeds the engine with hostile bytes and looks whether it keeps its promises: it ends, in a time
// that the size explains; it finds broken JSON exactly where JSON.parse does; findings stand in
// their lines; an open document is told the same as a file; fixes can be applied.
//
//   npm run fuzz -- [--minutes 10] [--seed 1]
//
// Prints the seed of each case that fails; run it again with that seed and --minutes 0.
import { parseArgs } from "node:util";
import { checkDatasetAtOnce } from "../src/core/dataset/check-dataset.js";
import { LayoutError } from "../src/core/dataset/layout-error.js";
import { fixLines } from "../src/core/dataset/fix-dataset.js";
import type { ByteSource } from "../src/core/dataset/line-reader.js";
import { splitLines } from "../src/core/json/lines.js";
import { rules } from "../src/core/rules/index.js";
import { CheckedDocument } from "../src/server/checked-document.js";
import { hostileBytes } from "./fuzz/hostile-bytes.ts";
import { seededRandom } from "./samples/seeded-random.ts";

const slowestMillisecondsPerByte = 0.02;
const leastMilliseconds = 1_500;
const mostHeapMebibytes = 2_000;

function main(): void {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
    },
  });
  const end = performance.now() + Number(values.minutes) * 60_000;
  let [cases, bytes, failed, slowest] = [0, 0, 0, 0];
  for (let seed = Number(values.seed); cases === 0 || performance.now() < end; seed += 1) {
    const content = hostileBytes(seededRandom(seed));
    const started = performance.now();
    try {
      examine(content);
    } catch (error) {
      failed += 1;
      console.error(`Seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    const taken = performance.now() - started;
    if (taken > Math.max(leastMilliseconds, content.length * slowestMillisecondsPerByte)) {
      failed += 1;
      console.error(`Seed ${seed}: ${content.length} bytes took ${Math.round(taken)} ms.`);
    }
    slowest = Math.max(slowest, taken);
    cases += 1;
    bytes += content.length;
  }
  const heap = Math.round(process.memoryUsage().rss / 2 ** 20);
  if (heap > mostHeapMebibytes) failed += 1;
  console.log(
    `${cases} cases, ${(bytes / 1e6).toFixed(0)} MB, slowest ${Math.round(slowest)} ms, ` +
      `${heap} MiB at the end, ${failed} failed`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Throws where a promise is broken. */
function examine(content: Buffer): void {
  const result = checkDatasetAtOnce(source(content), {});
  const text = content.toString("utf8").replace(/^\uFEFF/, "");
  const lines = splitLines(text).map((line) => line.text);
  for (const { line, span, rule } of result.findings) {
    const length = lines[line]?.length ?? -1;
    const isInside = span.start >= 0 && span.start <= span.end && span.end <= length;
    if (!isInside) throw new Error(`${rule} stands at ${span.start}-${span.end} of ${length}.`);
  }
  if (result.plan.layout === "lines") expectEqual("invalid-json", refused(lines), brokenIn(result));
  const document = new CheckedDocument(content.toString("utf8"), {});
  document.work(() => true);
  const notUtf8 = result.counts["not-utf8"] ?? 0;
  expectEqual(
    "an open document",
    shownCounts(result.counts, notUtf8 > 0),
    shownCounts(document.check(Infinity).counts, notUtf8 > 0),
  );
  for (const scope of ["safe", "all"] as const) {
    if (content.length < 20_000) fix(lines, scope);
  }
}

function fix(lines: readonly string[], scope: "safe" | "all"): void {
  try {
    fixLines(lines, { scope });
  } catch (error) {
    // A file that is no list of records after all says so.
    if (!(error instanceof LayoutError)) throw error;
  }
}

const laterRules: ReadonlySet<string> = new Set(
  rules.filter(({ kind }) => kind === "background").map(({ id }) => id),
);

/**
 * What a file and an open document have in common: an editor has decoded the bytes, and shows what
 * takes long later.
 */
function shownCounts(counts: Readonly<Record<string, number>>, isNotUtf8: boolean): string {
  const bytesOnly = ["not-utf8", ...(isNotUtf8 ? ["replacement-character"] : [])];
  const shown = Object.entries(counts).filter(
    ([rule]) => !laterRules.has(rule) && !bytesOnly.includes(rule),
  );
  return JSON.stringify(Object.fromEntries(shown.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function brokenIn({ findings }: ReturnType<typeof checkDatasetAtOnce>): string {
  return findings.flatMap(({ rule, line }) => (rule === "invalid-json" ? [line] : [])).join();
}

/** The lines that JSON.parse refuses, blank ones apart. */
function refused(lines: readonly string[]): string {
  return lines.flatMap((text, line) => (text.trim() === "" || isJson(text) ? [] : [line])).join();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function expectEqual(what: string, expected: string, actual: string): void {
  if (expected === actual) return;
  throw new Error(`${what}: expected ${expected.slice(0, 300)}, got ${actual.slice(0, 300)}`);
}

function source(content: Buffer): ByteSource {
  return {
    bytes: content.length,
    readBytes: (target, position) => content.copy(target, 0, position),
    lineTooLong: (line) => new Error(`Line ${line + 1} is too long.`),
  };
}

main();
