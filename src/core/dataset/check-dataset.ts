import type { Finding, Severity } from "../rules/finding.js";
import { byPlace } from "../rules/finding.js";
import type { BackgroundRule } from "../rules/background-rule.js";
import type { DatasetRule, Suspect } from "../rules/rule.js";
import type { CommonRuns } from "../similarity/common-runs.js";
import type { OtherDataset } from "../similarity/other-dataset.js";
import { commonRunsFor } from "../similarity/common-runs.js";
import type { CheckOptions, CheckPlan, DatasetNature, Planned } from "./check-plan.js";
import { areEqualNatures, planCheck, planForSize, severityCounts } from "./check-plan.js";
import { giveScanner, takeScanner } from "../kernel/shared-scanners.js";
import { once } from "../once.js";
import { countBelow, isIn } from "./ascending.js";
import { FindingCollector } from "./finding-collector.js";
import { FormatTally } from "./format-tally.js";
import { guessNature, linesAtStart } from "./guess-nature.js";
import type { TakenLine } from "./line-facts.js";
import { LineFacts, lookForSeparator } from "./line-facts.js";
import type { ByteSource, LineBatch } from "./line-reader.js";
import { LineReader } from "./line-reader.js";
import { readLine } from "./read-line.js";
import type { DatasetRecord } from "./record.js";
import type { SearchPlaces } from "./run-rules.js";
import {
  Aggregates,
  encodingFindings,
  headFindings,
  layoutFindings,
  lineFindings,
  recordFindings,
  suspectFindings,
} from "./run-rules.js";
import { TraitTally } from "./traits.js";
import { decodeUtf8, isUtf8 } from "./utf8.js";

/** What a check has found. */
export interface CheckOutcome {
  readonly plan: CheckPlan;
  /**
   * Records: lines that are not blank, broken ones included; none where the file is not laid out
   * as one record on each line.
   */
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
  /** The first line (from 0) that holds bytes which are not UTF-8. */
  readonly firstBadLine: number | undefined;
  /** The number (from 1) of the record on a line; blank lines do not count and have none. */
  recordNumber(line: number): number | undefined;
  /** The byte offset in the file of a UTF-16 offset in a line's text. */
  byteOffset(line: number, offset: number): number;
  /** Whether `findingsOn` has something to tell. Cheap. */
  hasFindings(line: number): boolean;
  /** Everything found on one line, however many findings were kept above. */
  findingsOn(line: number, text: string): readonly Finding[];
}

/** What steers a check. */
export interface DatasetCheckOptions extends CheckOptions {
  /** How many findings of each rule are kept; the counts are complete all the same. */
  readonly maxFindings?: number | undefined;
  /** Datasets whose records must not stand in this one. */
  readonly others?: readonly OtherDataset[] | undefined;
}

/** How far a check is in the current pass. */
export interface CheckProgress {
  readonly lines: number;
  readonly bytes: number;
}

/** Natures are found from all records, so the third pass at the latest confirms the second. */
const mostPasses = 4;

/**
 * Checks a dataset of any size, in one pass where the first lines show what the whole file is,
 * else in two or three. Gives back control between batches; stop asking to cancel.
 */
export function* checkDataset(
  source: ByteSource,
  options: DatasetCheckOptions,
): Generator<CheckProgress, CheckResult> {
  const scanner = takeScanner();
  try {
    return yield* checkWith(new LineReader(source, scanner), options);
  } finally {
    giveScanner(scanner);
  }
}

function* checkWith(
  reader: LineReader,
  options: DatasetCheckOptions,
): Generator<CheckProgress, CheckResult> {
  const firstLines = linesAtStart(reader);
  let nature = guessNature(firstLines);
  for (let passes = 1; ; passes += 1) {
    const plan = planForSize(planCheck(nature, options), reader.source.bytes, options);
    const pass = new CheckPass(plan, reader, {
      maxFindings: options.maxFindings ?? Infinity,
      expected: expectedRecords(reader),
      commonRuns: commonRunsFor(plan, firstLines),
      others: options.others ?? [],
    });
    yield* pass.read();
    const found = pass.nature;
    if (areEqualNatures(found, nature) || passes === mostPasses) return yield* pass.finish();
    nature = found;
  }
}

/** How many records a file has if all lines are as long as its first ones. */
function expectedRecords({ lines, bytesRead, source: { bytes } }: LineReader): number {
  return bytesRead === 0 ? 0 : Math.min(Math.ceil((1.02 * bytes * lines) / bytesRead), 1 << 26);
}

