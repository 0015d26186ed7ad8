import { guessNature } from "../../dataset/guess-nature.js";
import { LineReader } from "../../dataset/line-reader.js";
import { readLine } from "../../dataset/read-line.js";
import type { Format } from "../../formats/format.js";
import { giveScanner, takeScanner } from "../../kernel/shared-scanners.js";
import { commonRunsOf, linesToLearnFrom } from "../../similarity/common-runs.js";
import { readPrints } from "../../similarity/dataset-prints.js";
import { nearDuplicates } from "../../similarity/near-duplicates.js";
import type { RecordStore } from "../record-store.js";

/**
 * The records that are nearly the same as an earlier one, among those that are kept: by the words
 * that they have in common, as the rule `near-duplicate` finds them. Yields to let others work.
 */
export function* nearCopies(
  store: RecordStore,
  format: Format,
  { isKept, threshold }: { readonly isKept: Uint8Array<ArrayBuffer>; readonly threshold: number },
): Generator<void, readonly number[]> {
  const scanner = takeScanner();
  try {
    const lines = new LineReader(store.source(), scanner);
    const some = spreadLines(store, isKept);
    const commonRuns = commonRunsOf(some, guessNature(some).format ?? format);
    const prints = yield* readPrints(lines, { format, commonRuns });
    if (prints === undefined) return [];
    const compared = {
      format,
      commonRuns,
      read: (ref: number) => {
        const read = readLine(store.line(ref));
        return read.kind === "record" ? read.record : undefined;
      },
    };
    const found = yield* nearDuplicates(prints.sketches, compared, threshold);
    const near = new Set(found.map(({ ref }) => ref));
    return found
      .filter(({ ref, first }) => isKept[ref] === 1 && (isKept[first] === 1 || near.has(first)))
      .map(({ ref }) => ref);
  } finally {
    giveScanner(scanner);
  }
}

/**
 * Lines from all over the dataset: tables are often sorted, and what many of their first rows say
 * most others do not.
 */
function spreadLines(store: RecordStore, isKept: Uint8Array<ArrayBuffer>): readonly string[] {
  const count = Math.min(linesToLearnFrom, isKept.length);
  return Array.from({ length: count }, (_, index) =>
    store.line(Math.floor((index * isKept.length) / count)),
  );
}
