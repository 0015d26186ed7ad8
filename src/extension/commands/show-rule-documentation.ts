import * as vscode from "vscode";
import { ruleById, rules } from "../../core/rules/index.js";
import type { App } from "../start.js";

/** Shows what a rule is about: the one whose id is given, else the one that a person picks. */
export async function showRuleDocumentation({ extensionUri }: App, id?: unknown): Promise<void> {
  const rule = typeof id === "string" ? ruleById(id)?.id : await pickRule();
  if (rule === undefined) return;
  const page = vscode.Uri.joinPath(extensionUri, "docs", "rules", `${rule}.md`);
  await vscode.commands.executeCommand("markdown.showPreview", page);
}

async function pickRule(): Promise<string | undefined> {
  const here = rulesAtCursor();
  const items = rules
    .map(({ id, title, severity }) => ({
      label: id,
      description: severity,
      detail: title,
      isHere: here.has(id),
    }))
    .sort((a, b) => Number(b.isHere) - Number(a.isHere));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Which rule?"),
    matchOnDetail: true,
  });
  return picked?.label;
}

/** The ids of the rules with a finding on the line of the cursor. */
function rulesAtCursor(): ReadonlySet<string> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return new Set();
  const { line } = editor.selection.active;
  const found = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ source, range }) => source === "Tunewright" && range.start.line === line);
  return new Set(found.map(({ code }) => ruleIdOf(code)));
}

function ruleIdOf(code: vscode.Diagnostic["code"]): string {
  return String(typeof code === "object" ? code.value : code);
}
