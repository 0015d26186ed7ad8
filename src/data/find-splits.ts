import { readdirSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import type { Glob } from "../core/config/glob.js";
import type { LaterRole, NamedSplits } from "../core/dataset/split-names.js";
import {
  earlierFiles,
  earlierNamed,
  earlierSplits,
  laterNamed,
  laterSplits,
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
  if (splits !== undefined) {
    const found = datasetsNamed(earlierFiles(splits), { location, folder: splits.folder });
    return among(found, (paths) => earlierNamed(splits, paths)).toSorted();
  }
  return among(datasetsBeside(location), (paths) =>
    earlierSplits(withSlashes(location), paths),
  ).toSorted();
}

/**
 * The files on disk that belong to one for training (an absolute path) and are for something that
 * comes after, the likeliest first; told as by `splitsBefore`.
 */
export function splitsAfter(
  location: string,
  role: LaterRole,
  splits?: NamedSplits,
): readonly string[] {
  if (splits === undefined) {
    return among(datasetsBeside(location), (paths) =>
      laterSplits(withSlashes(location), role, paths),
    );
  }
  const { folder, files } = splits;
  const found = datasetsNamed(files[role], { location, folder });
  const own = withSlashes(relative(folder, location));
  return among(found, (candidates) => laterNamed(own, role, { splits, candidates }));
}

/** Paths by what they are called with `/` between folders. */
type FoundPaths = ReadonlyMap<string, string>;

function among(
  found: FoundPaths,
  choose: (paths: readonly string[]) => readonly string[],
): readonly string[] {
  return choose([...found.keys()]).flatMap((path) => found.get(path) ?? []);
}

/** The other datasets in the folder of one, and in those beside it that say what they are for. */
function datasetsBeside(location: string): FoundPaths {
  const folder = dirname(location);
  const besides = namesSplit(basename(location)) ? [] : foldersBeside(folder);
  const paths = [folder, ...besides].flatMap(datasetsIn).filter((path) => path !== location);
  return new Map(paths.map((path) => [withSlashes(path), path]));
}

/** The other datasets that somebody's globs may name, as seen from the folder of the globs. */
function datasetsNamed(
  globs: readonly Glob[],
  { location, folder }: { readonly location: string; readonly folder: string },
): FoundPaths {
  const starts = new Set(globs.map(({ source }) => startOf(source)));
  const found = new Set([...starts].flatMap((start) => datasetsBelow(join(folder, start))));
  found.delete(location);
  return new Map([...found].map((path) => [withSlashes(relative(folder, path)), path]));
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
