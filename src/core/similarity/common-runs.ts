import type { CheckPlan } from "../dataset/check-plan.js";
import { readLine } from "../dataset/read-line.js";
import type { Format } from "../formats/format.js";
import { textScanner } from "../kernel/shared-scanners.js";
import type { RunBits } from "../kernel/text-sketch.js";
import { runBitBytes } from "../kernel/text-sketch.js";
import { comparedTexts } from "./compared-texts.js";
import { wordsOf } from "./words.js";

/** How many words make up a run. */
export const wordsPerRun = 3;

/** How many lines from the first are looked at. */
export const linesToLearnFrom = 400;
/** How many UTF-16 units of them are looked at, at most. */
const unitsToLearnFrom = 200_000;
/** A run is common where more than this share of the records has it, and more than so many. */
const commonShare = 0.02;
const mostOfAFew = 3;

/** Runs of words that many records share, such as those of one long instruction. */
export interface CommonRuns {
  /** For sketches; other runs may have the same bit. */
  readonly bits: RunBits;
  has(run: string): boolean;
}

/** Nothing is common. */
export const noCommonRuns: CommonRuns = { bits: new Uint8Array(runBitBytes), has: () => false };

/** The common runs for a check: none where no rule wants to know. */
export function commonRunsFor(
  { backgroundRules, context }: CheckPlan,
  firstLines: readonly string[],
): CommonRuns {
  if (backgroundRules.length === 0 || context === undefined) return noCommonRuns;
  return commonRunsOf(firstLines, context.format);
}

/** Learns from the first lines of a dataset which runs of words many of its records share. */
export function commonRunsOf(firstLines: readonly string[], format: Format): CommonRuns {
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  let units = 0;
  for (const text of firstLines.slice(0, linesToLearnFrom)) {
    units += text.length;
    if (units > unitsToLearnFrom) break;
    const runs = runsOfLine(text, format);
    const record = [...runs].join("\n");
    // Equal records say once what they have to say.
    if (runs.size === 0 || seen.has(record)) continue;
    seen.add(record);
    for (const run of runs) counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  const most = Math.max(mostOfAFew, commonShare * seen.size);
  const common = [...counts].flatMap(([run, count]) => (count > most ? [run] : []));
  return common.length === 0 ? noCommonRuns : withBits(new Set(common));
}

function withBits(common: ReadonlySet<string>): CommonRuns {
  const bits = new Uint8Array(runBitBytes);
  const scanner = textScanner();
  scanner.startSketch(undefined);
  for (const run of common) {
    const bit = scanner.runBit(run);
    bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
  return { bits, has: (run) => common.has(run) };
}

function runsOfLine(line: string, format: Format): ReadonlySet<string> {
  const read = readLine(line);
  const object = read.kind === "record" ? read.record.object : undefined;
  if (object === undefined) return new Set();
  return runsOf(comparedTexts(object, format).given.map(wordsOf));
}

/** All runs of three words of some texts, each with a space between its words. */
export function runsOf(texts: readonly (readonly string[])[]): ReadonlySet<string> {
  const runs = new Set<string>();
  for (const words of texts) {
    for (let at = 0; at + wordsPerRun <= words.length; at += 1) {
      runs.add(words.slice(at, at + wordsPerRun).join(" "));
    }
  }
  return runs;
}
