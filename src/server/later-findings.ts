import { commonRunsFor } from "../core/similarity/common-runs.js";
import type { OtherDataset } from "../core/similarity/other-dataset.js";
import type { CheckPlan, Planned } from "../core/dataset/check-plan.js";
import type { FindingCollector } from "../core/dataset/finding-collector.js";
import { linesAtStart } from "../core/dataset/guess-nature.js";
import { LineFacts } from "../core/dataset/line-facts.js";
import { readLine } from "../core/dataset/read-line.js";
import type { DatasetRecord } from "../core/dataset/record.js";
import { Aggregates, suspectFindings } from "../core/dataset/run-rules.js";
import type { BackgroundRule } from "../core/rules/background-rule.js";
import type { Finding } from "../core/rules/finding.js";
import type { Suspect } from "../core/rules/rule.js";
import { documentLines } from "./document-lines.js";
import type { DocumentLine, LineDocument } from "./line-document.js";

/** What one rule has found. */
interface FoundLater {
  readonly rule: BackgroundRule;
  readonly findings: readonly Finding[];
}

/** A suspect that was found, and the lines that the finding is about. */
interface LaterSuspect {
  readonly planned: Planned<BackgroundRule>;
  readonly suspect: Suspect;
  readonly lines: readonly DocumentLine[];
}

/**
 * What the background rules have found in an open document. It keeps its place through edits of
 * other lines, until the rules run again; what is about an edited line is gone at once.
 */
export class LaterFindings {
  readonly #document: LineDocument;
  readonly #plan: CheckPlan;
  /** The lines as they were when the rules ran; a record's ref is its place among them. */
  readonly #lines: readonly DocumentLine[];
  #suspects: readonly LaterSuspect[] = [];
  #crashes: readonly Finding[] = [];
  #shown: readonly FoundLater[] | undefined;

  private constructor(document: LineDocument, plan: CheckPlan) {
    this.#document = document;
    this.#plan = plan;
    this.#lines = [...document.lines];
  }

  /** Runs the rules, step by step, on a document that does not change meanwhile. */
  static *search(
    document: LineDocument,
    plan: CheckPlan,
    others: readonly OtherDataset[],
  ): Generator<void, LaterFindings> {
    const later = new LaterFindings(document, plan);
    yield* later.#search(others);
    return later;
  }

  /** Forgets what is said about lines that are gone. */
  forget(removed: readonly DocumentLine[]): void {
    this.#shown = undefined;
    if (this.#suspects.length === 0) return;
    const gone = new Set(removed);
    this.#suspects = this.#suspects.filter(({ lines }) => !lines.some((line) => gone.has(line)));
  }

  /** Adds what is found, each finding where its line stands now; `onKept` gets those with room. */
  addTo(collector: FindingCollector, onKept: (findings: readonly Finding[]) => void): void {
    for (const { rule, findings } of this.#found) {
      onKept(findings.slice(0, collector.room(rule.id)));
      collector.add(findings);
    }
    collector.add(this.#crashes);
  }

  /** Everything that is found on a line, however much was kept. */
  findingsOn(line: number): readonly Finding[] {
    return this.#found.flatMap(({ findings }) =>
      findings.filter((finding) => finding.line === line),
    );
  }

  /** Everything that a rule has found; nothing where it is no background rule. */
  findingsOf(id: string): readonly Finding[] {
    return this.#found.find(({ rule }) => rule.id === id)?.findings ?? [];
  }

  get #found(): readonly FoundLater[] {
    this.#shown ??= this.#plan.backgroundRules.map(({ rule }) => ({
      rule,
      findings: this.#suspects
        .filter(({ planned }) => planned.rule === rule)
        .flatMap(({ planned, suspect }) => this.#look(planned, suspect)),
    }));
    return this.#shown;
  }

  *#search(others: readonly OtherDataset[]): Generator<void> {
    const plan = this.#plan;
    const lines = documentLines(this.#document);
    const commonRuns = commonRunsFor(plan, linesAtStart(lines));
    const rules = plan.backgroundRules;
    const aggregates = new Aggregates(plan, { expected: this.#lines.length, rules });
    const facts = new LineFacts(plan, commonRuns.bits);
    let line = 0;
    for (const batch of lines.read()) {
      const { kind } = facts.take(batch, 0);
      if (kind === "fine" || kind === "record") aggregates.add(line, facts.facts);
      line += 1;
      yield;
    }
    const searched = {
      lines,
      others,
      commonRuns,
      place: (ref: number) => ref,
      read: (ref: number) => this.#read(ref),
      firstRef: undefined,
      bytes: undefined,
    };
    const found: LaterSuspect[] = [];
    for (const planned of rules) {
      for (const suspect of yield* aggregates.search(planned, searched)) {
        found.push({ planned, suspect, lines: this.#linesOf(planned, suspect) });
        yield;
      }
    }
    this.#suspects = found;
    this.#crashes = aggregates.crashes();
  }

  /** All lines of this document that a finding names. */
  #linesOf(planned: Planned<BackgroundRule>, suspect: Suspect): readonly DocumentLine[] {
    const findings = this.#look(planned, suspect);
    const related = findings.flatMap((finding) =>
      finding.related.flatMap(({ file, line }) => (file === undefined ? [line] : [])),
    );
    return [suspect.ref, ...related].flatMap((line) => this.#lines[line] ?? []);
  }

  #look(planned: Planned<BackgroundRule>, suspect: Suspect): readonly Finding[] {
    return suspectFindings(this.#plan, planned, suspect, {
      read: (ref) => this.#read(ref),
      place: (ref) => this.#place(ref),
    });
  }

  #read(ref: number): DatasetRecord | undefined {
    const read = readLine(this.#document.recordText(this.#place(ref)));
    return read.kind === "record" ? read.record : undefined;
  }

  #place(ref: number): number {
    const line = this.#lines[ref];
    return line === undefined ? 0 : this.#document.indexOf(line);
  }
}
