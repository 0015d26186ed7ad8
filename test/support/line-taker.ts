import type { CheckPlan } from "../../src/core/dataset/check-plan.js";
import type { TakenLine } from "../../src/core/dataset/line-facts.js";
import { LineFacts, lookForSeparator } from "../../src/core/dataset/line-facts.js";
import type { RecordFacts } from "../../src/core/dataset/record-facts.js";
import { LineScanner } from "../../src/core/kernel/line-scanner.js";

/** Takes the facts of single lines, as the engine does. */
export function lineTaker(plan: CheckPlan): (text: string) => {
  readonly taken: TakenLine;
  /** Those of this line, until the next one is taken; nothing where it holds no record. */
  readonly facts: RecordFacts | undefined;
} {
  const scanner = new LineScanner({ inputBytes: 1 << 12, lines: 8 });
  lookForSeparator(scanner, plan);
  const lineFacts = new LineFacts(plan);
  return (text) => {
    const lines = scanner.scanText(text);
    const taken = lineFacts.take({ lines, isEnd: true, text: () => text }, 0);
    const hasFacts = taken.kind === "fine" || taken.kind === "record";
    return { taken, facts: hasFacts ? lineFacts.facts : undefined };
  };
}
