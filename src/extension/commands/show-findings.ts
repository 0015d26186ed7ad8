import * as vscode from "vscode";
import type { FoundRule } from "../../protocol/dataset-messages.js";
import { findingsOf, foundRules } from "../../protocol/dataset-messages.js";
import { datasetUri } from "../dataset-documents.js";
import type { App } from "../start.js";
import { written } from "../written.js";

/** A list of more places than that is nothing to go through. */
const mostPlaces = 10_000;

/**
 * Lists all findings of a rule in a peek view, also those beyond the first ones that Problems
 * shows: of the rule whose id is given, else of the one that a person picks.
 */
export async function showFindings(app: App, given?: unknown, rule?: unknown): Promise<void> {
  const uri = datasetUri(given);
  if (uri === undefined) return;
  await app.client.start();
  const found = await app.client.ask(foundRules, { uri: uri.toString() });
  if (found.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There are no findings."));
    return;
  }
  const chosen =
    typeof rule === "string" ? found.find((one) => one.rule === rule) : await pick(found);
  if (chosen === undefined) return;
  await peek(uri, await placesOf(app, uri, chosen));
  if (chosen.count <= mostPlaces) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t("These are the first {0} of {1} places.", mostPlaces, chosen.count),
  );
}

async function pick(found: readonly FoundRule[]): Promise<FoundRule | undefined> {
  const icons: Readonly<Record<FoundRule["severity"], string>> = {
    error: "$(error)",
    warning: "$(warning)",
    information: "$(info)",
    hint: "$(lightbulb)",
  };
  const items = found.map((rule) => ({
    label: `${icons[rule.severity]} ${rule.title}`,
    description: written(rule.count),
    detail: rule.rule,
    rule,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Show all findings of which rule?"),
    matchOnDetail: true,
  });
  return picked?.rule;
}

async function placesOf(
  { client }: App,
  uri: vscode.Uri,
  { rule, title }: FoundRule,
): Promise<readonly vscode.Location[]> {
  const params = { uri: uri.toString(), rule, most: mostPlaces };
  const places = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t("Looking for all findings: {0}", title),
    },
    (_, token) => client.ask(findingsOf, params, { token, report: () => undefined }),
  );
  return places.map(
    ({ start, end }) =>
      new vscode.Location(
        uri,
        new vscode.Range(start.line, start.character, end.line, end.character),
      ),
  );
}

async function peek(uri: vscode.Uri, places: readonly vscode.Location[]): Promise<void> {
  const [first] = places;
  if (first === undefined) return;
  const editor = await vscode.window.showTextDocument(uri);
  const from = places.find(({ range }) => range.end.isAfterOrEqual(editor.selection.active));
  const { start } = (from ?? first).range;
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, start));
  await vscode.commands.executeCommand("editor.action.peekLocations", uri, start, places, "peek");
}
