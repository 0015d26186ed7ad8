import type { CheckOutcome } from "../core/dataset/check-dataset.js";
import type {
  CheckOptions,
  CheckPlan,
  DatasetNature,
  Planned,
} from "../core/dataset/check-plan.js";
import { areEqualNatures, planCheck, severityCounts } from "../core/dataset/check-plan.js";
import { findingsIn } from "../core/dataset/check-dataset.js";
import { layoutOf } from "../core/dataset/document-layout.js";
import { FindingCollector } from "../core/dataset/finding-collector.js";
import { guessNature } from "../core/dataset/guess-nature.js";
import type { TakenLine } from "../core/dataset/line-facts.js";
import { lookForSeparator } from "../core/dataset/line-facts.js";
import { readLine } from "../core/dataset/read-line.js";
import type { DatasetRecord } from "../core/dataset/record.js";
import type { FileHead } from "../core/dataset/run-rules.js";
import { headFindings, layoutFindings, suspectFindings } from "../core/dataset/run-rules.js";
import type { OtherDataset } from "../core/similarity/other-dataset.js";
import { lineScanner } from "../core/kernel/shared-scanners.js";
import type { Finding } from "../core/rules/finding.js";
import { byPlace } from "../core/rules/finding.js";
import type { DatasetRule, Suspect } from "../core/rules/rule.js";
import { CheckState } from "./check-state.js";
import type { CheckedLine } from "./checked-line.js";
import { atLine, withoutFix } from "./checked-line.js";
import { LaterFindings } from "./later-findings.js";
import type { RuleSuspects } from "./rule-suspects.js";
import { suspectsOn } from "./rule-suspects.js";
import type { DocumentEdit, DocumentLine } from "./line-document.js";
import { firstTexts, LineDocument, textsOf } from "./line-document.js";

/** How many findings of a rule can be fixed, and how. */
export interface FixCounts {
  readonly safe: number;
  readonly asks: number;
}

/** What a check of an open document has found. */
export interface DocumentCheck extends CheckOutcome {
  /** By rule. Of dataset rules the findings that are shown are counted, of others all. */
  readonly fixes: ReadonlyMap<string, FixCounts>;
  /** Everything found on a line, however many findings were kept. Until the document changes. */
  findingsOn(line: number): readonly Finding[];
  /** Everything that a rule finds, piece by piece in the order of the file. Until it changes. */
  findingsOf(rule: string): Generator<readonly Finding[], void>;
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
  #state: CheckState;
  #unread: number;
  #firstUnread = 0;
  /** Whether what is known of the records is no longer true, and all has to be read again. */
  #isOutdated = false;
  #nextRef = 0;
  readonly #freeRefs: number[] = [];
  /** The line of each ref. */
  readonly #lineOfRef: (DocumentLine | undefined)[] = [];
  /** The lines about which line and record rules say something. */
  readonly #flagged = new Set<DocumentLine>();
  /** How many lines hold a record, broken ones included. */
  #records = 0;
  #later: LaterFindings | undefined;
  /** What the first bytes of its file say, which the text of a document does not show. */
  #head: FileHead = { hasMark: false };

  constructor(text: string, options: CheckOptions) {
    this.document = new LineDocument(text);
    this.#options = options;
    this.#plan = planCheck(guessNature(firstTexts(this.document)), options);
    this.#state = new CheckState(this.#plan);
    this.#unread = this.document.lines.length;
  }

  /** What the document is checked with. */
  get options(): CheckOptions {
    return this.#options;
  }

  /** Takes what the first bytes of the file on disk say. Says whether that is news. */
  setHead(head: FileHead): boolean {
    const isNew = head.encoding !== this.#head.encoding || head.hasMark !== this.#head.hasMark;
    this.#head = head;
    return isNew;
  }

  /** Changes target or severities; everything is read again. */
  setOptions(options: CheckOptions): void {
    this.#options = options;
    this.#later = undefined;
    const isKnown = this.#unread === 0 && !this.#isOutdated;
    const nature = isKnown ? this.#nature : guessNature(firstTexts(this.document));
    this.#startOver(nature);
  }

