import type { ByteSource } from "../dataset/line-reader.js";
import { LineReader } from "../dataset/line-reader.js";
import { readLine } from "../dataset/read-line.js";
import { giveScanner, takeScanner } from "../kernel/shared-scanners.js";
import type { RecordCounting, RecordTokens } from "./record-tokens.js";
import { recordTokens } from "./record-tokens.js";
import type { TokenStatistics } from "./token-statistics.js";
import { TokenTally } from "./token-statistics.js";

/** What was counted in a dataset. */
export interface CountedDataset extends TokenStatistics {
  /** Lines that are neither blank nor a record of the dataset's format. */
  readonly skipped: number;
}

/** How far counting is. */
export interface CountProgress {
  readonly bytes: number;
}

/**
 * Counts the tokens of a dataset of any size in bounded memory. Gives back control after every line;
 * stop asking to cancel.
 */
export function* countDataset(
  source: ByteSource,
  counting: RecordCounting,
  limit: number | undefined,
): Generator<CountProgress, CountedDataset> {
  const scanner = takeScanner();
  try {
    const reader = new LineReader(source, scanner);
    const tally = new TokenTally(limit);
    let skipped = 0;
    for (const { text, line } of linesOf(reader)) {
      const counted = countText(text, counting);
      if (counted === "skipped") skipped += 1;
      else if (counted !== "blank") tally.add(counted, line);
      yield { bytes: reader.bytesRead };
    }
    return { ...tally.statistics, skipped };
  } finally {
    giveScanner(scanner);
  }
}

function* linesOf(reader: LineReader): Generator<{ readonly text: string; readonly line: number }> {
  let line = 0;
  for (const batch of reader.read()) {
    for (let index = 0; index < batch.lines.length; index += 1, line += 1) {
      yield { text: batch.text(index), line };
    }
  }
}

/** Counts the tokens of the record on a line. */
export function countText(
  text: string,
  counting: RecordCounting,
): RecordTokens | "blank" | "skipped" {
  const read = readLine(text);
  if (read.kind === "blank") return "blank";
  const object = read.kind === "record" ? read.record.object : undefined;
  if (object === undefined || !counting.format.matches(object)) return "skipped";
  return recordTokens(object, counting);
}
