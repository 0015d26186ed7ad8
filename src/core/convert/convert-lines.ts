import * as l10n from "@vscode/l10n";
import { layoutOf } from "../dataset/document-layout.js";
import { guessNature, linesAtStart } from "../dataset/guess-nature.js";
import type { ByteSource, LineBatch } from "../dataset/line-reader.js";
import { LineReader } from "../dataset/line-reader.js";
import { readLine } from "../dataset/read-line.js";
import type { Format } from "../formats/format.js";
import { giveScanner, takeScanner } from "../kernel/shared-scanners.js";
import type { Rename } from "./near-prompts.js";
import { nearPrompts } from "./near-prompts.js";
import type { JsonObject } from "../json/json-node.js";
import type { MemberChanges } from "./change-members.js";
import { changeMembers, hasMemberChanges, noMemberChanges } from "./change-members.js";
import type { Converted } from "./conversion.js";
import { refused } from "./conversion.js";
import type { Conversion } from "./index.js";
import { lostInReading } from "./lost-in-reading.js";

/** How many lines names of members are looked for in: they are the same in nearly every record. */
export const linesForNames = 100;

/** A line that is not blank, with what becomes of it. */
export interface ConvertedLine {
  /** Counted from 0. */
  readonly line: number;
  readonly converted: Converted;
}

/**
 * The format that the first records of a dataset show it to have, or would have with their members
 * changed.
 */
export function formatOfDataset(
  source: ByteSource,
  changes: MemberChanges = noMemberChanges,
): Format | undefined {
  const lines = firstLinesOf(source);
  if (layoutOf(lines) !== "lines") return undefined;
  const changed = hasMemberChanges(changes)
    ? lines.map((text) => changedText(text, changes))
    : lines;
  return guessNature(changed).format;
}

function changedText(text: string, changes: MemberChanges): string {
  const object = objectIn(text);
  const changed = object === undefined ? undefined : changeMembers(object, changes);
  return changed?.kind === "record" ? JSON.stringify(changed.record) : text;
}

/**
 * The names that would make pairs of prompt and completion of a dataset that is of no format;
 * `undefined` where there are none, or it has one.
 */
export function nearPromptsIn(source: ByteSource): readonly Rename[] | undefined {
  const lines = firstLinesOf(source);
  if (layoutOf(lines) !== "lines" || guessNature(lines).format !== undefined) return undefined;
  return nearPromptsOn(lines);
}

/** The same of the first lines of a dataset of which it is known that it is of no format. */
export function nearPromptsOn(lines: readonly string[]): readonly Rename[] | undefined {
  return nearPrompts(lines.slice(0, linesForNames).map((text) => objectIn(text) ?? {}));
}

function objectIn(text: string): JsonObject | undefined {
  const read = readLine(text);
  return read.kind === "record" ? read.record.object : undefined;
}

/** Whether a dataset is a table or a document, which has to be laid out as lines first. */
export function isToBeLaidOut(source: ByteSource): boolean {
  return layoutOf(firstLinesOf(source)) !== "lines";
}

function firstLinesOf(source: ByteSource): readonly string[] {
  const scanner = takeScanner();
  try {
    return linesAtStart(new LineReader(source, scanner));
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
