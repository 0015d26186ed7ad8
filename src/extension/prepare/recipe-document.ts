import * as vscode from "vscode";
import { launchLanguage, recipeLanguage } from "../prepare-part.js";

/** A kind of file that commands are about. */
interface FileKind {
  readonly language: string;
  /** Finds all of its files in a workspace. */
  readonly pattern: string;
  /** Asked where there are several. */
  readonly question: string;
  /** Said where there is none. */
  readonly lack: string;
}

/**
 * The recipe that a command is about: the one whose URI is given, else that in the active editor,
 * else one of the workspace, which a person chooses where there are several.
 */
export function recipeDocument(given: unknown): Promise<vscode.TextDocument | undefined> {
  return documentOf(given, {
    language: recipeLanguage,
    pattern: "**/*.recipe.{yaml,yml}",
    question: vscode.l10n.t("Which recipe?"),
    lack: vscode.l10n.t("Open a recipe first: a .recipe.yaml file that is saved on this machine."),
  });
}

/** The launch file that a command is about, likewise. */
export function launchDocument(given: unknown): Promise<vscode.TextDocument | undefined> {
  return documentOf(given, {
    language: launchLanguage,
    pattern: "**/*.tune.{yaml,yml}",
    question: vscode.l10n.t("Which launch file?"),
    lack: vscode.l10n.t(
      "Open a launch file first: a .tune.yaml file that is saved on this machine.",
    ),
  });
}

async function documentOf(
  given: unknown,
  kind: FileKind,
): Promise<vscode.TextDocument | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (given === undefined && active !== undefined && isOf(kind, active)) return active;
  const uri = given instanceof vscode.Uri ? given : await chosenFile(kind);
  if (uri === undefined) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  if (isOf(kind, document)) return document;
  void vscode.window.showInformationMessage(kind.lack);
  return undefined;
}

function isOf({ language }: FileKind, { languageId, uri }: vscode.TextDocument): boolean {
  return languageId === language && uri.scheme === "file";
}

interface FileItem extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

const mostFiles = 200;

async function chosenFile({ pattern, question, lack }: FileKind): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(pattern, undefined, mostFiles);
  const [only, another] = found;
  if (only === undefined) void vscode.window.showInformationMessage(lack);
  if (another === undefined) return only;
  const items = found.map((uri): FileItem => {
    const path = vscode.workspace.asRelativePath(uri);
    const name = path.split("/").at(-1) ?? path;
    return { label: name, description: path.slice(0, -name.length - 1), uri };
  });
  const picked = await vscode.window.showQuickPick(
    items.toSorted((a, b) => (a.uri.path < b.uri.path ? -1 : 1)),
    { title: question, matchOnDescription: true },
  );
  return picked?.uri;
}
