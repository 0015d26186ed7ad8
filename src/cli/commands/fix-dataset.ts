import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { basename } from "node:path";
import { grouped } from "../../core/grouped.js";
import type { CheckOptions } from "../../core/dataset/check-plan.js";
import { LayoutError } from "../../core/dataset/layout-error.js";
import type { FixScope } from "../../core/dataset/fix-line.js";
import { AtomicFile } from "../../data/atomic-file.js";
import type { DatasetFile } from "../../data/dataset-file.js";
import { memoryDatasetFile, openDatasetFile } from "../../data/dataset-file.js";
import type { FixedFile, FixTarget } from "../../data/fix-file.js";
import { fixFile, temporaryTarget } from "../../data/fix-file.js";
import { outputFile } from "../../data/output-file.js";
import { describeSystemError, systemErrorCode, UserError } from "../../data/user-error.js";
import type { Io } from "../io.js";
import { linesPath } from "../lines-path.js";
import { runWithProgress } from "../progress.js";
import type { LineChange } from "../unified-diff.js";
import { unifiedDiff } from "../unified-diff.js";

/** What a fix needs to know. */
export interface FixWork {
  readonly options: CheckOptions;
  readonly io: Io;
  readonly scope: FixScope;
}

/**
 * Fixes a file in place, as a whole or not at all. A table or a document keeps its file: its records
 * are written beside it. Gives the path of what was written; `undefined` where nothing changed.
 */
export async function fixOnDisk(file: DatasetFile, work: FixWork): Promise<string | undefined> {
  refuseWrapped(file, work);
  const { location } = file;
  if (location === undefined) {
    throw new UserError(`${file.path} is no file on disk, so it cannot be fixed in place.`);
  }
  const fixed = await fixInto(file, work, () => new AtomicFile(location));
  const { target } = fixed;
  if (target === undefined) return undefined;
  const path = fixed.isConverted ? linesPath(file.path) : file.path;
  const isBeside = path !== file.path;
  asUserError(path, () => {
    if (isBeside) writeBeside(target, linesPath(location));
    else target.commit(file.stamp);
  });
  sayWhatWasFixed(
    isBeside ? `${path}: written beside ${file.path}` : file.path,
    { file, fixed },
    work.io,
  );
  return path;
}

/** Puts what was written into a file that is not there yet. */
function writeBeside(target: FixTarget, path: string): void {
  try {
    const output = outputFile(path, { mayReplace: false });
    try {
      for (const bytes of piecesOf(target.temporaryPath)) output.write(bytes);
      output.commit();
    } finally {
      output.discard();
    }
  } finally {
    target.discard();
  }
}

function* piecesOf(path: string): Generator<Buffer> {
  const descriptor = openSync(path, "r");
  const buffer = Buffer.alloc(1 << 20);
  try {
    let length = readSync(descriptor, buffer);
    while (length > 0) {
      yield buffer.subarray(0, length);
      length = readSync(descriptor, buffer);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** A file that was unwrapped to be read cannot simply be written back. */
function refuseWrapped({ path, isCompressed, encoding }: DatasetFile, { scope }: FixWork): void {
  if (isCompressed === true) {
    throw new UserError(`${path} is compressed; unpack it to have it fixed. Nothing was changed.`);
  }
  if (encoding !== undefined && scope === "safe") {
    throw new UserError(
      `${path} is ${encoding} text; --fix=all writes it as UTF-8. Nothing was changed.`,
    );
  }
}

/** Fixes what came through standard input and writes it to standard output. */
export async function fixStandardInput(file: DatasetFile, work: FixWork): Promise<DatasetFile> {
  if (file.encoding !== undefined) refuseWrapped(file, work);
  const fixed = await fixInto(file, work, temporaryTarget);
  try {
    const content =
      fixed.target === undefined ? unchanged(file) : readFileSync(fixed.target.temporaryPath);
    work.io.stdout.write(content);
    return memoryDatasetFile(file.path, content);
  } finally {
    fixed.target?.discard();
  }
}

function unchanged(file: DatasetFile): Buffer {
  const parts: Buffer[] = [];
  // Each batch is copied before the next one takes its place.
  for (const { bytes, lines: places } of file.byteLines()) {
    parts.push(Buffer.from(bytes.subarray(0, places.at(-1)?.next ?? 0)));
  }
  return Buffer.concat(parts);
}

/** Prints what fixes would change, and changes nothing. */
export async function printDiff(file: DatasetFile, work: FixWork): Promise<void> {
  const fixed = await fixInto(file, work, temporaryTarget);
  if (fixed.target === undefined) return;
  const after = openDatasetFile(fixed.target.temporaryPath);
  try {
    // Latin-1 stands for bytes: what is not UTF-8 comes out as it went in.
    const path = Buffer.from(file.path, "utf8").toString("latin1");
    for (const part of unifiedDiff(path, changes(file, after, fixed))) {
      work.io.stdout.write(Buffer.from(part, "latin1"));
    }
  } finally {
    after.close();
    fixed.target.discard();
  }
}

async function fixInto<Target extends FixTarget>(
  file: DatasetFile,
  { options, io, scope }: FixWork,
  makeTarget: () => Target,
): Promise<FixedFile<Target>> {
  const steps = fixFile(file, { ...options, scope, makeTarget });
  try {
    return await runWithProgress(steps, io, () => `Fixing ${basename(file.path)}`);
  } catch (error) {
    if (error instanceof LayoutError) {
      throw new UserError(`${file.path}: ${error.message} Nothing was changed.`);
    }
    if (systemErrorCode(error) === undefined) throw error;
    throw new UserError(`${describeSystemError(error, file.path)} Nothing was changed.`);
  }
}

function asUserError(path: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    const reason = error instanceof UserError ? error.message : describeSystemError(error, path);
    throw new UserError(`${reason} Nothing was changed.`);
  }
}

function sayWhatWasFixed(
  start: string,
  { file, fixed }: { readonly file: DatasetFile; readonly fixed: FixedFile<FixTarget> },
  io: Io,
): void {
  const parts = [
    file.encoding === undefined ? "" : "written as UTF-8",
    fixed.isConverted ? "laid out as one record on each line" : "",
    fixed.changed > 0 && !fixed.isConverted ? `${lines(fixed.changed)} changed` : "",
    fixed.removed > 0 ? `${lines(fixed.removed)} removed` : "",
  ];
  const separator = start === file.path ? ": " : ", ";
  io.stderr.write(`${start}${separator}${parts.filter((part) => part !== "").join(", ")}.\n`);
}

function lines(count: number): string {
  return `${grouped(count)} line${count === 1 ? "" : "s"}`;
}

/** Pairs each line of the original with the lines that came of it. */
function* changes(
  before: DatasetFile,
  after: DatasetFile,
  fixed: FixedFile<FixTarget>,
): Generator<LineChange> {
  const newLines = rawLines(after);
  let newLine = newLines.next();
  let newNumber = 0;
  let line = 0;
  for (const text of rawLines(before)) {
    const became: string[] = [];
    while (newLine.done !== true && fixed.origin(newNumber) === line) {
      if (newLine.value !== "") became.push(newLine.value);
      newLine = newLines.next();
      newNumber += 1;
    }
    // The nothing behind the last line ending is no line of a diff.
    if (text !== "") yield { before: text, after: became };
    line += 1;
  }
}

/** Lines with their line endings, byte by byte. */
function* rawLines(file: DatasetFile): Generator<string> {
  for (const { bytes, lines: places } of file.byteLines()) {
    for (const { start, next } of places) yield bytes.toString("latin1", start, next);
  }
}
