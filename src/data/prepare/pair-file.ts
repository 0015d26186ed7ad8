import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describeSystemError, UserError } from "../user-error.js";
import { journalPath } from "./output-journal.js";

/** What a file's name and first bytes say, beside its records. */
export interface PairFile {
  /** Whether each of its lines is a completion. */
  readonly areLines: boolean;
  /** Why it has to be written anew whatever is in it; `undefined` for plain JSON Lines. */
  readonly conversion: string | undefined;
}

const headBytes = 4096;

/** Looks at the beginning of a file. Throws a `UserError` where it cannot be read. */
export function pairFile(path: string): PairFile {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  const areLines = ending === "txt";
  const head = headOf(path);
  if (ending === "json" || ending === "jsonl" || ending === "ndjson") {
    return { areLines, conversion: jsonConversion(head, ending) };
  }
  return { areLines, conversion: `Write the ${ending.toUpperCase()} file as JSON Lines` };
}

function jsonConversion(head: Buffer, ending: string): string | undefined {
  const hasMark = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/.test(head.toString("latin1"));
  if (
    head
      .toString("utf8")
      .replace(/^\ufeff/, "")
      .trimStart()
      .startsWith("[")
  ) {
    return "Write the JSON list as JSON Lines";
  }
  if (hasMark) return "Write the file as UTF-8 without byte order mark";
  return ending === "json" ? "Write the JSON file as JSON Lines" : undefined;
}

function headOf(path: string): Buffer {
  try {
    const descriptor = openSync(path, "r");
    try {
      const head = Buffer.alloc(headBytes);
      return head.subarray(0, readSync(descriptor, head, 0, headBytes, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new UserError(describeSystemError(error, path));
  }
}

/** What the prepared files of a file are called. */
export interface PreparedNames {
  readonly isSplit: boolean;
  /** Where they go, where that is not beside the file. */
  readonly folder: string | undefined;
}

/**
 * The files that are written beside a file or into a folder: `reviews_prepared.jsonl`, or with a
 * split `reviews_prepared_train.jsonl` and `reviews_prepared_valid.jsonl`. Where one of them is
 * there all get a number: ` (1)`, ` (2)` and so on.
 */
export function preparedPaths(path: string, names: PreparedNames): readonly string[] {
  for (const paths of numberedPaths(path, names)) {
    if (!areTaken(paths)) return paths;
  }
  return [];
}

/** The files that were written for a file before, each set by itself. */
export function takenPaths(path: string, names: PreparedNames): readonly (readonly string[])[] {
  const taken: (readonly string[])[] = [];
  for (const paths of numberedPaths(path, names)) {
    if (!areTaken(paths)) break;
    taken.push(paths);
  }
  return taken;
}

/** Whether one of them is there, or a killed process was about to put it there. */
function areTaken(paths: readonly string[]): boolean {
  return [...paths, journalPath(paths.at(-1) ?? "")].some((one) => existsSync(one));
}

function* numberedPaths(
  path: string,
  { isSplit, folder }: PreparedNames,
): Generator<readonly string[]> {
  const name = basename(path).replace(/\.(?:gz|zst|zip)$/i, "");
  const stem = join(folder ?? dirname(path), name.replace(/(?<=.)\.[^.]*$/, ""));
  const parts = isSplit ? ["_train", "_valid"] : [""];
  for (let number = 0; ; number += 1) {
    const counted = number === 0 ? "" : ` (${number})`;
    yield parts.map((part) => `${stem}_prepared${part}${counted}.jsonl`);
  }
}
