import type { Stats } from "node:fs";
import { readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore from "ignore";
import { globSync, isDynamicPattern } from "tinyglobby";
import { describeSystemError, systemErrorCode, UserError } from "./user-error.js";

/** File names that are taken for datasets when a directory is searched. */
export const datasetExtensions: readonly string[] = [
  ".jsonl",
  ".ndjson",
  ".jsonl.gz",
  ".ndjson.gz",
];

const datasetPattern = "**/*.{jsonl,ndjson,jsonl.gz,ndjson.gz}";
const neverSearched = ["**/node_modules/**", "**/.git/**"];

/**
 * The files that paths name: a file stands for itself, a directory for the datasets in it, a glob
 * for what it matches. Searches leave out what `.gitignore` files name, and symbolic links. Throws
 * a `UserError` for a path that names nothing.
 */
export function findDatasets(paths: readonly string[], cwd: string): readonly string[] {
  return [...new Set(paths.flatMap((path) => named(path, cwd)))];
}

function named(path: string, cwd: string): readonly string[] {
  const status = statusOf(path, cwd);
  if (status?.isDirectory() === true) return search(datasetPattern, path, cwd);
  if (status !== undefined) return [path];
  if (!isDynamicPattern(path)) throw new UserError(`${path} does not exist.`);
  const matches = search(path, ".", cwd);
  if (matches.length === 0) throw new UserError(`${path} matches no file.`);
  return matches;
}

function statusOf(path: string, cwd: string): Stats | undefined {
  try {
    return statSync(resolve(cwd, path), { throwIfNoEntry: false });
  } catch (error) {
    if (isDynamicPattern(path)) return undefined;
    throw new UserError(describeSystemError(error, path));
  }
}

/** All datasets below a directory, as absolute paths; none where `.gitignore` names them all. */
export function datasetsBelow(directory: string): readonly string[] {
  try {
    return search(datasetPattern, directory, directory).map((path) => resolve(directory, path));
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function search(pattern: string, directory: string, cwd: string): readonly string[] {
  const root = resolve(cwd, directory);
  const names = globSync(pattern.split(sep).join("/"), {
    cwd: root,
    ignore: neverSearched,
    followSymbolicLinks: false,
    onlyFiles: true,
    expandDirectories: false,
  });
  const isIgnored = gitIgnore(root);
  const kept = names.filter((name) => !isIgnored(resolve(root, name))).sort();
  if (kept.length === 0 && names.length > 0) {
    const [count, verb] = names.length === 1 ? ["The dataset", "is"] : ["All datasets", "are"];
    throw new UserError(
      `${count} in ${directory} ${verb} named by .gitignore; name a file itself to have it checked.`,
    );
  }
  return kept.map((name) => join(directory, name));
}

/**
 * Whether Git would ignore a path: each `.gitignore` from the repository's root down may ignore it
 * or take that back. A directory that is itself ignored was named on purpose, so the files above
 * it have no say.
 */
function gitIgnore(root: string): (path: string) => boolean {
  const above = ignoreFilesAbove(root).map(ignoreFile);
  const isRootIgnored = above.some((file) => file(`${root}/`) === true);
  const files = [...(isRootIgnored ? [] : above), ...ignoreFilesBelow(root).map(ignoreFile)];
  return (path) => files.reduce<boolean>((isIgnored, file) => file(path) ?? isIgnored, false);
}

/** What one `.gitignore` says of a path: ignored, not ignored after all, or nothing. */
function ignoreFile(file: string): (path: string) => boolean | undefined {
  const matcher = ignore().add(readableText(file));
  const folder = dirname(file);
  return (path) => {
    const inside = relative(folder, path).split(sep).join("/");
    if (inside === "" || inside.startsWith("..")) return undefined;
    const { ignored, unignored } = matcher.test(path.endsWith("/") ? `${inside}/` : inside);
    return ignored ? true : unignored ? false : undefined;
  };
}

/** A file's text; nothing where it cannot be read, since somebody else's file may be private. */
function readableText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return "";
  }
}

function ignoreFilesBelow(root: string): readonly string[] {
  const names = globSync("**/.gitignore", { cwd: root, ignore: neverSearched, dot: true });
  return names.sort(byDepth).map((name) => resolve(root, name));
}

function byDepth(a: string, b: string): number {
  return a.split("/").length - b.split("/").length;
}

/** `.gitignore` files, outermost first, between the repository that holds the folder and the folder's parent. */
function ignoreFilesAbove(root: string): readonly string[] {
  const files: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    const file = join(folder, ".gitignore");
    if (folder !== root && isFile(file)) files.push(file);
    const isRepository = statSync(join(folder, ".git"), { throwIfNoEntry: false }) !== undefined;
    if (isRepository) return files.reverse();
    if (dirname(folder) === folder) return [];
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
