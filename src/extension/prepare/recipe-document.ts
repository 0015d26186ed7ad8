import * as vscode from "vscode";
import { recipeLanguage } from "../prepare-part.js";

/** The recipe that a command is about: the one whose URI is given, else that in the active editor. */
export async function recipeDocument(given: unknown): Promise<vscode.TextDocument | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const document =
    given instanceof vscode.Uri ? await vscode.workspace.openTextDocument(given) : active;
  if (document?.languageId === recipeLanguage && document.uri.scheme === "file") return document;
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Open a recipe first: a .recipe.yaml file that is saved on this machine."),
  );
  return undefined;
}
