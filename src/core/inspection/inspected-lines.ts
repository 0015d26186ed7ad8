import { guessNature, linesAtStart } from "../dataset/guess-nature.js";
import type { DatasetLines } from "../dataset/line-reader.js";
import type { Traits } from "../dataset/traits.js";
import type { Format } from "../formats/format.js";
import { isJsonObject } from "../json/json-node.js";
import { jsonValueOf } from "../json/json-value-of.js";
import type { AskedRecord } from "./asked-record.js";
import { askedRecord } from "./asked-record.js";

/** Records that a model can be asked, and what their dataset has in common. */
export interface InspectedLines {
  /** The line that was wanted, unless it is blank. */
  readonly lines: readonly AskedLine[];
  /** The labels as completions are written, the most frequent first; none where it has none. */
  readonly labels: readonly string[];
  /** What ends most completions: where a tuned model is told to stop. Empty for nothing. */
  readonly ending: string;
  /** What ends most prompts. Empty for nothing. */
  readonly separator: string;
}

/** A line, and what its record asks. */
export interface AskedLine {
  /** From 1. */
  readonly line: number;
  readonly asked: AskedRecord;
}

/** Which line of a file is of interest. */
export interface WantedLine {
  /** From 1. */
  readonly only: number;
}

/** Completions of so many records say which labels there are. */
const recordsForLabels = 100_000;

/**
 * Reads a record of a dataset, and as many others as say which labels the dataset has, where it is
 * made of labels. `undefined` where it is no dataset of lines in a format that is known.
 */
export function inspectedLines(
  open: () => DatasetLines,
  wanted: WantedLine,
): InspectedLines | undefined {
  const { format, layout, traits } = guessNature(linesAtStart(open()));
  if (layout !== "lines" || format === undefined) return undefined;
  const texts = linesOf(open(), wanted, traits.hasLabels ? recordsForLabels : 0);
  const all = texts.map(({ line, text }) => ({ line, asked: askedLine(text, format) }));
  return {
    lines: all.filter(({ line }) => line === wanted.only),
    labels: traits.hasLabels ? labelsIn(all) : [],
    ending: endingOf(traits),
    separator: traits.separator?.text ?? "",
  };
}

/** A line that is not blank. */
interface FileLine {
  readonly line: number;
  readonly text: string;
}

function linesOf(lines: DatasetLines, { only }: WantedLine, others: number): readonly FileLine[] {
  const found: FileLine[] = [];
  const last = Math.max(only, others);
  let first = 0;
  for (const batch of lines.read()) {
    for (let index = 0; index < batch.lines.length; index += 1) {
      const line = first + index + 1;
      const isWanted = line === only || line <= others;
      const text = isWanted ? batch.text(index) : "";
      if (text.trim() !== "") found.push({ line, text });
    }
    first += batch.lines.length;
    if (first >= last) break;
  }
  return found;
}

/** What the record of a line asks. */
export function askedLine(text: string, format: Format): AskedRecord {
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

/** What a model that was tuned with a dataset ends its answers with; empty for nothing. */
export function endingOf({ stop, stopLineBreaks }: Traits): string {
  return stop?.text ?? stopLineBreaks;
}
