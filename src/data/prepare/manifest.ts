import { createReadStream, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import type { LabelCount, PreparedStep } from "../../core/prepare/prepared-dataset.js";
import type { SplitName } from "../../core/prepare/recipe/recipe.js";
import { describeSystemError, systemErrorCode, UserError } from "../user-error.js";

/**
 * What stands beside the outputs of a recipe: what they were made of and what they are. It holds no
 * time, so that the same recipe and the same sources give the same bytes.
 */
export interface Manifest {
  readonly version: 1;
  readonly madeBy: { readonly tunewright: string };
  /** Paths count from the folder of the manifest and have `/`. */
  readonly recipe: { readonly path: string; readonly sha256: string };
  /** `sha256` is `null` for addresses and folders. */
  readonly sources: readonly {
    readonly path: string;
    readonly bytes: number | null;
    readonly sha256: string | null;
  }[];
  readonly format: string;
  readonly target: string;
  readonly seed: number;
  readonly rows: number;
  readonly steps: readonly PreparedStep[];
  readonly labels: readonly LabelCount[] | null;
  readonly outputs: readonly ManifestOutput[];
}

/** A file that was made. */
export interface ManifestOutput {
  readonly split: SplitName;
  readonly path: string;
  readonly records: number;
  readonly bytes: number;
  readonly sha256: string;
  /** How many of the records a model has written, by the marks beside the sources. */
  readonly synthetic: number;
  /** Lines, from 1, that are copies made to balance labels, each with the row that it was made of. */
  readonly copies: readonly { readonly line: number; readonly row: number }[];
}

/** The manifest at a path; `undefined` where there is none that we have written. */
export function readManifest(path: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isManifest(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || systemErrorCode(error) === "ENOENT") return undefined;
    throw new UserError(describeSystemError(error, path));
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null) return false;
  if (!("version" in value) || value.version !== 1 || !("outputs" in value)) return false;
  return Array.isArray(value.outputs) && "recipe" in value && typeof value.recipe === "object";
}

/** The SHA-256 of a file, in bounded memory. Throws a `UserError` where it cannot be read. */
export async function hashOfFile(
  location: string,
  path = location,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const piece of createReadStream(location) as AsyncIterable<Buffer>) {
      hash.update(piece);
      bytes += piece.length;
    }
  } catch (error) {
    throw new UserError(describeSystemError(error, path));
  }
  return { bytes, sha256: hash.digest("hex") };
}
