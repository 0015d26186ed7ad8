import type { CheckOutcome } from "../core/dataset/check-dataset.js";
import type { CheckOptions, CheckPlan, Planned } from "../core/dataset/check-plan.js";
import { planCheck, severityCounts } from "../core/dataset/check-plan.js";
import { FindingCollector } from "../core/dataset/finding-collector.js";
import { FormatTally, guessFormat } from "../core/dataset/format-tally.js";
import { layoutOf } from "../core/dataset/document-layout.js";
import { readLine } from "../core/dataset/read-line.js";
import type { DatasetRecord } from "../core/dataset/record.js";
import {
  Aggregates,
  brokenLineFindings,
  layoutFindings,
  recordFindings,
  suspectFindings,
} from "../core/dataset/run-rules.js";
import type { Finding } from "../core/rules/finding.js";
import { byPlace } from "../core/rules/finding.js";
import type { DatasetRule, Suspect } from "../core/rules/rule.js";
import type { CheckedLine } from "./checked-line.js";
import type { DocumentEdit, DocumentLine } from "./line-document.js";
import { LineDocument } from "./line-document.js";

/** How many findings of a rule can be fixed, and how. */
export interface FixCounts {
  readonly safe: number;
  readonly asks: number;
}

/** What a check of an open document has found. */
export interface DocumentCheck extends CheckOutcome {
  /** By rule. Of dataset rules the findings that are shown are counted, of others all. */
  readonly fixes: ReadonlyMap<string, FixCounts>;
}

/**
 * An open document that is checked again after each edit, by the lines that the edit touched.
 *
 * The facts of the lines it took away leave the aggregates; new lines are read by `work`, which
 * can be interrupted by further edits at any time.
 */
export class CheckedDocument {
  readonly document: LineDocument;
  #options: CheckOptions;
  #plan: CheckPlan;
  #tally = new FormatTally();
  #aggregates: Aggregates;
  #unread: number;
  #firstUnread = 0;
  #nextRef = 0;
  readonly #freeRefs: number[] = [];
  /** Line of each ref; rebuilt when lines came or went. */
  #lineOfRef: number[] = [];
  #isNumbered = false;

  constructor(text: string, options: CheckOptions) {
    this.document = new LineDocument(text);
    this.#options = options;
    const format = guessFormat(textsOf(this.document));
    this.#plan = planCheck(format, options, layoutOf(textsOf(this.document)));
    this.#aggregates = new Aggregates(this.#plan);
    this.#unread = this.document.lines.length;
  }

  /** What the document is checked with. */
  get options(): CheckOptions {
    return this.#options;
  }

  /** Changes target or severities; everything is read again. */
  setOptions(options: CheckOptions): void {
    this.#options = options;
    this.#startOver(this.#tally.format ?? guessFormat(textsOf(this.document)));
  }

