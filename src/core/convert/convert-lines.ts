import * as l10n from "@vscode/l10n";
import type { DatasetNature } from "../dataset/check-plan.js";
import { guessNature, linesAtStart } from "../dataset/guess-nature.js";
import type { ByteSource, LineBatch } from "../dataset/line-reader.js";
import { LineReader } from "../dataset/line-reader.js";
import { readLine } from "../dataset/read-line.js";
import type { Format } from "../formats/format.js";
import { giveScanner, takeScanner } from "../kernel/shared-scanners.js";
import type { Converted } from "./conversion.js";
import { refused } from "./conversion.js";
import type { Conversion } from "./index.js";
import { lostInReading } from "./lost-in-reading.js";

/** A line that is not blank, with what becomes of it. */
export interface ConvertedLine {
  /** Counted from 0. */
  readonly line: number;
  readonly converted: Converted;
}

/** The format that the first records of a dataset show it to have. */
export function formatOfDataset(source: ByteSource): Format | undefined {
  const { format, layout } = natureOf(source);
  return layout === "lines" ? format : undefined;
}

/** Whether a dataset is a table or a document, which has to be laid out as lines first. */
export function isToBeLaidOut(source: ByteSource): boolean {
  return natureOf(source).layout !== "lines";
}

function natureOf(source: ByteSource): DatasetNature {
  const scanner = takeScanner();
  try {
    return guessNature(linesAtStart(new LineReader(source, scanner)));
  } finally {
    giveScanner(scanner);
  }
}

/** Converts the records of a dataset of any size, one by one. */
export function* convertLines(
  source: ByteSource,
  conversion: Conversion,
): Generator<ConvertedLine> {
  const scanner = takeScanner();
  try {
    let line = 0;
    for (const batch of new LineReader(source, scanner).read()) {
      yield* convertBatch(batch, line, conversion);
      line += batch.lines.length;
    }
  } finally {
    giveScanner(scanner);
  }
}

function* convertBatch(
  batch: LineBatch,
  firstLine: number,
  conversion: Conversion,
): Generator<ConvertedLine> {
  for (let index = 0; index < batch.lines.length; index += 1) {
    const converted = convertText(batch.text(index), conversion);
    if (converted !== undefined) yield { line: firstLine + index, converted };
  }
}

function convertText(text: string, conversion: Conversion): Converted | undefined {
  const read = readLine(text);
  if (read.kind === "blank") return undefined;
  if (read.kind === "broken") return refused(l10n.t("the line is not JSON"));
  const { object } = read.record;
  if (object === undefined) return refused(l10n.t("the record is no object"));
  const lost = lostInReading(read.record);
  return lost === undefined ? conversion(object) : refused(lost);
}
