import { guessNature, linesAtStart } from "../dataset/guess-nature.js";
import type { DatasetLines } from "../dataset/line-reader.js";
import { utf8Length } from "../dataset/utf8.js";
import type { Format } from "../formats/format.js";
import type { AskedRecord } from "./asked-record.js";
import { askedLine, endingOf } from "./inspected-lines.js";
import type { SentPrompt } from "./inspection.js";

/** A record whose completion is to be scored. */
export interface RecordToScore {
  /** From 1. */
  readonly line: number;
  readonly sent: SentPrompt;
  readonly expected: string;
}

/** What a dataset as a whole says of how its records are scored. */
export interface ScoringSurvey {
  readonly format: Format;
  /** The labels as completions are written, the most frequent first; none where it has none. */
  readonly labels: readonly string[];
  /** What ends most completions; empty for nothing. */
  readonly ending: string;
  /** How many records can be scored. */
  readonly records: number;
  /** How many cannot, and the first of them. */
  readonly skipped: number;
  readonly firstSkipped: { readonly line: number; readonly reason: string } | undefined;
  /** UTF-8 bytes of the prompts that can be scored, and of their completions. */
  readonly promptBytes: number;
  readonly completionBytes: number;
}

/** With more of them, completions are texts, whatever the first lines looked like. */
const mostLabels = 10_000;

/**
 * Reads a dataset to its end in bounded memory. Yields after each batch, how many lines were read, so
 * that others can work between; returns `undefined` where it is no dataset of lines in a format that
 * is known.
 */
export function* surveyForScoring(
  open: () => DatasetLines,
): Generator<number, ScoringSurvey | undefined> {
  const { format, layout, traits } = guessNature(linesAtStart(open()));
  if (layout !== "lines" || format === undefined) return undefined;
  const tally = new SurveyTally(traits.hasLabels);
  for (const { line, asked, isEnd } of askedLines(open(), format)) {
    if (asked !== undefined) tally.add(line, asked);
    if (isEnd) yield line;
  }
  return { format, ending: endingOf(traits), ...tally.result };
}

/** The records of a dataset that can be scored, in its order, in bounded memory. */
export function* recordsToScore(lines: DatasetLines, format: Format): Generator<RecordToScore> {
  for (const { line, asked } of askedLines(lines, format)) {
    const record = asked && scorable(line, asked);
    if (record?.kind === "record") yield record.record;
  }
}

interface ReadLine {
  readonly line: number;
  /** `undefined` for a blank line. */
  readonly asked: AskedRecord | undefined;
  /** Whether it is the last of those that were read together. */
  readonly isEnd: boolean;
}

function* askedLines(lines: DatasetLines, format: Format): Generator<ReadLine> {
  let first = 0;
  for (const batch of lines.read()) {
    const { length } = batch.lines;
    for (let index = 0; index < length; index += 1) {
      const text = batch.text(index);
      const asked = text.trim() === "" ? undefined : askedLine(text, format);
      yield { line: first + index + 1, asked, isEnd: index === length - 1 };
    }
    first += length;
  }
}

type Scorable =
  | { readonly kind: "record"; readonly record: RecordToScore }
  | { readonly kind: "skipped"; readonly reason: string };

function scorable(line: number, asked: AskedRecord): Scorable {
  if (asked.kind === "refused") return { kind: "skipped", reason: asked.reason };
  const { sent, expected } = asked;
  if (expected === null || expected === "") {
    return { kind: "skipped", reason: "it has no completion" };
  }
  return { kind: "record", record: { line, sent, expected } };
}

/** Counts what a survey tells. A class because it lives as long as the reading. */
class SurveyTally {
  readonly #labels: Map<string, number> | undefined;
  #records = 0;
  #skipped = 0;
  #firstSkipped: ScoringSurvey["firstSkipped"];
  #promptBytes = 0;
  #completionBytes = 0;

  constructor(hasLabels: boolean) {
    this.#labels = hasLabels ? new Map() : undefined;
  }

  add(line: number, asked: AskedRecord): void {
    const found = scorable(line, asked);
    if (found.kind === "skipped") {
      this.#skipped += 1;
      this.#firstSkipped ??= { line, reason: found.reason };
      return;
    }
    const { sent, expected } = found.record;
    this.#records += 1;
    this.#promptBytes += utf8Length(promptText(sent));
    this.#completionBytes += utf8Length(expected);
    const labels = this.#labels;
    if (labels === undefined) return;
    const count = labels.get(expected);
    if (count !== undefined || labels.size <= mostLabels) labels.set(expected, (count ?? 0) + 1);
  }

  get result(): Omit<ScoringSurvey, "ending" | "format"> {
    const counts = [...(this.#labels ?? [])];
    const labels = counts.length > mostLabels ? [] : counts.sort((a, b) => b[1] - a[1]);
    return {
      labels: labels.map(([label]) => label),
      records: this.#records,
      skipped: this.#skipped,
      firstSkipped: this.#firstSkipped,
      promptBytes: this.#promptBytes,
      completionBytes: this.#completionBytes,
    };
  }
}

function promptText(sent: SentPrompt): string {
  if (sent.kind === "completion") return sent.text;
  return sent.messages.map(({ role, content }) => role + content).join("");
}
