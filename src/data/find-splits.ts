import { readdirSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import type { NamedSplits } from "../core/dataset/split-names.js";
import {
  earlierFiles,
  earlierNamed,
  earlierSplits,
  namesSplit,
} from "../core/dataset/split-names.js";
import { datasetExtensions, datasetsBelow } from "./find-datasets.js";
import { systemErrorCode } from "./user-error.js";

/**
 * The files on disk whose records must not stand in a file (an absolute path): those of the same
 * dataset for training, and for a test also those for validation. They are told by their names, or
 * by what somebody has named. None where folders cannot be read.
 */
export function splitsBefore(location: string, splits?: NamedSplits): readonly string[] {
  if (splits !== undefined) return namedBefore(location, splits);
  const folder = dirname(location);
  const besides = namesSplit(basename(location)) ? [] : foldersBeside(folder);
  const candidates = [folder, ...besides].flatMap(datasetsIn).filter((path) => path !== location);
  const byName = new Map(candidates.map((path) => [withSlashes(path), path]));
  return earlierSplits(withSlashes(location), [...byName.keys()])
    .flatMap((path) => byName.get(path) ?? [])
    .toSorted();
}

/** The files below the folder of somebody's globs that they name for an earlier role. */
function namedBefore(location: string, splits: NamedSplits): readonly string[] {
  const { folder } = splits;
  const starts = new Set(earlierFiles(splits).map(({ source }) => startOf(source)));
  const found = new Set([...starts].flatMap((start) => datasetsBelow(join(folder, start))));
  found.delete(location);
  const byName = new Map([...found].map((path) => [withSlashes(relative(folder, path)), path]));
  return earlierNamed(splits, [...byName.keys()])
    .flatMap((path) => byName.get(path) ?? [])
    .toSorted();
}

/** The folders that a glob begins with, so that nothing beside them is searched. */
function startOf(glob: string): string {
  const folders = glob.split("/").slice(0, -1);
  const end = folders.findIndex((name) => /[*?[{]/.test(name));
  return folders.slice(0, end < 0 ? undefined : end).join("/");
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
