import { isUtf8 } from "node:buffer";
import type { CheckResult } from "../core/dataset/check-dataset.js";
import type { FixScope } from "../core/dataset/fix-text.js";
import { fixLine } from "../core/dataset/fix-text.js";
import type { ByteBatch, ByteLine } from "./byte-lines.js";
import type { DatasetFile } from "./dataset-file.js";

/** Where fixed bytes go. */
export interface FixOutput {
  write(bytes: Uint8Array): void;
  /** Told for each line (from 0) how many lines it has become: 0, 1, or more where it was split. */
  line?(line: number, becomes: number): void;
}

/** How many lines were changed or removed. */
export interface FixCount {
  readonly changed: number;
  readonly removed: number;
}

/**
 * Writes a checked file with its fixes applied, once. Lines without a fix keep their bytes; so do
 * lines that are not valid UTF-8, because decoding them would lose something.
 */
export function* applyFixes(
  file: DatasetFile,
  result: CheckResult,
  { scope, output }: { readonly scope: FixScope; readonly output: FixOutput },
): Generator<undefined, FixCount> {
  const count = { changed: 0, removed: 0 };
  let line = 0;
  for (const batch of file.readBytes()) {
    let keptFrom = 0;
    for (const place of batch.lines) {
      const fixed = fixedLine(batch, place, { file, result, scope, line });
      if (fixed !== undefined) {
        output.write(batch.bytes.subarray(keptFrom, place.start));
        output.write(fixed.bytes);
        keptFrom = place.next;
        count[fixed.becomes === 0 ? "removed" : "changed"] += 1;
      }
      output.line?.(line, fixed?.becomes ?? 1);
      line += 1;
    }
    output.write(batch.bytes.subarray(keptFrom, batch.lines.at(-1)?.next ?? 0));
    yield;
  }
  return count;
}

interface LineContext {
  readonly file: DatasetFile;
  readonly result: CheckResult;
  readonly scope: FixScope;
  readonly line: number;
}

interface FixedBytes {
  readonly bytes: Buffer;
  readonly becomes: number;
}

function fixedLine(
  { bytes }: ByteBatch,
  { start, end, next }: ByteLine,
  { file, result, scope, line }: LineContext,
): FixedBytes | undefined {
  const markBytes = line === 0 ? file.markBytes : 0;
  const content = bytes.subarray(start + markBytes, end);
  if (!isUtf8(content)) return undefined;
  const text = content.toString("utf8");
  const fixed = fixLine(text, result.findingsOn(line, text), scope);
  if (fixed.kind === "kept") return undefined;
  const mark = bytes.subarray(start, start + markBytes);
  if (fixed.kind === "removed") return { bytes: Buffer.from(mark), becomes: 0 };
  const ending = bytes.toString("latin1", end, next);
  const parts = fixed.text.split("\n");
  const replaced = parts.join(ending === "" ? "\n" : ending) + ending;
  return { bytes: Buffer.concat([mark, Buffer.from(replaced, "utf8")]), becomes: parts.length };
}
