import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import type { CheckOptions } from "../core/dataset/check-plan.js";
import { checkDataset } from "../core/dataset/check-dataset.js";
import type { FixScope } from "../core/dataset/fix-text.js";
import { applyFixes } from "./apply-fixes.js";
import type { DatasetFile } from "./dataset-file.js";
import { openDatasetFile } from "./dataset-file.js";
import { removeAtExit } from "./remove-at-exit.js";

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
  /** How many lines of the original were changed, and how many removed. */
  readonly changed: number;
  readonly removed: number;
  /** For each line of the fixed content, the line (from 0) of the original it comes from. */
  readonly origins: readonly number[];
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
  let best: Target | undefined;
  let origins: readonly number[] = [];
  const changed = new Set<number>();
  const removed = new Set<number>();
  let isDone = false;
  try {
    for (let pass = 0; pass < mostPasses; pass += 1) {
      const next = options.makeTarget();
      const outcome = yield* guarded(next, onePass(best, { file, next, options, origins }));
      if (outcome.changed.length + outcome.removed.length === 0) {
        next.discard();
        break;
      }
      best?.discard();
      best = next;
      ({ origins } = outcome);
      outcome.changed.forEach((line) => changed.add(line));
      outcome.removed.forEach((line) => removed.add(line));
    }
    isDone = true;
    for (const line of removed) changed.delete(line);
    return { target: best, changed: changed.size, removed: removed.size, origins };
  } finally {
    if (!isDone) best?.discard();
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

interface Pass<Target extends FixTarget> {
  readonly file: DatasetFile;
  readonly next: Target;
  readonly options: FixOptions<Target>;
  /** Of the lines that this pass reads; empty in the first pass, where each line is its own. */
  readonly origins: readonly number[];
}

interface PassOutcome {
  /** Lines of the original. */
  readonly changed: readonly number[];
  readonly removed: readonly number[];
  /** For each line written, the line of the original. */
  readonly origins: readonly number[];
}

function* onePass<Target extends FixTarget>(
  best: Target | undefined,
  { file, next, options, origins }: Pass<Target>,
): Generator<undefined, PassOutcome> {
  const source = best === undefined ? file : openDatasetFile(best.temporaryPath);
  try {
    const result = yield* quietly(checkDataset(source, { ...options, maxFindings: 0 }));
    const outcome = { changed: [] as number[], removed: [] as number[], origins: [] as number[] };
    const output = {
      write: (bytes: Uint8Array) => next.write(bytes),
      line(line: number, fixed: { readonly becomes: number } | undefined): void {
        const origin = best === undefined ? line : (origins[line] ?? line);
        for (let i = 0; i < (fixed?.becomes ?? 1); i += 1) outcome.origins.push(origin);
        if (fixed !== undefined) outcome[fixed.becomes === 0 ? "removed" : "changed"].push(origin);
      },
    };
    yield* applyFixes(source, result, { scope: options.scope, output });
    return outcome;
  } finally {
    if (source !== file) source.close();
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
    write(bytes) {
      let written = 0;
      while (written < bytes.length) {
        written += writeSync(descriptor, bytes, written, bytes.length - written);
      }
    },
    discard() {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
      rmSync(temporaryPath, { force: true });
      keep();
    },
  };
}
