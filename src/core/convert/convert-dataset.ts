import type { ByteSource } from "../dataset/line-reader.js";
import { convertLines } from "./convert-lines.js";
import type { Conversion } from "./index.js";

/** A record that cannot be converted without loss. */
export interface RefusedRecord {
  /** Counted from 0. */
  readonly line: number;
  readonly reason: string;
}

/** What became of a dataset. */
export interface ConvertedDataset {
  /** How many records were converted. */
  readonly records: number;
  /** How many were not. */
  readonly refused: number;
  /** The first of them. */
  readonly firstRefused: readonly RefusedRecord[];
  /** The outermost members that stand in the way of records, and that could be left out. */
  readonly extra: readonly string[];
}

const refusalsKept = 20;
const extrasKept = 50;
const charactersAtOnce = 1 << 16;

/**
 * Converts the records of a dataset of any size and gives `write` one line for each, in large
 * pieces; nothing more from the first record on that is refused. Who calls throws away what was
 * written where one was. Yields the line (from 0) that it is at; stop asking to cancel.
 */
export function* convertDataset(
  source: ByteSource,
  conversion: Conversion,
  write: (text: string) => void,
): Generator<number, ConvertedDataset> {
  const firstRefused: RefusedRecord[] = [];
  const extra = new Set<string>();
  let refused = 0;
  let records = 0;
  let text = "";
  for (const { line, converted } of convertLines(source, conversion)) {
    yield line;
    if (converted.kind === "refused") {
      refused += 1;
      for (const name of converted.extra ?? []) extra.add(name);
      if (refused <= refusalsKept) firstRefused.push({ line, reason: converted.reason });
      continue;
    }
    records += 1;
    if (refused > 0) continue;
    text += `${JSON.stringify(converted.record)}\n`;
    if (text.length < charactersAtOnce) continue;
    write(text);
    text = "";
  }
  if (refused === 0) write(text);
  return { records, refused, firstRefused, extra: [...extra].slice(0, extrasKept) };
}
