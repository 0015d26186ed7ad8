import { textScanner } from "../kernel/shared-scanners.js";
import type { DatasetNature } from "./check-plan.js";
import { layoutOf } from "./document-layout.js";
import { FormatTally } from "./format-tally.js";
import type { DatasetLines } from "./line-reader.js";
import { readLine } from "./read-line.js";
import { RecordFacts, takeFacts } from "./record-facts.js";
import { noTraits, TraitTally } from "./traits.js";

/** How many lines `guessNature` looks at. */
export const linesToGuessFrom = 1_000;
/** Longer lines would take longer to read than a second look at the whole. */
const longestToLookAt = 1_000_000;

/** What the first lines show a dataset to be: right for most, to be confirmed by the rest. */
export function guessNature(firstLines: readonly string[]): DatasetNature {
  const layout = layoutOf(firstLines);
  const tally = new FormatTally();
  const records = firstLines
    .slice(0, linesToGuessFrom)
    .filter((text) => text.length <= longestToLookAt)
    .map((text) => readLine(text))
    .flatMap((read) => (read.kind === "record" ? [read.record] : []));
  for (const record of records) tally.add(record);
  const { format } = tally;
  if (format === undefined || layout !== "lines") return { layout, format, traits: noTraits };
  const traits = new TraitTally();
  const facts = new RecordFacts();
  for (const record of records) {
    takeFacts(facts, record, format, textScanner());
    traits.add(facts);
  }
  return { layout, format, traits: traits.traits };
}

/** As many lines from the first as guesses look at. */
export function linesAtStart(lines: DatasetLines): readonly string[] {
  const texts: string[] = [];
  for (const batch of lines.read()) {
    const count = Math.min(batch.lines.length, linesToGuessFrom - texts.length);
    for (let i = 0; i < count; i += 1) texts.push(batch.text(i));
    if (texts.length === linesToGuessFrom) break;
  }
  return texts;
}
