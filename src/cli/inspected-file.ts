import { resolve } from "node:path";
import { guessNature, linesAtStart } from "../core/dataset/guess-nature.js";
import { LineReader } from "../core/dataset/line-reader.js";
import type { Traits } from "../core/dataset/traits.js";
import type { Format } from "../core/formats/format.js";
import type { AskedRecord } from "../core/inspection/asked-record.js";
import { askedRecord } from "../core/inspection/asked-record.js";
import { isJsonObject } from "../core/json/json-node.js";
import { jsonValueOf } from "../core/json/json-value-of.js";
import { giveScanner, takeScanner } from "../core/kernel/shared-scanners.js";
import { openDataset } from "../data/open-dataset.js";
import { UserError } from "../data/user-error.js";
import type { Io } from "./io.js";

/** A dataset whose records a model is asked. */
export interface InspectedFile {
  readonly path: string;
  /** The lines that were wanted and are not blank. */
  readonly lines: readonly AskedLine[];
  /** The labels as completions are written, the most frequent first; none where it has none. */
  readonly labels: readonly string[];
  /** What ends most completions: where a tuned model is told to stop. Empty for nothing. */
  readonly ending: string;
}

/** A line, and what its record asks. */
export interface AskedLine {
  /** From 1. */
  readonly line: number;
  readonly asked: AskedRecord;
}

/** Which lines of a file are of interest. */
export type WantedLines = { readonly only: number } | "all";

/** Completions of so many records say which labels there are. */
const recordsForLabels = 100_000;

/**
 * Reads a dataset: one line, or all of them. With one line come as many others as say which labels the
 * dataset has, where it is made of labels. Throws a `UserError` where it is no dataset of lines.
 */
export async function readInspected(
  name: string,
  wanted: WantedLines,
  io: Io,
): Promise<InspectedFile> {
  const file = await openDataset(resolve(io.cwd, name), name);
  const scanner = takeScanner();
  try {
    const { format, layout, traits } = guessNature(linesAtStart(new LineReader(file, scanner)));
    if (layout !== "lines" || format === undefined) {
      throw new UserError(
        `${name} is not recognised as training data, one record on each line. "tunewright check" says what it is, "tunewright convert" lays it out.`,
      );
    }
    const most = isWhole(wanted) || !traits.hasLabels ? 0 : recordsForLabels;
    const texts = linesOf(new LineReader(file, scanner), wanted, most);
    const all = texts.map(({ line, text }) => ({ line, asked: askedLine(text, format) }));
    return {
      path: name,
      lines: isWhole(wanted) ? all : all.filter(({ line }) => line === wanted.only),
      labels: traits.hasLabels ? labelsIn(all) : [],
      ending: endingOf(traits),
    };
  } finally {
    giveScanner(scanner);
    file.close();
  }
}

/** A line that is not blank. */
interface FileLine {
  readonly line: number;
  readonly text: string;
}

function isWhole(wanted: WantedLines): wanted is "all" {
  return wanted === "all";
}

function linesOf(reader: LineReader, wanted: WantedLines, others: number): readonly FileLine[] {
  const lines: FileLine[] = [];
  const last = isWhole(wanted) ? Number.POSITIVE_INFINITY : Math.max(wanted.only, others);
  let first = 0;
  for (const batch of reader.read()) {
    for (let index = 0; index < batch.lines.length; index += 1) {
      const line = first + index + 1;
      const isWanted = isWhole(wanted) || line === wanted.only || line <= others;
      const text = isWanted ? batch.text(index) : "";
      if (text.trim() !== "") lines.push({ line, text });
    }
    first += batch.lines.length;
    if (first >= last) break;
  }
  return lines;
}

/** What the record of a line asks. */
function askedLine(text: string, format: Format): AskedRecord {
  const record = jsonValueOf(text);
  if (isJsonObject(record)) return askedRecord(record, format);
  return { kind: "refused", reason: "it is no JSON object" };
}

function labelsIn(lines: readonly AskedLine[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { asked } of lines) {
    const label = asked.kind === "asked" ? asked.expected : null;
    if (label !== null && label !== "") counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([label]) => label);
}

function endingOf({ stop, stopLineBreaks }: Traits): string {
  return stop?.text ?? stopLineBreaks;
}
