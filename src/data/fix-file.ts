import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeSync, openSync, rmSync } from "node:fs";
import type { CheckOptions } from "../core/dataset/check-plan.js";
import type { CheckResult } from "../core/dataset/check-dataset.js";
import { checkDataset } from "../core/dataset/check-dataset.js";
import type { Layout } from "../core/dataset/document-layout.js";
import type { FixScope } from "../core/dataset/fix-line.js";
import { byteColumn, wordColumn } from "../core/dataset/growing-column.js";
import type { FixOutput } from "./apply-fixes.js";
import { applyFixes, hasFixes } from "./apply-fixes.js";
import { convertFile } from "./convert-file.js";
import type { DatasetFile } from "./dataset-file.js";
import { openDatasetFile } from "./dataset-file.js";
import { removeAtExit } from "./remove-at-exit.js";
import { writeAll } from "./write-all.js";

/** A file that fixed bytes are written to and that can be read again. */
export interface FixTarget {
  readonly temporaryPath: string;
  write(bytes: Uint8Array): void;
  discard(): void;
}

/** What became of a file: where its fixed content lies, if anything changed. */
export interface FixedFile<Target extends FixTarget> {
  /** Holds the fixed content; `undefined` where there was nothing to fix. The caller disposes it. */
  readonly target: Target | undefined;
  /** Whether the whole was laid out anew, one record on each line. */
  readonly isConverted: boolean;
  /** How many lines of the original were changed, and how many removed. */
  readonly changed: number;
  readonly removed: number;
  /** The line (from 0) of the original that a line of the fixed content comes from. */
  origin(line: number): number;
}

/** What steers the fixing of a file. */
export interface FixOptions<Target extends FixTarget> extends CheckOptions {
  readonly scope: FixScope;
  makeTarget(): Target;
}

const mostPasses = 10;

/**
 * Fixes a file until nothing more can be fixed: a repaired line may need a fix of its own. The
 * original stays as it is; the result is in the target. Yields so that the caller can stop.
 */
export function* fixFile<Target extends FixTarget>(
  file: DatasetFile,
  options: FixOptions<Target>,
): Generator<undefined, FixedFile<Target>> {
  const marks = new LineMarks();
  let best: FixPass<Target> | undefined;
  let isDone = false;
  try {
    for (let pass = 0; pass < mostPasses; pass += 1) {
      const next = yield* onePass(best, { file, options, marks });
      if (next === undefined) break;
      best?.target.discard();
      best = next;
    }
    isDone = true;
  } finally {
    if (!isDone) best?.target.discard();
  }
  const { changed, removed, isConverted } = marks;
  return { target: best?.target, isConverted, changed, removed, origin: originOf(best) };
}

/** What one pass has written. */
interface FixPass<Target extends FixTarget> {
  readonly target: Target;
  /** The line of the original, by line of the target. */
  readonly origins: ReturnType<typeof wordColumn>;
}

function originOf(pass: FixPass<FixTarget> | undefined): (line: number) => number {
  return (line) => (pass === undefined ? line : pass.origins.get(line));
}

interface PassContext<Target extends FixTarget> {
  readonly file: DatasetFile;
  readonly options: FixOptions<Target>;
  readonly marks: LineMarks;
}

/** Reads what the last pass has written and fixes it once more, if there is something to fix. */
function* onePass<Target extends FixTarget>(
  last: FixPass<Target> | undefined,
  { file, options, marks }: PassContext<Target>,
): Generator<undefined, FixPass<Target> | undefined> {
  const source = last === undefined ? file : openDatasetFile(last.target.temporaryPath);
  try {
    const result = yield* quietly(checkDataset(source, { ...options, maxFindings: 0 }));
    const way = yield* wayToFix(source, result, {
      scope: options.scope,
      isFirst: last === undefined,
    });
    if (way === undefined) return undefined;
    const next = { target: options.makeTarget(), origins: wordColumn() };
    const output = passOutput(next, originOf(last), marks);
    marks.isConverted ||= way !== "lines";
    const work =
      way === "lines"
        ? applyFixes(source, result, { scope: options.scope, output })
        : convertFile(source, way, output);
    yield* guarded(next.target, work);
    return next;
  } finally {
    if (source !== file) source.close();
  }
}

/** How a checked file can be fixed: by its lines, or laid out anew; nothing where there is no need. */
function* wayToFix(
  source: DatasetFile,
  result: CheckResult,
  { scope, isFirst }: { readonly scope: FixScope; readonly isFirst: boolean },
): Generator<undefined, Layout | undefined> {
  const { layout } = result.plan;
  // What a fix has left of lines is not to be taken for something else.
  if (layout !== "lines") return scope === "all" && isFirst ? layout : undefined;
  // Writing text that was UTF-16 makes it UTF-8, whatever else there is to do.
  const isRewritten = source.encoding !== undefined && scope === "all";
  return isRewritten || (yield* hasFixes(source, result, scope)) ? "lines" : undefined;
}

function passOutput(
  { target, origins }: FixPass<FixTarget>,
  origin: (line: number) => number,
  marks: LineMarks,
): FixOutput {
  let written = 0;
  return {
    write: (bytes) => target.write(bytes),
    line(line, fixed) {
      for (let i = 0; i < (fixed?.becomes ?? 1); i += 1) {
        origins.set(written, origin(line));
        written += 1;
      }
      if (fixed !== undefined) marks.add(origin(line), fixed.becomes === 0 ? "removed" : "changed");
    },
  };
}

/** Which lines of the original were changed or removed, however many passes that took. */
class LineMarks {
  isConverted = false;
  changed = 0;
  removed = 0;
  readonly #marks = byteColumn();

  add(line: number, mark: "changed" | "removed"): void {
    const code = mark === "changed" ? 1 : 2;
    const before = this.#marks.get(line);
    if (before >= code) return;
    if (before === 1) this.changed -= 1;
    this[mark] += 1;
    this.#marks.set(line, code);
  }
}

/** Discards the target where the work on it is stopped or fails. */
function* guarded<Result>(
  target: FixTarget,
  work: Generator<undefined, Result>,
): Generator<undefined, Result> {
  let isDone = false;
  try {
    const result = yield* work;
    isDone = true;
    return result;
  } finally {
    if (!isDone) target.discard();
  }
}

function* quietly<Result>(steps: Generator<unknown, Result>): Generator<undefined, Result> {
  let step = steps.next();
  while (step.done !== true) {
    yield;
    step = steps.next();
  }
  return step.value;
}

/** A target in the system's folder for temporary files. */
export function temporaryTarget(): FixTarget {
  const temporaryPath = join(tmpdir(), `tunewright-${randomBytes(8).toString("hex")}.jsonl`);
  const descriptor = openSync(temporaryPath, "wx", 0o600);
  const keep = removeAtExit(temporaryPath);
  let isOpen = true;
  return {
    temporaryPath,
    write: (bytes) => writeAll(descriptor, bytes),
    discard() {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
      rmSync(temporaryPath, { force: true });
      keep();
    },
  };
}
