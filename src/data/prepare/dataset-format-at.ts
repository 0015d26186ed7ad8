import { formatOfDataset } from "../../core/convert/convert-lines.js";
import type { Format } from "../../core/formats/format.js";
import { openDataset } from "../open-dataset.js";
import { isAddress } from "./recipe-paths.js";

/**
 * The format of a file of JSON Lines, also packed with gzip; `undefined` for whatever is no dataset,
 * and for addresses. Throws a `UserError` where it cannot be read.
 */
export async function datasetFormatAt(location: string): Promise<Format | undefined> {
  if (isAddress(location) || !/\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(location)) return undefined;
  const file = await openDataset(location);
  try {
    return formatOfDataset(file);
  } finally {
    file.close();
  }
}
