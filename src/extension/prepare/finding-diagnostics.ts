import * as vscode from "vscode";
import type { RecipeFinding } from "../../protocol/recipe-messages.js";

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

/** A finding as the editor shows it. */
export function diagnosticOf(
  document: vscode.TextDocument,
  finding: RecipeFinding,
): vscode.Diagnostic {
  const { message, severity } = finding;
  const range = rangeIn(document, finding);
  const diagnostic = new vscode.Diagnostic(range, message, severities[severity]);
  diagnostic.source = "Tunewright";
  return diagnostic;
}

/** The range of offsets. */
export function rangeIn(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
