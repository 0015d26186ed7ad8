import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { recordIdentity } from "../../core/prepare/synthetic/record-hash.js";
import type { JsonValue } from "../../core/json/json-node.js";
import { outputFile } from "../output-file.js";
import { describeSystemError, UserError } from "../user-error.js";

/** A record that a model has written and a person has accepted. */
export interface SyntheticMark {
  readonly version: 1;
  /** Of what the record says, however it is written. */
  readonly sha256: string;
  readonly label: string;
  /** Who has written it. */
  readonly model: string;
  /** The day on which it was accepted, as `YYYY-MM-DD`. */
  readonly date: string;
}

/** Where the marks of a folder are. */
export function marksPath(folder: string): string {
  return join(folder, ".tunewright", "synthetic.jsonl");
}

/** What tells a record from all others that say something else. */
export function recordHash(members: Iterable<readonly [string, JsonValue]>): string {
  return createHash("sha256").update(recordIdentity(members)).digest("hex");
}

/** Adds marks to those of a folder: all or none. Throws a `UserError` where that cannot be written. */
export function addMarks(folder: string, marks: readonly SyntheticMark[]): void {
  const path = marksPath(folder);
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw new UserError(describeSystemError(error, dirname(path)));
  }
  const before = existsSync(path) ? readMarks(path) : "";
  const file = outputFile(path, { mayReplace: true });
  try {
    const gap = before === "" || before.endsWith("\n") ? "" : "\n";
    const lines = marks.map((mark) => `${JSON.stringify(mark)}\n`);
    file.write(Buffer.from(`${before}${gap}${lines.join("")}`));
    file.commit();
  } finally {
    file.discard();
  }
}

function readMarks(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UserError(describeSystemError(error, path));
  }
}

/**
 * The hashes of all records that are marked in the folders of some files or above them; lines that
 * are no marks are left out.
 */
export function marksAbove(locations: readonly string[]): ReadonlySet<string> {
  const folders = new Set(locations.flatMap((location) => foldersAbove(location)));
  const hashes = [...folders]
    .map(marksPath)
    .filter((path) => existsSync(path))
    .flatMap((path) => readMarks(path).split("\n").flatMap(hashIn));
  return new Set(hashes);
}

function foldersAbove(location: string): readonly string[] {
  const folder = dirname(location);
  return folder === location ? [] : [folder, ...foldersAbove(folder)];
}

function hashIn(line: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(line);
    const isMark = typeof value === "object" && value !== null && "sha256" in value;
    return isMark && typeof value.sha256 === "string" ? [value.sha256] : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