/** Checks a whole dataset without stopping in between. */
export function checkDatasetAtOnce(source: ByteSource, options: DatasetCheckOptions): CheckResult {
  const steps = checkDataset(source, options);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

interface PassOptions {
  readonly maxFindings: number;
  /** A guess at how many records there are. */
  readonly expected: number;
  readonly commonRuns: CommonRuns;
  readonly others: readonly OtherDataset[];
}

/** One pass over a file under one plan. A record's ref is its line. */
class CheckPass {
  readonly #plan: CheckPlan;
  readonly #reader: LineReader;
  readonly #formats = new FormatTally();
  readonly #traits = new TraitTally();
  readonly #lineFacts: LineFacts;
  readonly #aggregates: Aggregates;
  readonly #collector: FindingCollector;
  readonly #commonRuns: CommonRuns;
  readonly #others: readonly OtherDataset[];
  /** What there is to say about the file's first bytes. */
  #head: readonly Finding[] = [];
  readonly #blankLines: number[] = [];
  /** Lines about which line and record rules say something, ascending. */
  readonly #flagged: number[] = [];
  #firstRecord: number | undefined;
  #firstBadLine: number | undefined;
  #lines = 0;

  constructor(plan: CheckPlan, reader: LineReader, options: PassOptions) {
    const { maxFindings, expected, commonRuns, others } = options;
    this.#plan = plan;
    this.#reader = reader;
    this.#lineFacts = new LineFacts(plan, commonRuns.bits);
    const rules = [...plan.datasetRules, ...plan.backgroundRules];
    this.#aggregates = new Aggregates(plan, { expected, rules });
    this.#collector = new FindingCollector(maxFindings);
    this.#commonRuns = commonRuns;
    this.#others = others;
    lookForSeparator(reader.scanner, plan);
  }

  *read(): Generator<CheckProgress> {
    for (const batch of this.#reader.read()) {
      if (this.#lines === 0) this.#noteHead(batch);
      for (let index = 0; index < batch.lines.length; index += 1) this.#readOne(batch, index);
      yield { lines: this.#lines, bytes: this.#reader.bytesRead };
    }
  }

  /** What the records of this pass show the dataset to be. */
  get nature(): DatasetNature {
    const { layout } = this.#plan;
    return { layout, format: this.#formats.format, traits: this.#traits.traits };
  }

  #readOne(batch: LineBatch, index: number): void {
    const line = this.#lines;
    this.#lines += 1;
    const taken = this.#lineFacts.take(batch, index);
    if (taken.kind === "fine") {
      this.#addRecord(line);
      this.#formats.addOf(this.#plan.context?.format);
      return;
    }
    this.#noteEncoding(batch, index, line);
    if (taken.kind === "blank") return this.#readBlank(taken, line, isVeryLast(batch, index));
    if (this.#blankLines.length === line) {
      this.#collector.add(layoutFindings(this.#plan, batch.text(index), line));
    }
    if (taken.kind === "foreign") this.#formats.addOf(undefined);
    if (taken.kind === "record") {
      this.#formats.add(taken.record);
      if (this.#plan.context !== undefined) this.#addRecord(line);
    }
    this.#addFindings(taken, line);
  }

  #readBlank(taken: Extract<TakenLine, { kind: "blank" }>, line: number, isLast: boolean): void {
    this.#blankLines.push(line);
    // The nothing behind the last line ending is no line that somebody has left blank.
    if (!isLast || taken.text !== "") this.#addFindings(taken, line);
  }

  #addRecord(line: number): void {
    this.#firstRecord ??= line;
    this.#traits.add(this.#lineFacts.facts);
    this.#aggregates.add(line, this.#lineFacts.facts);
  }

  #addFindings(taken: TakenLine, line: number): void {
    const findings = findingsIn(this.#plan, taken, line);
    if (findings.length === 0) return;
    this.#flagged.push(line);
    this.#collector.add(findings);
  }

  #noteHead(batch: LineBatch): void {
    const { source, markBytes } = this.#reader;
    const head = { encoding: source.encoding, hasMark: markBytes > 0 };
    this.#head = headFindings(this.#plan, head, batch.text(0));
    this.#collector.add(this.#head);
  }

  #noteEncoding({ lines }: LineBatch, index: number, line: number): void {
    if (lines.isRecord(index)) return;
    const bytes = lines.tape.bytes.subarray(lines.start(index), lines.end(index));
    if (isUtf8(bytes)) return;
    this.#firstBadLine ??= line;
    const without = { text: decodeUtf8(bytes), problem: undefined, line };
    this.#collector.add(encodingFindings(this.#plan, without));
  }

  *finish(): Generator<CheckProgress, CheckResult> {
    const suspects = yield* this.#allSuspects();
    for (const { planned, suspects: found } of suspects) {
      const kept = found.slice(0, this.#collector.room(planned.rule.id));
      this.#collector.add(kept.flatMap((suspect) => this.#look(planned, suspect)));
      this.#collector.count(planned.rule.id, found.length - kept.length);
    }
    this.#collector.add(this.#aggregates.crashes());
    // Only who fixes asks for it, and there may be millions.
    const byRule = once(() =>
      suspects.map(({ planned, suspects: found }) => ({
        planned,
        byLine: new Map(found.map((suspect) => [suspect.ref, suspect])),
      })),
    );
    return {
      plan: this.#plan,
      records: this.#plan.layout === "lines" ? this.#lines - this.#blankLines.length : 0,
      findings: this.#collector.findings().toSorted(byPlace),
      counts: this.#collector.counts(),
      severityCounts: severityCounts(this.#plan, this.#collector.counts()),
      firstBadLine: this.#firstBadLine,
      recordNumber: (line) =>
        isIn(this.#blankLines, line) ? undefined : line + 1 - countBelow(this.#blankLines, line),
      byteOffset: (line, offset) => this.#reader.byteOffset(line, offset),
      hasFindings: (line) =>
        (line === 0 && this.#head.length > 0) ||
        byRule().some(({ byLine }) => byLine.has(line)) ||
        isIn(this.#flagged, line),
      findingsOn: (line, text) => {
        const ofDataset = byRule().flatMap(({ planned, byLine }) => {
          const suspect = byLine.get(line);
          return suspect === undefined ? [] : this.#look(planned, suspect);
        });
        return [...this.#ofLine(line, text), ...ofDataset].toSorted(byPlace);
      },
    };
  }

  *#allSuspects(): Generator<CheckProgress, readonly SuspectsOfRule[]> {
    const { bytes } = this.#reader.source;
    const progress = { lines: this.#lines, bytes: this.#reader.bytesRead };
    const places = { place: sameLine, firstRef: this.#firstRecord, bytes };
    const suspects: SuspectsOfRule[] = this.#plan.datasetRules.map((planned) => ({
      planned,
      suspects: this.#aggregates.suspects(planned, places),
    }));
    const searched: SearchPlaces = {
      ...places,
      read: (ref) => this.#recordAt(ref),
      commonRuns: this.#commonRuns,
      lines: this.#reader,
      others: this.#others,
    };
    for (const planned of this.#plan.backgroundRules) {
      const search = this.#aggregates.search(planned, searched);
      let step = search.next();
      for (; step.done !== true; step = search.next()) yield progress;
      suspects.push({ planned, suspects: step.value });
    }
    return suspects;
  }

  #ofLine(line: number, text: string): Finding[] {
    const ofHead = line === 0 ? this.#head : [];
    if (!isIn(this.#flagged, line)) return [...ofHead];
    const read = readLine(text);
    if (read.kind === "record") {
      return [...ofHead, ...recordFindings(this.#plan, read.record, line)];
    }
    const problem = read.kind === "broken" ? read.problem : undefined;
    return [...ofHead, ...lineFindings(this.#plan, { text, problem, line })];
  }

  #look(planned: SuspectsOfRule["planned"], suspect: Suspect): Finding[] {
    const read = (ref: number): DatasetRecord | undefined => this.#recordAt(ref);
    return suspectFindings(this.#plan, planned, suspect, { read, place: sameLine });
  }

  #recordAt(line: number): DatasetRecord | undefined {
    const read = readLine(this.#reader.lineText(line));
    return read.kind === "record" ? read.record : undefined;
  }
}

/** What one rule suspects, in the order of the file. */
interface SuspectsOfRule {
  readonly planned: Planned<DatasetRule | BackgroundRule>;
  readonly suspects: readonly Suspect[];
}

function isVeryLast({ isEnd, lines }: LineBatch, index: number): boolean {
  return isEnd && index === lines.length - 1;
}

/** What line and record rules say about a line. */
export function findingsIn(plan: CheckPlan, taken: TakenLine, line: number): Finding[] {
  switch (taken.kind) {
    case "record":
      return recordFindings(plan, taken.record, line);
    case "broken":
      return lineFindings(plan, { text: taken.text, problem: taken.problem, line });
    case "blank":
      return lineFindings(plan, { text: taken.text, problem: undefined, line });
    case "fine":
    case "foreign":
      return [];
  }
}

function sameLine(ref: number): number {
  return ref;
}
