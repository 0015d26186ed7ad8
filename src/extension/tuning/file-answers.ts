import * as vscode from "vscode";
import { lineOf, placesNamedIn } from "../../tuning/named-place.js";
import { openSplit } from "../../tuning/node/run-splits.js";
import { splitUri } from "./run-places.js";
import type { KnownRun } from "./runs-service.js";

/** What services say of places in files, as diagnostics there until the file is edited. */
export class FileAnswers implements vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection("tunewright-runs");
  readonly #edits = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) this.#diagnostics.delete(document.uri);
  });

  /** Shows where the service found fault with a file. Returns the first place, where it names one. */
  async show({ run, place }: KnownRun): Promise<vscode.Location | undefined> {
    const message = run.error?.message ?? "";
    const places = placesNamedIn(message);
    const { training, validation } = run.files;
    const split = /\bvalidation\b/i.test(message) && validation !== null ? validation : training;
    const content = places.length === 0 ? undefined : await openSplit(split, place.folder);
    if (content === undefined) return undefined;
    const lines = (await content.text()).split(/\r?\n/);
    const found = places.flatMap((named) => lineOf(named, lines) ?? []);
    const uri = splitUri(place, split.path);
    this.#diagnostics.set(
      uri,
      found.map((line) => diagnostic(line, lines[line] ?? "", message)),
    );
    const [first] = found;
    return first === undefined
      ? undefined
      : new vscode.Location(uri, new vscode.Position(first, 0));
  }

  dispose(): void {
    this.#diagnostics.dispose();
    this.#edits.dispose();
  }
}

function diagnostic(line: number, text: string, message: string): vscode.Diagnostic {
  const range = new vscode.Range(line, 0, line, text.length);
  const found = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  found.source = "Tunewright";
  found.code = "refused-by-provider";
  return found;
}
