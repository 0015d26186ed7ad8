import * as vscode from "vscode";
import { launchLanguage, recipeLanguage } from "../prepare-part.js";

/** The recipe that a command is about: the one whose URI is given, else that in the active editor. */
export async function recipeDocument(given: unknown): Promise<vscode.TextDocument | undefined> {
  const document = await documentOf(given, recipeLanguage);
  if (document === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Open a recipe first: a .recipe.yaml file that is saved on this machine."),
    );
  }
  return document;
}

/** The launch file that a command is about, likewise. */
export async function launchDocument(given: unknown): Promise<vscode.TextDocument | undefined> {
  const document = await documentOf(given, launchLanguage);
  if (document === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Open a launch file first: a .tune.yaml file that is saved on this machine."),
    );
  }
  return document;
}

async function documentOf(
  given: unknown,
  language: string,
): Promise<vscode.TextDocument | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const document =
    given instanceof vscode.Uri ? await vscode.workspace.openTextDocument(given) : active;
  return document?.languageId === language && document.uri.scheme === "file" ? document : undefined;
}
