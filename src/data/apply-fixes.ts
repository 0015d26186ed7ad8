import { isUtf8 } from "node:buffer";
import type { CheckResult } from "../core/dataset/check-dataset.js";
import type { FixScope } from "../core/dataset/fix-line.js";
import { fixLine, losesMark } from "../core/dataset/fix-line.js";
import type { ByteBatch, ByteLine } from "./byte-lines.js";
import type { DatasetFile } from "./dataset-file.js";

/** Where fixed bytes go. */
export interface FixOutput {
  write(bytes: Uint8Array): void;
  /**
   * Told of each line (from 0): where it was fixed, how many lines it has become, which are 0
   * where it was removed and more than 1 where it was split.
   */
  line(line: number, fixed: { readonly becomes: number } | undefined): void;
}

/**
 * Writes a checked file with its fixes applied, once. Lines without a fix keep their bytes; so do
 * lines that are not valid UTF-8, because decoding them would lose something.
 */
export function* applyFixes(
  file: DatasetFile,
  result: CheckResult,
  { scope, output }: { readonly scope: FixScope; readonly output: FixOutput },
): Generator<undefined, void> {
  let ending = "";
  let line = 0;
  for (const batch of file.byteLines()) {
    let keptFrom = 0;
    for (const place of batch.lines) {
      const ownEnding = batch.bytes.toString("latin1", place.end, place.next);
      ending = ownEnding === "" ? ending : ownEnding;
      const fixed = fixedLine(batch, place, { file, result, scope, line, ending });
      if (fixed !== undefined) {
        output.write(batch.bytes.subarray(keptFrom, place.start));
        output.write(fixed.bytes);
        keptFrom = place.next;
      }
      output.line(line, fixed);
      line += 1;
    }
    output.write(batch.bytes.subarray(keptFrom, batch.lines.at(-1)?.next ?? 0));
    yield;
  }
}

/** Whether a checked file has a line that `applyFixes` would change. Stops at the first. */
export function* hasFixes(
  file: DatasetFile,
  result: CheckResult,
  scope: FixScope,
): Generator<undefined, boolean> {
  let line = 0;
  for (const batch of file.byteLines()) {
    for (const place of batch.lines) {
      const context = { file, result, scope, line, ending: "" };
      if (fixedLine(batch, place, context) !== undefined) return true;
      line += 1;
    }
    yield;
  }
  return false;
}

interface LineContext {
  readonly file: DatasetFile;
  readonly result: CheckResult;
  readonly scope: FixScope;
  readonly line: number;
  /** The line ending of this line, or of the last one that has one. */
  readonly ending: string;
}

interface FixedBytes {
  readonly bytes: Buffer;
  readonly becomes: number;
}

function fixedLine(
  { bytes }: ByteBatch,
  { start, end, next }: ByteLine,
  { file, result, scope, line, ending }: LineContext,
): FixedBytes | undefined {
  if (!result.hasFindings(line)) return undefined;
  const markBytes = line === 0 ? file.markBytes : 0;
  const content = bytes.subarray(start + markBytes, end);
  if (!isUtf8(content)) return undefined;
  const text = content.toString("utf8");
  const findings = result.findingsOn(line, text);
  const fixed = fixLine(text, findings, scope);
  const isUnmarked = losesMark(findings, scope);
  if (fixed.kind === "kept" && !isUnmarked) return undefined;
  const mark = isUnmarked ? Buffer.alloc(0) : bytes.subarray(start, start + markBytes);
  if (fixed.kind === "removed") return { bytes: Buffer.from(mark), becomes: 0 };
  const parts = (fixed.kind === "kept" ? text : fixed.text).split("\n");
  const replaced = parts.join(ending === "" ? "\n" : ending) + bytes.toString("latin1", end, next);
  return { bytes: Buffer.concat([mark, Buffer.from(replaced, "utf8")]), becomes: parts.length };
}
