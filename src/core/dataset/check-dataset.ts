import type { Finding, Severity } from "../rules/finding.js";
import { byPlace } from "../rules/finding.js";
import type { Suspect } from "../rules/rule.js";
import type { CheckOptions, CheckPlan } from "./check-plan.js";
import { planCheck, severityCounts } from "./check-plan.js";
import { FindingCollector } from "./finding-collector.js";
import { FormatTally, guessFormat, linesToGuessFormat } from "./format-tally.js";
import { readLine } from "./read-line.js";
import type { DatasetRecord } from "./record.js";
import {
  Aggregates,
  brokenLineFindings,
  layoutFindings,
  recordFindings,
  suspectFindings,
} from "./run-rules.js";
import { layoutOf } from "./document-layout.js";

/** Lines of a dataset, from a file or from memory. Texts come without line ending and BOM. */
export interface LineSource {
  /** All lines from the first, in batches. Called once for each pass over the file. */
  read(): Iterable<readonly string[]>;
  /** One line (from 0) again. Called only for lines that `read` has given. */
  lineText(line: number): string;
}

/** What a check has found. */
export interface CheckOutcome {
  readonly plan: CheckPlan;
  /** Records: lines that are not blank, broken ones included. */
  readonly records: number;
  /** Findings in the order of the file, at most `maxFindings` of each rule. */
  readonly findings: readonly Finding[];
  /** How many findings there are of each rule, also those left out above. */
  readonly counts: Readonly<Record<string, number>>;
  /** How many findings there are of each severity, also those left out above. */
  readonly severityCounts: Readonly<Record<Severity, number>>;
}

/** The outcome of a check of a file, which can still be asked about single lines. */
export interface CheckResult extends CheckOutcome {
  /** The number (from 1) of the record on a line; blank lines do not count. */
  recordNumber(line: number): number;
  /** Everything found on one line, however many findings were kept above. */
  findingsOn(line: number, text: string): readonly Finding[];
}

/** What steers a check. */
export interface DatasetCheckOptions extends CheckOptions {
  /** How many findings of each rule are kept; the counts are complete all the same. */
  readonly maxFindings?: number | undefined;
}

/** How far a check is: lines read so far in the current pass. */
export interface CheckProgress {
  readonly lines: number;
}

/**
 * Checks a dataset of any size, in one pass where the first lines show the format that the whole
 * file has, else in two. Gives back control between batches; stop asking to cancel.
 */
export function* checkDataset(
  source: LineSource,
  options: DatasetCheckOptions,
): Generator<CheckProgress, CheckResult> {
  const firstLines = linesAtStart(source);
  const layout = layoutOf(firstLines);
  let guess = guessFormat(firstLines);
  for (;;) {
    const plan = planCheck(guess, options, layout);
    const pass = new CheckPass(plan, source, options.maxFindings ?? Infinity);
    yield* pass.read();
    const format = pass.tally.format;
    if (format === guess || layout === "document") return pass.finish();
    guess = format;
  }
}

/** As many lines from the first as guesses look at. */
function linesAtStart(source: LineSource): readonly string[] {
  const lines: string[] = [];
  for (const batch of source.read()) {
    lines.push(...batch.slice(0, linesToGuessFormat - lines.length));
    if (lines.length === linesToGuessFormat) break;
  }
  return lines;
}

/** Checks a whole dataset without stopping in between. */
export function checkDatasetAtOnce(source: LineSource, options: DatasetCheckOptions): CheckResult {
  const steps = checkDataset(source, options);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** One pass over a file under one plan. A record's ref is its line. */
class CheckPass {
  readonly tally = new FormatTally();
  readonly #plan: CheckPlan;
  readonly #source: LineSource;
  readonly #aggregates: Aggregates;
  readonly #collector: FindingCollector;
  readonly #blankLines: number[] = [];
  #lines = 0;

  constructor(plan: CheckPlan, source: LineSource, maxFindings: number) {
    this.#plan = plan;
    this.#source = source;
    this.#aggregates = new Aggregates(plan);
    this.#collector = new FindingCollector(maxFindings);
  }

  *read(): Generator<CheckProgress> {
    for (const batch of this.#source.read()) {
      for (const text of batch) this.#readOne(text);
      yield { lines: this.#lines };
    }
  }

  #readOne(text: string): void {
    const line = this.#lines;
    this.#lines += 1;
    const read = readLine(text);
    if (read.kind !== "blank" && this.#blankLines.length === line) {
      this.#collector.add(layoutFindings(this.#plan, text, line));
    }
    switch (read.kind) {
      case "blank":
        this.#blankLines.push(line);
        return;
      case "broken":
        this.#collector.add(brokenLineFindings(this.#plan, { text, problem: read.problem, line }));
        return;
      case "record":
        this.tally.add(read.record);
        this.#aggregates.add(line, read.record);
        this.#collector.add(recordFindings(this.#plan, read.record, line));
    }
  }

  finish(): CheckResult {
    const suspects = this.#plan.datasetRules.map((planned) => ({
      planned,
      suspects: this.#aggregates.suspects(planned, sameLine),
    }));
    for (const { planned, suspects: found } of suspects) {
      const kept = found.slice(0, this.#collector.room(planned.rule.id));
      this.#collector.add(kept.flatMap((suspect) => this.#look(planned, suspect)));
      this.#collector.count(planned.rule.id, found.length - kept.length);
    }
    this.#collector.add(this.#aggregates.crashes());
    const byRule = suspects.map(({ planned, suspects: found }) => ({
      planned,
      byLine: new Map(found.map((suspect) => [suspect.ref, suspect])),
    }));
    return {
      plan: this.#plan,
      records: this.#lines - this.#blankLines.length,
      findings: this.#collector.findings().toSorted(byPlace),
      counts: this.#collector.counts(),
      severityCounts: severityCounts(this.#plan, this.#collector.counts()),
      recordNumber: (line) => line + 1 - countBelow(this.#blankLines, line),
      findingsOn: (line, text) => {
        const ofDataset = byRule.flatMap(({ planned, byLine }) => {
          const suspect = byLine.get(line);
          return suspect === undefined ? [] : this.#look(planned, suspect);
        });
        return [...this.#ofLine(line, text), ...ofDataset].toSorted(byPlace);
      },
    };
  }

  #ofLine(line: number, text: string): Finding[] {
    const read = readLine(text);
    if (read.kind === "blank") return [];
    if (read.kind === "record") return recordFindings(this.#plan, read.record, line);
    return brokenLineFindings(this.#plan, { text, problem: read.problem, line });
  }

  #look(planned: CheckPlan["datasetRules"][number], suspect: Suspect): Finding[] {
    const read = (ref: number): DatasetRecord | undefined => this.#recordAt(ref);
    return suspectFindings(this.#plan, planned, suspect, { read, place: sameLine });
  }

  #recordAt(line: number): DatasetRecord | undefined {
    const read = readLine(this.#source.lineText(line));
    return read.kind === "record" ? read.record : undefined;
  }
}

function sameLine(ref: number): number {
  return ref;
}

/** How many numbers of an ascending list are below a limit. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
