import * as vscode from "vscode";
import { placeBeside } from "../free-place.js";
import type { RecipeWorks } from "./recipe-works.js";

const tableKinds = ["csv", "tsv", "xlsx", "parquet", "json", "jsonl", "ndjson"];

/** Proposes a recipe for a table, writes it beside the table, and opens it beside what is open. */
export async function newRecipe(works: RecipeWorks, given: unknown): Promise<void> {
  const table = given instanceof vscode.Uri ? given : await chosenTable();
  if (table === undefined) return;
  if (table.scheme !== "file") {
    throw new Error(vscode.l10n.t("A recipe needs a table that is saved on this machine."));
  }
  const place = await placeBeside(table, ".recipe.yaml");
  const ticket = crypto.randomUUID();
  const title = vscode.l10n.t("Looking at {0}", nameOf(table));
  const proposal = await works.during({ title, ticket }, (desk) =>
    desk.propose({ ticket, table: table.fsPath, path: place.fsPath }),
  );
  if (proposal === null) return;
  if (proposal.text === null) {
    throw new Error(vscode.l10n.t("{0} has no column with texts to learn from.", nameOf(table)));
  }
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(place, { contents: new TextEncoder().encode(proposal.text) });
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t("{0} could not be written.", place.fsPath));
  }
  await vscode.window.showTextDocument(place, {
    viewColumn:
      vscode.window.activeTextEditor === undefined
        ? vscode.ViewColumn.Active
        : vscode.ViewColumn.Beside,
  });
}

async function chosenTable(): Promise<vscode.Uri | undefined> {
  const active = activeFile();
  if (active !== undefined && isTable(active)) return active;
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("A table to make a recipe for"),
    filters: { [vscode.l10n.t("Tables")]: [...tableKinds, "gz", "zst", "zip"] },
  });
  return chosen?.[0];
}

function activeFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom
    ? input.uri
    : undefined;
}

function isTable({ path }: vscode.Uri): boolean {
  return tableKinds.some((kind) => path.toLowerCase().endsWith(`.${kind}`));
}

function nameOf({ path }: vscode.Uri): string {
  return path.split("/").at(-1) ?? path;
}