  /** Applies edits in the order in which the protocol gives them. */
  edit(edits: readonly DocumentEdit[]): void {
    for (const edit of edits) {
      const before = this.document.lines.length;
      const removed = this.document.apply(edit);
      removed.forEach((line) => this.#forget(line));
      const added = this.document.lines.length - before + removed.length;
      this.#unread += added - removed.filter((line) => line.checked === undefined).length;
      const firstEdited = Math.min(this.#firstUnread, edit.range?.start.line ?? 0);
      // The edit may have taken the line before along.
      this.#firstUnread = Math.max(firstEdited - 1, 0);
      if (added !== removed.length) this.#isNumbered = false;
    }
  }

  /** Whether `work` has something to do. */
  get hasWork(): boolean {
    return this.#unread > 0 || this.#isPlanOutdated;
  }

  /** Whether the edits have made another format or layout of the document. */
  get #isPlanOutdated(): boolean {
    const layout = layoutOf(textsOf(this.document));
    if (layout !== this.#plan.layout) return true;
    return layout === "lines" && this.#tally.format !== this.#plan.context?.format;
  }

  /** Reads what has not been read, for as long as `mayGoOn` says so. */
  work(mayGoOn: () => boolean): void {
    while (this.hasWork) {
      if (this.#unread === 0) this.#startOver(this.#tally.format);
      this.#readLines(mayGoOn);
      if (!mayGoOn()) return;
    }
  }

  #readLines(mayGoOn: () => boolean): void {
    const { lines } = this.document;
    for (let i = this.#firstUnread; i < lines.length && this.#unread > 0; i += 1) {
      this.#firstUnread = i;
      const line = lines[i];
      if (line === undefined || line.checked !== undefined) continue;
      line.checked = this.#read(this.document.recordText(i), i);
      this.#unread -= 1;
      if (i % 64 === 63 && !mayGoOn()) return;
    }
    this.#firstUnread = this.#unread > 0 ? 0 : lines.length;
  }

  /** What is found now. Only when there is no work left. */
  check(maxFindings: number): DocumentCheck {
    this.#numberLines();
    const collector = new FindingCollector(maxFindings);
    const fixes = new Map<string, FixCounts>();
    let records = 0;
    this.document.lines.forEach(({ checked }, line) => {
      if (checked === undefined || checked.kind === "blank") return;
      if (records === 0) {
        collector.add(layoutFindings(this.#plan, this.document.recordText(line), line));
      }
      records += 1;
      if (checked.findings.length === 0) return;
      collector.add(atLine(checked.findings, line));
      countFixes(fixes, checked.findings);
    });
    for (const planned of this.#plan.datasetRules) {
      const found = this.#suspects(planned);
      const kept = found.slice(0, collector.room(planned.rule.id));
      const findings = kept.flatMap((suspect) => this.#look(planned, suspect));
      collector.add(findings);
      countFixes(fixes, findings);
      collector.count(planned.rule.id, found.length - kept.length);
    }
    collector.add(this.#aggregates.crashes());
    const counts = collector.counts();
    return {
      plan: this.#plan,
      records,
      findings: collector.findings().toSorted(byPlace),
      counts,
      severityCounts: severityCounts(this.#plan, counts),
      fixes,
    };
  }

  /** The number (from 1) of the record on a line, or `undefined` where there is none. */
  recordNumber(line: number): number | undefined {
    if (this.document.recordText(line).trim() === "") return undefined;
    const before = this.document.lines.slice(0, line);
    return before.filter(({ text }) => text.trim() !== "").length + 1;
  }

  #suspects(planned: Planned<DatasetRule>): readonly Suspect[] {
    return this.#aggregates.suspects(planned, (ref) => this.#lineOf(ref));
  }

  #look(planned: Planned<DatasetRule>, suspect: Suspect): readonly Finding[] {
    const read = (ref: number): DatasetRecord | undefined => {
      const line = readLine(this.document.recordText(this.#lineOf(ref)));
      return line.kind === "record" ? line.record : undefined;
    };
    const place = (ref: number): number => this.#lineOf(ref);
    return suspectFindings(this.#plan, planned, suspect, { read, place });
  }

  #lineOf(ref: number): number {
    return this.#lineOfRef[ref] ?? 0;
  }

  #numberLines(): void {
    if (this.#isNumbered) return;
    this.#lineOfRef = Array.from({ length: this.#nextRef }, () => 0);
    this.document.lines.forEach(({ checked }, line) => {
      if (checked?.kind === "record") this.#lineOfRef[checked.ref] = line;
    });
    this.#isNumbered = true;
  }

  #read(text: string, line: number): CheckedLine {
    const read = readLine(text);
    if (read.kind === "blank") return { kind: "blank", ref: -1, findings: [] };
    if (read.kind === "broken") {
      const findings = brokenLineFindings(this.#plan, { text, problem: read.problem, line });
      return { kind: "broken", ref: -1, findings };
    }
    const ref = this.#freeRefs.pop() ?? this.#nextRef++;
    this.#lineOfRef[ref] = line;
    this.#tally.add(read.record);
    this.#aggregates.add(ref, read.record);
    return { kind: "record", ref, findings: recordFindings(this.#plan, read.record, line) };
  }

  #forget({ text, checked }: DocumentLine): void {
    if (checked?.kind !== "record") return;
    const read = readLine(text.replace(/^\uFEFF/, ""));
    if (read.kind === "record") this.#tally.remove(read.record);
    this.#aggregates.remove(checked.ref);
    this.#freeRefs.push(checked.ref);
  }

  #startOver(format: FormatTally["format"]): void {
    this.#plan = planCheck(format, this.#options, layoutOf(textsOf(this.document)));
    this.#aggregates = new Aggregates(this.#plan);
    this.#tally = new FormatTally();
    this.#nextRef = 0;
    this.#freeRefs.length = 0;
    this.#lineOfRef = [];
    this.#isNumbered = false;
    this.#firstUnread = 0;
    this.#unread = this.document.lines.length;
    for (const line of this.document.lines) line.checked = undefined;
  }
}

/** The lines' texts, one by one. */
function* textsOf(document: LineDocument): Generator<string> {
  for (let line = 0; line < document.lines.length; line += 1) yield document.recordText(line);
}

function countFixes(counts: Map<string, FixCounts>, findings: readonly Finding[]): void {
  for (const { rule, fix } of findings) {
    if (fix === undefined) continue;
    const before = counts.get(rule) ?? { safe: 0, asks: 0 };
    counts.set(rule, { ...before, [fix.kind]: before[fix.kind] + 1 });
  }
}

function atLine(findings: readonly Finding[], line: number): readonly Finding[] {
  return findings.map((finding) => (finding.line === line ? finding : { ...finding, line }));
}
