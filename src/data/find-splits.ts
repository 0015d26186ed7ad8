import { readdirSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { earlierSplits, namesSplit } from "../core/dataset/split-names.js";
import { datasetExtensions } from "./find-datasets.js";
import { systemErrorCode } from "./user-error.js";

/**
 * The files on disk whose records must not stand in a file: those of the same dataset for training,
 * by their names, and for a test also those for validation. None where folders cannot be read.
 */
export function splitsBefore(location: string): readonly string[] {
  const folder = dirname(location);
  const besides = namesSplit(basename(location)) ? [] : foldersBeside(folder);
  const candidates = [folder, ...besides].flatMap(datasetsIn).filter((path) => path !== location);
  const byName = new Map(candidates.map((path) => [withSlashes(path), path]));
  return earlierSplits(withSlashes(location), [...byName.keys()])
    .flatMap((path) => byName.get(path) ?? [])
    .toSorted();
}

/** The folders beside one that say what they are for, where it does. */
function foldersBeside(folder: string): readonly string[] {
  if (!namesSplit(basename(folder))) return [];
  const above = dirname(folder);
  return entriesOf(above, "folder")
    .filter(namesSplit)
    .map((name) => join(above, name))
    .filter((path) => path !== folder);
}

function datasetsIn(folder: string): readonly string[] {
  return entriesOf(folder, "file")
    .filter((name) => datasetExtensions.some((extension) => name.endsWith(extension)))
    .map((name) => join(folder, name));
}

function entriesOf(folder: string, kind: "file" | "folder"): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => (kind === "file" ? entry.isFile() : entry.isDirectory()))
      .map(({ name }) => name);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}

function withSlashes(path: string): string {
  return path.split(sep).join("/");
}
