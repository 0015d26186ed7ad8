import { readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore from "ignore";
import { globSync, isDynamicPattern } from "tinyglobby";
import { UserError } from "./user-error.js";

/** File names that are taken for datasets when a directory is searched. */
export const datasetExtensions: readonly string[] = [".jsonl", ".ndjson"];

const datasetPattern = "**/*.{jsonl,ndjson}";
const neverSearched = ["**/node_modules/**", "**/.git/**"];

/**
 * The files that paths name: a file stands for itself, a directory for the datasets in it, a glob
 * for what it matches. Searches leave out what `.gitignore` files name. Throws a `UserError` for
 * a path that names nothing.
 */
export function findDatasets(paths: readonly string[], cwd: string): readonly string[] {
  return [...new Set(paths.flatMap((path) => found(path, cwd)))];
}

function found(path: string, cwd: string): readonly string[] {
  const status = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (status?.isDirectory() === true) return search(datasetPattern, path, cwd);
  if (status !== undefined) return [path];
  if (!isDynamicPattern(path)) throw new UserError(`${path} does not exist.`);
  const matches = search(path, ".", cwd);
  if (matches.length === 0) throw new UserError(`${path} matches no file.`);
  return matches;
}

/** All datasets below a directory, as absolute paths. */
export function datasetsBelow(directory: string): readonly string[] {
  return search(datasetPattern, directory, directory).map((path) => resolve(directory, path));
}

function search(pattern: string, directory: string, cwd: string): readonly string[] {
  const root = resolve(cwd, directory);
  const names = globSync(pattern.split(sep).join("/"), {
    cwd: root,
    ignore: neverSearched,
    followSymbolicLinks: false,
    onlyFiles: true,
  });
  const isIgnored = gitIgnore(root);
  const kept = names.filter((name) => !isIgnored(resolve(root, name))).sort();
  return kept.map((name) => join(directory, name));
}

/** Whether Git would ignore a path, by the `.gitignore` files from the repository's root down. */
function gitIgnore(root: string): (path: string) => boolean {
  const files = [...ignoreFilesAbove(root), ...ignoreFilesBelow(root)];
  const matchers = files.map((file) => ({
    folder: dirname(file),
    matcher: ignore().add(readFileSync(file, "utf8")),
  }));
  return (path) =>
    matchers.some(({ folder, matcher }) => {
      const inside = relative(folder, path).split(sep).join("/");
      return inside !== "" && !inside.startsWith("..") && matcher.ignores(inside);
    });
}

function ignoreFilesBelow(root: string): readonly string[] {
  const names = globSync("**/.gitignore", { cwd: root, ignore: neverSearched, dot: true });
  return names.map((name) => resolve(root, name));
}

/** `.gitignore` files between the repository that holds the folder and the folder's parent. */
function ignoreFilesAbove(root: string): readonly string[] {
  const files: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    const file = join(folder, ".gitignore");
    if (folder !== root && isFile(file)) files.push(file);
    const isRepository = statSync(join(folder, ".git"), { throwIfNoEntry: false }) !== undefined;
    if (isRepository) return files;
    if (dirname(folder) === folder) return [];
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
