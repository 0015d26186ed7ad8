// The yardstick: reads a dataset, splits its lines and parses each one with JSON.parse, no more.
import { openSync, readSync } from "node:fs";

const CHUNK_BYTES = 4_000_000;
const LINE_FEED = 10;

const path = process.argv[2];
if (path === undefined) throw new Error("Usage: baseline FILE");
parseLines(path);

function parseLines(path: string): void {
  const file = openSync(path, "r");
  let buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let kept = 0;
  for (;;) {
    if (kept === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
    const read = readSync(file, buffer, kept, buffer.length - kept, null);
    const end = kept + read;
    const rest = parseWholeLines(buffer, end);
    buffer.copyWithin(0, rest, end);
    kept = end - rest;
    if (read === 0) break;
  }
  if (kept > 0) parseLine(buffer, 0, kept);
}

/** Parses what ends before `end`; returns where the line that does not begins. */
function parseWholeLines(buffer: Buffer, end: number): number {
  let start = 0;
  for (;;) {
    const lineEnd = buffer.indexOf(LINE_FEED, start);
    if (lineEnd === -1 || lineEnd >= end) return start;
    parseLine(buffer, start, lineEnd);
    start = lineEnd + 1;
  }
}

function parseLine(buffer: Buffer, start: number, end: number): void {
  try {
    JSON.parse(buffer.toString("utf8", start, end));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}
