import { LineReader } from "../../src/core/dataset/line-reader.js";
import { LineScanner } from "../../src/core/kernel/line-scanner.js";
import { LineDataset } from "../../src/core/similarity/line-dataset.js";
import { memorySource } from "./memory-source.ts";

/** A dataset in memory in which the records of another one may be. */
export function otherDataset(name: string, text: string): LineDataset {
  const lines = new LineReader(memorySource(text), new LineScanner());
  return new LineDataset({ name, file: name, lines });
}
