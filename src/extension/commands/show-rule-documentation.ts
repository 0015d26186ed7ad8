import * as vscode from "vscode";
import type { RulePage } from "../rule-pages.js";
import { rulePages } from "../rule-pages.js";
import type { App } from "../start.js";

/** Shows what a rule is about: the one whose id is given, else the one that a person picks. */
export async function showRuleDocumentation({ extensionUri }: App, id?: unknown): Promise<void> {
  const pages = await rulePages(extensionUri);
  const page = typeof id === "string" ? pages.find((one) => one.id === id) : await pickPage(pages);
  if (page === undefined) return;
  await vscode.commands.executeCommand("markdown.showPreview", page.uri);
}

async function pickPage(pages: readonly RulePage[]): Promise<RulePage | undefined> {
  const here = rulesAtCursor();
  const items = pages
    .map((page) => ({ label: page.id, description: page.severity, detail: page.title, page }))
    .sort((a, b) => Number(here.has(b.label)) - Number(here.has(a.label)));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Which rule?"),
    matchOnDetail: true,
  });
  return picked?.page;
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
