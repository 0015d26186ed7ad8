import { readLine } from "../../dataset/read-line.js";
import type { DatasetRecord } from "../../dataset/record.js";
import { ownMember } from "../../json/json-node.js";
import type { Edit } from "../../json/span.js";
import { applyEdits } from "../../json/span.js";
import type { Pair } from "./pair.js";

/** A line, from 0, with what it becomes: `undefined` where its record is removed. */
export interface ChangedLine {
  readonly line: number;
  readonly text: string | undefined;
}

/**
 * What the lines of a dataset become when its pairs are changed: only texts that are others than
 * before, so that all else stays as it is written. `isWhole` writes each record anew, with a prompt
 * and a completion and nothing else. `undefined` where the lines are not those of the pairs.
 */
export function changedLines(
  lines: readonly string[],
  { before, after }: { readonly before: readonly Pair[]; readonly after: readonly Pair[] },
  isWhole: boolean,
): readonly ChangedLine[] | undefined {
  const filled = lines.flatMap((text, line) => (text.trim() === "" ? [] : [{ text, line }]));
  if (filled.length !== before.length) return undefined;
  const left = new Map(after.map((pair) => [pair.row, pair]));
  const changes: ChangedLine[] = [];
  for (const [at, { text, line }] of filled.entries()) {
    const [old, wanted] = [before[at], left.get(before[at]?.row ?? NaN)];
    if (old === undefined) return undefined;
    if (wanted === undefined) changes.push({ line, text: undefined });
    else {
      const becomes = isWhole ? wholeLine(wanted) : withTexts(text, old, wanted);
      if (becomes === undefined) return undefined;
      if (becomes !== text) changes.push({ line, text: becomes });
    }
  }
  return changes;
}

function wholeLine({ prompt, completion }: Pair): string {
  return JSON.stringify({ prompt, completion });
}

/** A line with other texts where they are others; `undefined` where it is no record. */
function withTexts(text: string, old: Pair, wanted: Pair): string | undefined {
  const read = readLine(text);
  if (read.kind !== "record" || read.record.object === undefined) return undefined;
  const { record } = read;
  const changed = (["prompt", "completion"] as const).filter((name) => old[name] !== wanted[name]);
  return applyEdits(
    text,
    changed.flatMap((name) => editOf(record, name, wanted[name])),
  );
}

function editOf(
  record: DatasetRecord,
  name: "completion" | "prompt",
  text: string,
): readonly Edit[] {
  const { object } = record;
  const own = Object.keys(object ?? {}).find((key) => key.toLowerCase() === name);
  const exact = object !== undefined && ownMember(object, name) !== undefined ? name : own;
  const node = exact === undefined ? undefined : record.nodeAt([exact]);
  if (node === undefined) return [];
  return [{ span: { start: node.start, end: node.end }, text: JSON.stringify(text) }];
}