  /** Applies edits in the order in which the protocol gives them. */
  edit(edits: readonly DocumentEdit[]): void {
    for (const edit of edits) {
      const before = this.document.lines.length;
      const removed = this.document.apply(edit);
      this.#later?.forget(removed);
      // Reading all again can be interrupted; taking many facts out one by one cannot.
      if (removed.length > mostForgotten) this.#isOutdated = true;
      if (!this.#isOutdated) removed.forEach((line) => this.#forget(line));
      const added = this.document.lines.length - before + removed.length;
      this.#unread += added - removed.filter((line) => line.checked === undefined).length;
      const firstEdited = Math.min(this.#firstUnread, edit.range?.start.line ?? 0);
      // The edit may have taken the line before along.
      this.#firstUnread = Math.max(firstEdited - 1, 0);
    }
  }

  /** Whether rules wait for `workLater`. Only when there is no work left. */
  get hasLaterWork(): boolean {
    return this.#plan.context !== undefined && this.#plan.backgroundRules.length > 0;
  }

  /**
   * Runs the background rules on the document as it is now: it must not change until the end, and
   * there must be no other work left. What they find is part of the next `check`.
   */
  *workLater(others: readonly OtherDataset[]): Generator<void> {
    this.#later = yield* LaterFindings.search(this.document, this.#plan, others);
  }

  /** Whether `work` has something to do. */
  get hasWork(): boolean {
    return this.#isOutdated || this.#unread > 0 || this.#isPlanOutdated;
  }

  /** Whether the edits have made another kind of dataset of the document. */
  get #isPlanOutdated(): boolean {
    return this.#state.traits.isStale || !areEqualNatures(this.#nature, this.#plan.nature);
  }

  /** What the lines that have been read show the document to be. */
  get #nature(): DatasetNature {
    const { formats, traits } = this.#state;
    const layout = layoutOf(textsOf(this.document));
    return { layout, format: formats.format, traits: traits.traits };
  }

