import { wordColumn } from "../dataset/growing-column.js";
import { guessNature, linesAtStart } from "../dataset/guess-nature.js";
import type { FactsPlan } from "../dataset/line-facts.js";
import { LineFacts } from "../dataset/line-facts.js";
import type { DatasetLines } from "../dataset/line-reader.js";
import { noTraits } from "../dataset/traits.js";
import type { Format } from "../formats/format.js";
import { defaultTarget } from "../targets/readers.js";
import { datasetTokens } from "../tokens/dataset-tokens.js";
import type { CommonRuns } from "./common-runs.js";
import { commonRunsOf } from "./common-runs.js";
import { SketchColumns } from "./sketch-columns.js";

/** By what the records of one dataset are found among those of another. Refs are lines. */
export interface DatasetPrints {
  readonly format: Format;
  readonly commonRuns: CommonRuns;
  readonly sketches: SketchColumns;
  /** Half of the hash of each prompt, or of the record where it has none; 0 for no record. */
  readonly keys: ReturnType<typeof wordColumn>;
}

/**
 * Reads the prints of a dataset: 10 bytes for each line and 32 more for each long record. With
 * `like` they can be compared with those. `undefined` where its format is not known. Yields after
 * each batch of lines.
 */
export function* readPrints(
  lines: DatasetLines,
  like?: Pick<DatasetPrints, "format" | "commonRuns">,
): Generator<void, DatasetPrints | undefined> {
  const nature = like ?? ownNature(lines);
  if (nature === undefined) return undefined;
  const { format, commonRuns } = nature;
  const facts = new LineFacts(planFor(format), commonRuns.bits);
  const prints = { format, commonRuns, sketches: new SketchColumns(0), keys: wordColumn() };
  let line = 0;
  for (const batch of lines.read()) {
    for (let index = 0; index < batch.lines.length; index += 1) {
      addLine(prints, line + index, facts, facts.take(batch, index).kind);
    }
    line += batch.lines.length;
    yield;
  }
  return prints;
}

function ownNature(lines: DatasetLines): Pick<DatasetPrints, "format" | "commonRuns"> | undefined {
  const first = linesAtStart(lines);
  const { format } = guessNature(first);
  return format && { format, commonRuns: commonRunsOf(first, format) };
}

/** Nothing is asked of the records but their facts. */
function planFor(format: Format): FactsPlan {
  const target = defaultTarget(format);
  const tokens = datasetTokens({}, target, format.id);
  const context = {
    format,
    target,
    isTargetChosen: false,
    today: undefined,
    judgeLabels: undefined,
    traits: noTraits,
  };
  return { context: { ...context, tokens }, marks: 0, fineChecks: [] };
}

function addLine(
  { sketches, keys }: DatasetPrints,
  line: number,
  { facts }: LineFacts,
  kind: string,
): void {
  if (kind !== "fine" && kind !== "record") return;
  sketches.add(line, facts);
  keys.set(line, facts.keyLow >>> 0 || 1);
}
