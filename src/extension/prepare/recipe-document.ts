import * as vscode from "vscode";
import { recipeLanguage } from "../prepare-part.js";

/**
 * The recipe that a command is about: the one whose URI is given, else that in the active editor,
 * else one of the workspace, which a person chooses where there are several.
 */
export async function recipeDocument(given: unknown): Promise<vscode.TextDocument | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (given === undefined && active !== undefined && isRecipe(active)) return active;
  const uri = given instanceof vscode.Uri ? given : await chosenRecipe();
  if (uri === undefined) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  if (isRecipe(document)) return document;
  tellNoRecipe();
  return undefined;
}

function isRecipe({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId === recipeLanguage && uri.scheme === "file";
}

function tellNoRecipe(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Open a recipe first: a .recipe.yaml file that is saved on this machine."),
  );
}

interface RecipeItem extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

const mostRecipes = 200;

async function chosenRecipe(): Promise<vscode.Uri | undefined> {
  const pattern = "**/*.recipe.{yaml,yml}";
  const found = await vscode.workspace.findFiles(pattern, undefined, mostRecipes);
  const [only, another] = found;
  if (only === undefined) tellNoRecipe();
  if (another === undefined) return only;
  const items = found.map((uri): RecipeItem => {
    const path = vscode.workspace.asRelativePath(uri);
    const name = path.split("/").at(-1) ?? path;
    return { label: name, description: path.slice(0, -name.length - 1), uri };
  });
  const picked = await vscode.window.showQuickPick(
    items.toSorted((a, b) => (a.uri.path < b.uri.path ? -1 : 1)),
    { title: vscode.l10n.t("Which recipe?"), matchOnDescription: true },
  );
  return picked?.uri;
}