  /** Reads what has not been read, for as long as `mayGoOn` says so. */
  work(mayGoOn: () => boolean): void {
    while (this.hasWork) {
      if (this.#isOutdated) this.#startOver(guessNature(firstTexts(this.document)));
      else if (this.#unread === 0) this.#startOver(this.#nature);
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
      const checked = this.#read(line, i);
      line.checked = checked;
      if (checked.kind !== "blank") this.#records += 1;
      if (checked.findings.length > 0) this.#flagged.add(line);
      this.#unread -= 1;
      if (i % 64 === 63 && !mayGoOn()) return;
    }
    this.#firstUnread = this.#unread > 0 ? 0 : lines.length;
  }

  /** What is found now. Only when there is no work left. */
  check(maxFindings: number): DocumentCheck {
    const collector = new FindingCollector(maxFindings);
    const fixes = new Map<string, FixCounts>();
    const ofFile = this.#fileFindings();
    collector.add(ofFile);
    countFixes(
      fixes,
      ofFile.filter(({ fix }) => fix?.removesMark === true),
    );
    for (const { checked, index } of this.#flaggedInOrder()) {
      collector.add(atLine(checked.findings, index));
      countFixes(fixes, checked.findings);
    }
    const firstRef = this.document.lines.find(({ checked }) => checked?.kind === "record")?.checked
      ?.ref;
    const suspects = this.#plan.datasetRules.map((planned) => ({
      planned,
      found: this.#suspects(planned, firstRef),
    }));
    for (const { planned, found } of suspects) {
      const kept = found.slice(0, collector.room(planned.rule.id));
      const findings = kept.flatMap((suspect) => this.#look(planned, suspect));
      collector.add(findings);
      countFixes(fixes, findings);
      collector.count(planned.rule.id, found.length - kept.length);
    }
    collector.add(this.#state.aggregates.crashes());
    this.#later?.addTo(collector, (findings) => countFixes(fixes, findings));
    const counts = collector.counts();
    return {
      plan: this.#plan,
      records: this.#plan.layout === "lines" ? this.#records : 0,
      findings: collector.findings().toSorted(byPlace),
      counts,
      severityCounts: severityCounts(this.#plan, counts),
      fixes,
      findingsOn: (line) => this.#findingsOn(line, suspects),
      findingsOf: (rule) => this.#findingsOf(rule, suspects),
    };
  }

  /** The number (from 1) of the record on a line, or `undefined` where there is none. */
  recordNumber(line: number): number | undefined {
    if (this.document.recordText(line).trim() === "") return undefined;
    let before = 0;
    for (let i = 0; i < line; i += 1) if (this.#holdsRecord(i)) before += 1;
    return before + 1;
  }

  #holdsRecord(line: number): boolean {
    const { checked, text = "" } = this.document.lines[line] ?? {};
    return checked === undefined ? text.trim() !== "" : checked.kind !== "blank";
  }

  #headFindings(): readonly Finding[] {
    const isInText = this.document.markLength(0) > 0;
    const head = { ...this.#head, hasMark: isInText || this.#head.hasMark };
    const found = headFindings(this.#plan, head, this.document.recordText(0));
    // An edit of the text changes no bytes that are not in it.
    return isInText ? found : found.map(withoutFix);
  }

  #fileFindings(): readonly Finding[] {
    const ofHead = this.#headFindings();
    if (this.#plan.layout === "lines") return ofHead;
    const first = this.document.lines.findIndex(({ text }) => text.trim() !== "");
    return [...ofHead, ...layoutFindings(this.#plan, this.document.recordText(first), first)];
  }

  #flaggedInOrder(): readonly { readonly checked: CheckedLine; readonly index: number }[] {
    return [...this.#flagged]
      .flatMap((line) => {
        const { checked } = line;
        return checked === undefined ? [] : [{ checked, index: this.document.indexOf(line) }];
      })
      .sort((a, b) => a.index - b.index);
  }

  #suspects(planned: Planned<DatasetRule>, firstRef: number | undefined): readonly Suspect[] {
    const place = (ref: number): number => this.#lineOf(ref);
    return this.#state.aggregates.suspects(planned, { place, firstRef, bytes: undefined });
  }

  #look(planned: Planned<DatasetRule>, suspect: Suspect): readonly Finding[] {
    const read = (ref: number): DatasetRecord | undefined => {
      const line = readLine(this.document.recordText(this.#lineOf(ref)));
      return line.kind === "record" ? line.record : undefined;
    };
    const place = (ref: number): number => this.#lineOf(ref);
    return suspectFindings(this.#plan, planned, suspect, { read, place });
  }

  #findingsOn(line: number, suspects: readonly RuleSuspects[]): readonly Finding[] {
    const ofDataset = suspects.flatMap(({ planned, found }) =>
      suspectsOn(found, line, (ref) => this.#lineOf(ref)).flatMap((one) =>
        this.#look(planned, one),
      ),
    );
    const ofLine = this.#fileFindings().filter((finding) => finding.line === line);
    const own = this.document.lines[line]?.checked?.findings ?? [];
    const later = this.#later?.findingsOn(line) ?? [];
    return [...ofLine, ...atLine(own, line), ...ofDataset, ...later].toSorted(byPlace);
  }

  *#findingsOf(
    rule: string,
    suspects: readonly RuleSuspects[],
  ): Generator<readonly Finding[], void> {
    const ofDataset = suspects.find(({ planned }) => planned.rule.id === rule);
    if (ofDataset !== undefined) {
      for (const suspect of ofDataset.found) yield this.#look(ofDataset.planned, suspect);
      return;
    }
    yield this.#fileFindings().filter((finding) => finding.rule === rule);
    yield this.#later?.findingsOf(rule) ?? [];
    for (const { checked, index } of this.#flaggedInOrder()) {
      yield atLine(
        checked.findings.filter((finding) => finding.rule === rule),
        index,
      );
    }
  }

  #lineOf(ref: number): number {
    const line = this.#lineOfRef[ref];
    return line === undefined ? 0 : this.document.indexOf(line);
  }

  #read(line: DocumentLine, index: number): CheckedLine {
    const text = this.document.recordText(index);
    const taken = this.#take(text);
    const isLast = index === this.document.lines.length - 1;
    // The nothing behind the last line ending is no line that somebody has left blank.
    if (taken.kind === "blank" && text === "" && isLast) return nothing;
    const findings = findingsIn(this.#plan, taken, index);
    if (taken.kind === "blank" || taken.kind === "broken") {
      return { kind: taken.kind, ref: -1, findings };
    }
    const ref = this.#freeRefs.pop() ?? this.#nextRef++;
    this.#lineOfRef[ref] = line;
    this.#state.add(ref, taken, this.#plan);
    return { kind: "record", ref, findings };
  }

  /** Takes the facts of a line. */
  #take(text: string): TakenLine {
    const scanner = lineScanner();
    lookForSeparator(scanner, this.#plan);
    const lines = scanner.scanText(text);
    return this.#state.lineFacts.take({ lines, isEnd: true, text: () => text }, 0);
  }

  #forget(line: DocumentLine): void {
    const { text, checked } = line;
    if (checked === undefined) return;
    if (checked.kind !== "blank") this.#records -= 1;
    this.#flagged.delete(line);
    if (checked.kind !== "record") return;
    this.#state.remove(checked.ref, this.#take(text.replace(/^\uFEFF/, "")), this.#plan);
    this.#freeRefs.push(checked.ref);
    this.#lineOfRef[checked.ref] = undefined;
  }

  #startOver(nature: DatasetNature): void {
    // What was found later says nothing about records of another format.
    if (nature.format !== this.#plan.context?.format) this.#later = undefined;
    this.#plan = planCheck(nature, this.#options);
    this.#state = new CheckState(this.#plan);
    this.#nextRef = 0;
    this.#freeRefs.length = 0;
    this.#lineOfRef.length = 0;
    this.#flagged.clear();
    this.#records = 0;
    this.#firstUnread = 0;
    this.#isOutdated = false;
    this.#unread = this.document.lines.length;
    for (const line of this.document.lines) line.checked = undefined;
  }
}

/** An edit that takes more lines away makes all be read again. */
const mostForgotten = 200;

const nothing: CheckedLine = { kind: "blank", ref: -1, findings: [] };

function countFixes(counts: Map<string, FixCounts>, findings: readonly Finding[]): void {
  for (const { rule, fix } of findings) {
    if (fix === undefined) continue;
    const before = counts.get(rule) ?? { safe: 0, asks: 0 };
    counts.set(rule, { ...before, [fix.kind]: before[fix.kind] + 1 });
  }
}
