import { isUtf8 } from "node:buffer";
import { checkedRecord, tableLines } from "../core/dataset/convert-layout.js";
import type { Layout } from "../core/dataset/document-layout.js";
import { JsonSplitter } from "../core/dataset/json-splitter.js";
import { readFully } from "../core/dataset/line-reader.js";
import type { FixOutput } from "./apply-fixes.js";
import type { DatasetFile } from "./dataset-file.js";
import { UserError } from "./user-error.js";

/** A table is read as a whole, so it may not be larger than that. */
const largestTable = 256 * 1024 * 1024;
const pieceBytes = 1 << 18;

/**
 * Writes the records of a file that is laid out otherwise, one on each line. Throws a `LayoutError`
 * where that would lose something, a `UserError` where the file is too large for it.
 */
export function* convertFile(
  file: DatasetFile,
  layout: Exclude<Layout, "lines">,
  output: FixOutput,
): Generator<undefined, void> {
  let records = 0;
  const write = (record: Uint8Array): void => {
    output.write(record);
    output.write(lineFeed);
    records += 1;
  };
  if (layout === "table") {
    for (const line of tableLines(wholeText(file))) write(Buffer.from(line, "utf8"));
  } else {
    yield* splitDocument(file, (record) => {
      checkedRecord(record, records);
      write(record);
    });
  }
  output.line(0, { becomes: records });
}

const lineFeed = Buffer.from("\n");

function* splitDocument(
  file: DatasetFile,
  take: (record: Uint8Array) => void,
): Generator<undefined, void> {
  const splitter = new JsonSplitter(take);
  const piece = Buffer.allocUnsafe(pieceBytes);
  let position = file.markBytes;
  for (;;) {
    const count = file.readBytes(piece, position);
    if (count === 0) break;
    splitter.push(piece.subarray(0, count));
    position += count;
    yield;
  }
  splitter.end();
}

function wholeText(file: DatasetFile): string {
  if (file.bytes > largestTable) {
    throw new UserError(`${file.path} is a table of more than 256 MiB; it is not converted.`);
  }
  const content = Buffer.allocUnsafe(file.bytes);
  const length = readFully(file, content, 0);
  const text = content.subarray(file.markBytes, length);
  if (isUtf8(text)) return text.toString("utf8");
  throw new UserError(`${file.path} is a table with bytes that are not UTF-8; save it as UTF-8.`);
}
