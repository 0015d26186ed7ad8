import { formats } from "../formats/index.js";
import type { JsonProblem } from "../json/json-problem.js";
import type { LineScanner } from "../kernel/line-scanner.js";
import { lineKind } from "../kernel/line-scanner.js";
import { textScanner } from "../kernel/shared-scanners.js";
import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import type { RunBits } from "../kernel/text-sketch.js";
import { everyMark } from "../kernel/text-marks.js";
import type { CheckPlan } from "./check-plan.js";
import type { LineBatch } from "./line-reader.js";
import { readLine } from "./read-line.js";
import { RecordFacts, takeFacts } from "./record-facts.js";
import type { DatasetRecord } from "./record.js";

/** What one line is, as far as a check needs to know. */
export type TakenLine =
  | { readonly kind: "blank"; readonly text: string }
  /** A record of the dataset's format about which no record rule has anything to say. */
  | { readonly kind: "fine" }
  /** A record of no format that we know. */
  | { readonly kind: "foreign" }
  | { readonly kind: "record"; readonly record: DatasetRecord }
  | { readonly kind: "broken"; readonly text: string; readonly problem: JsonProblem };

const fine: TakenLine = { kind: "fine" };
const foreign: TakenLine = { kind: "foreign" };

/** What of a plan says how facts are taken. */
export type FactsPlan = Pick<CheckPlan, "context" | "marks" | "fineChecks">;

/** The keys of which a record has one if any format may match it. */
const signatures: ReadonlySet<number> = new Set(
  formats.flatMap(({ signature }) => signature.map(keyOf)),
);

/**
 * Takes the facts of lines under a plan: from bytes where a record is plain, from its values where
 * it is not. A class because the facts are one object that is filled again for each line.
 */
export class LineFacts {
  /** Those of the line taken last, where it was `fine` or, under a plan with a format, a `record`. */
  readonly facts = new RecordFacts();
  readonly #plan: FactsPlan;

  /** `commonRuns` are those that sketches leave out. */
  constructor(plan: FactsPlan, commonRuns?: RunBits) {
    this.#plan = plan;
    this.facts.commonRuns = commonRuns;
  }

  /** Takes one of the lines of a batch. */
  take(batch: LineBatch, index: number): TakenLine {
    const { lines } = batch;
    const kind = lines.kind(index);
    // JSON.parse takes longer to refuse nothing than to read a record.
    if (kind === lineKind.blank) return { kind: "blank", text: batch.text(index) };
    if (kind !== lineKind.record) return this.#takeText(batch.text(index));
    const { context } = this.#plan;
    const root = lines.root(index);
    if (context === undefined) {
      return mayHaveFormat(lines.tape, root) ? this.#takeText(batch.text(index), true) : foreign;
    }
    this.facts.marks = everyMark;
    this.facts.takesTurns = false;
    this.facts.lineBytes = lines.end(index) - lines.start(index);
    if (!context.format.takePlainFacts(lines.tape, root, this.facts)) {
      return this.#takeText(batch.text(index), true);
    }
    if (this.#isFine(context)) return fine;
    const read = readLine(batch.text(index), true);
    if (read.kind === "record") return read;
    throw new Error("The scanner accepted a line that JSON.parse refuses.");
  }

  #isFine(context: NonNullable<CheckPlan["context"]>): boolean {
    if ((this.facts.marks & this.#plan.marks) !== 0) return false;
    for (const isFine of this.#plan.fineChecks) {
      if (!isFine(this.facts, context)) return false;
    }
    return true;
  }

  #takeText(text: string, isScanned = false): TakenLine {
    const read = readLine(text, isScanned);
    if (read.kind === "broken") return { ...read, text };
    if (read.kind === "blank") return { kind: "blank", text };
    const { context } = this.#plan;
    if (context !== undefined) takeFacts(this.facts, read.record, context.format, textScanner());
    return read;
  }
}

/** Has a scanner look for what `mayHoldSeparator` is about. */
export function lookForSeparator(scanner: LineScanner, { context }: CheckPlan): void {
  const separator = context?.traits.separator;
  scanner.lookFor(separator?.isDistinctive === true ? separator.text : undefined, "prompt");
}

/** Whether a record has a field by which some format is known. */
function mayHaveFormat(tape: Tape, root: number): boolean {
  if (tape.kind(root) !== nodeKind.object) return false;
  let member = root + 1;
  for (let left = tape.count(root); left > 0; left -= 1) {
    if (signatures.has(tape.key(member))) return true;
    member = tape.next(member);
  }
  return false;
}
