import { statSync } from "node:fs";
import { dirname, isAbsolute, parse } from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";
import { describeSystemError, UserError } from "../user-error.js";

/** A file to read, on disk. */
export interface SourceFile {
  readonly kind: "file";
  readonly location: string;
  /** As it is named to people. */
  readonly path: string;
  /** What stands behind `#`: a sheet, a list, a file of an archive, a split. */
  readonly part: string | undefined;
}

/** A file to fetch first. */
export interface SourceAddress {
  readonly kind: "address";
  readonly address: string;
  readonly path: string;
  readonly part: string | undefined;
}

const addressScheme = /^([a-z][a-z0-9+.-]+):\/\//i;
const knownSchemes = new Set(["https", "http", "hf", "s3"]);

/**
 * The files that sources name, in their order; those of a glob in the order of their names'
 * characters, which is the same on every machine. `#part` behind a path names a part of the file.
 *
 * @throws a `UserError` for a path that names nothing
 */
export function sourceFiles(sources: readonly string[]): readonly (SourceFile | SourceAddress)[] {
  return sources.flatMap((source): readonly (SourceFile | SourceAddress)[] => {
    const scheme = addressScheme.exec(source)?.[1]?.toLowerCase();
    if (scheme === undefined) return named(source);
    if (!knownSchemes.has(scheme)) {
      throw new UserError(
        `${source}: addresses of the kind “${scheme}:” are not read; https:, hf: and s3: are.`,
      );
    }
    const [address, part] = split(source);
    return [{ kind: "address", address, path: source, part }];
  });
}

function named(source: string): readonly SourceFile[] {
  const whole = statusOf(source);
  if (whole === "file" || whole === "folder") return [fileAt(source, undefined)];
  const [path, part] = split(source);
  if (part !== undefined && statusOf(path) !== undefined) return [fileAt(path, part)];
  if (!isDynamicPattern(path)) throw new UserError(`${path} does not exist.`);
  const found = matches(path);
  if (found.length === 0) throw new UserError(`${path} matches no file.`);
  return found.map((location) => fileAt(location, part));
}

function fileAt(location: string, part: string | undefined): SourceFile {
  return {
    kind: "file",
    location,
    path: part === undefined ? location : `${location}#${part}`,
    part,
  };
}

function split(source: string): readonly [string, string | undefined] {
  const at = source.lastIndexOf("#");
  return at < 0 ? [source, undefined] : [source.slice(0, at), source.slice(at + 1)];
}

function statusOf(path: string): "file" | "folder" | undefined {
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) return undefined;
    return status.isDirectory() ? "folder" : "file";
  } catch (error) {
    if (isDynamicPattern(path)) return undefined;
    throw new UserError(describeSystemError(error, path));
  }
}

function matches(pattern: string): readonly string[] {
  const names = globSync(pattern.replaceAll("\\", "/"), {
    cwd: isAbsolute(pattern) ? parse(pattern).root : dirname(pattern),
    absolute: true,
    onlyFiles: true,
    expandDirectories: false,
    followSymbolicLinks: false,
  });
  // Not by a language's rules: those differ between machines.
  return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
