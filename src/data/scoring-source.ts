import { LineReader } from "../core/dataset/line-reader.js";
import type { RecordToScore, ScoringSurvey } from "../core/inspection/scored-lines.js";
import { recordsToScore, surveyForScoring } from "../core/inspection/scored-lines.js";
import { giveScanner, takeScanner } from "../core/kernel/shared-scanners.js";
import { openDataset } from "./open-dataset.js";
import { UserError } from "./user-error.js";

/** A dataset whose records are scored, open until it is closed. Memory is that of a batch of lines. */
export interface ScoringSource {
  readonly survey: ScoringSurvey;
  /** Its records from the first; one reading at a time. */
  records(): Iterable<RecordToScore>;
  /** The text of a line, from 1, once all were read. */
  lineText(line: number): string;
  close(): void;
}

/**
 * Opens a dataset and reads it once; `name` is what people are told. Rejects with a `UserError` where
 * it is no dataset of lines, and with the signal's reason.
 */
export async function openScoringSource(
  path: string,
  name: string,
  signal: AbortSignal,
): Promise<ScoringSource> {
  const file = await openDataset(path, name);
  const scanner = takeScanner();
  const close = (): void => {
    giveScanner(scanner);
    file.close();
  };
  let reader = new LineReader(file, scanner);
  const lines = (): LineReader => (reader = new LineReader(file, scanner));
  try {
    const survey = await drained(surveyForScoring(lines), signal);
    if (survey === undefined) throw unrecognised(name);
    return {
      survey,
      close,
      records: () => recordsToScore(lines(), survey.format),
      lineText: (line) => reader.lineText(line - 1),
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** A file in which records cannot be told apart. */
export function unrecognised(name: string): UserError {
  return new UserError(
    `${name} is not recognised as training data, one record on each line. "tunewright check" says what it is, "tunewright convert" lays it out.`,
  );
}

const lookEveryMs = 20;

/** Runs work to its end, and lets others work between. */
async function drained<Result>(
  work: Generator<unknown, Result>,
  signal: AbortSignal,
): Promise<Result> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < lookEveryMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    since = performance.now();
  }
}
