import * as vscode from "vscode";
import { labelPlace } from "../../core/dataset/label-place.js";
import { readLine } from "../../core/dataset/read-line.js";
import type { Format } from "../../core/formats/format.js";
import type { ScoreFact } from "../../core/inspection/score-fact.js";

/** A model has to be so sure of another label before a record is marked. */
export const sureFrom = 0.9;
/** VS Code keeps no more of a file. */
const mostFindings = 1_000;

/** A record that a model is sure is wrong, as it stands in the file. */
export interface SureFinding {
  readonly fact: ScoreFact;
  readonly text: string;
}

/** Whether a model is sure that a record has another label. */
export function isSurelyWrong({
  predicted,
  predictedProbability,
  expected,
}: Pick<ScoreFact, "expected" | "predicted" | "predictedProbability">): boolean {
  return predicted !== null && predicted !== expected && (predictedProbability ?? 0) >= sureFrom;
}

interface Marked {
  line: number;
  readonly text: string;
  readonly diagnostic: vscode.Diagnostic;
}

/**
 * What a model is sure to be wrong, as diagnostics in the file. They move with the text, and one goes
 * away as soon as its record is edited; nothing of them is kept.
 */
export class ScoreFindings implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection("tunewright-scores");
  readonly #registrations: vscode.Disposable;
  #marked: readonly Marked[] = [];

  constructor(uri: vscode.Uri) {
    this.#uri = uri;
    const isOurs = (document: vscode.TextDocument): boolean =>
      document.uri.toString() === uri.toString();
    this.#registrations = vscode.Disposable.from(
      this.#diagnostics,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (isOurs(document) && contentChanges.length > 0) this.#edited(document, contentChanges);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (isOurs(document)) this.#keepThose(document);
      }),
    );
  }

  /** How many records are marked. */
  get count(): number {
    return this.#marked.length;
  }

  /** Marks records in place of those that are. */
  show(findings: readonly SureFinding[], format: Format): void {
    this.#marked = findings.slice(0, mostFindings).flatMap((finding) => {
      const diagnostic = diagnosticOf(finding, format);
      return diagnostic === undefined
        ? []
        : [{ line: finding.fact.line - 1, text: finding.text, diagnostic }];
    });
    const document = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.toString() === this.#uri.toString(),
    );
    if (document === undefined) this.#publish();
    else this.#keepThose(document);
  }

  dispose(): void {
    this.#registrations.dispose();
  }

  /** Lines above an edit stay where they are, those below move with it. */
  #edited(
    document: vscode.TextDocument,
    changes: readonly vscode.TextDocumentContentChangeEvent[],
  ): void {
    // From the last to the first: each is told as if it were the only one.
    const ordered = changes.toSorted((a, b) => b.range.start.compareTo(a.range.start));
    for (const change of ordered) {
      for (const one of this.#marked) one.line += shift(one.line, change);
    }
    this.#keepThose(document);
  }

  /** A record that is not what it was is marked no more. */
  #keepThose(document: vscode.TextDocument): void {
    this.#marked = this.#marked.filter(
      ({ line, text }) => line < document.lineCount && document.lineAt(line).text === text,
    );
    this.#publish();
  }

  #publish(): void {
    for (const { line, diagnostic } of this.#marked) {
      const { start, end } = diagnostic.range;
      diagnostic.range = new vscode.Range(line, start.character, line, end.character);
    }
    this.#diagnostics.set(
      this.#uri,
      this.#marked.map(({ diagnostic }) => diagnostic),
    );
  }
}

/** By how many lines an edit moves a line; of lines that it changes itself the text will tell. */
function shift(
  line: number,
  { range: { start, end, isEmpty }, text }: vscode.TextDocumentContentChangeEvent,
): number {
  const added = text.split("\n").length - 1 - (end.line - start.line);
  if (line > end.line) return added;
  // Where it begins, whole lines are put before it, or removed.
  const isAtStart = line === end.line && end.character === 0;
  return isAtStart && (!isEmpty || text.endsWith("\n")) ? added : 0;
}

function diagnosticOf({ fact, text }: SureFinding, format: Format): vscode.Diagnostic | undefined {
  const read = readLine(text);
  const place = read.kind === "record" ? labelPlace(read.record, format) : undefined;
  if (place === undefined) return undefined;
  const { start, end } = place.span;
  const found = new vscode.Diagnostic(
    new vscode.Range(fact.line - 1, start, fact.line - 1, end),
    vscode.l10n.t(
      "The model gives the label {0} a probability of {1}; the record says {2}.",
      JSON.stringify(fact.predicted),
      shortShare(fact.predictedProbability ?? 0),
      JSON.stringify(fact.expected),
    ),
    vscode.DiagnosticSeverity.Information,
  );
  found.source = `Tunewright (${fact.model})`;
  found.code = "scored-label";
  return found;
}

/** Two digits, and not 1 for what is less. */
function shortShare(share: number): string {
  const rounded = share.toFixed(2);
  return rounded === "1.00" && share < 1 ? `> 0.99` : rounded;
}
