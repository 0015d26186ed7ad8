import * as vscode from "vscode";
import type { RecipeCompletion } from "../../protocol/recipe-messages.js";
import { recipeLanguage } from "../prepare-part.js";
import { written } from "../written.js";
import { completionItems, hoverOf } from "./language-items.js";
import { recipeText } from "./recipe-looks.js";
import type { RecipeLooks } from "./recipe-looks.js";
import type { RecipeProcess } from "./recipe-process.js";

const kinds: Readonly<Record<RecipeCompletion["kind"], vscode.CompletionItemKind>> = {
  column: vscode.CompletionItemKind.Field,
  function: vscode.CompletionItemKind.Function,
  key: vscode.CompletionItemKind.Property,
  label: vscode.CompletionItemKind.Constant,
  value: vscode.CompletionItemKind.EnumMember,
};

/** Completion, hover and the line above a recipe. */
export function recipeLanguageFeatures(
  process: RecipeProcess,
  looks: RecipeLooks,
): vscode.Disposable {
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerCompletionItemProvider(
      recipeLanguage,
      { provideCompletionItems: (document, position) => completions(process, document, position) },
      "{",
      " ",
      "|",
    ),
    languages.registerHoverProvider(recipeLanguage, {
      provideHover: (document, position) => hover(process, document, position),
    }),
    languages.registerCodeLensProvider(recipeLanguage, {
      onDidChangeCodeLenses: (listener: () => void) => looks.onDidChange(() => listener()),
      provideCodeLenses: (document) => lenses(document, looks),
    }),
  );
}

async function completions(
  process: RecipeProcess,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const offset = document.offsetAt(position);
  const choices = await process.desk.complete({ ...recipeText(document), offset });
  return completionItems(document, choices, kinds);
}

async function hover(
  process: RecipeProcess,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const offset = document.offsetAt(position);
  const note = await process.desk.hover({ ...recipeText(document), offset });
  return hoverOf(document, note);
}

function lenses(document: vscode.TextDocument, looks: RecipeLooks): vscode.CodeLens[] {
  if (!vscode.workspace.getConfiguration("tunewright").get("codeLens", true)) return [];
  const range = new vscode.Range(0, 0, 0, 0);
  const lens = (command: string, title: string): vscode.CodeLens =>
    new vscode.CodeLens(range, { command, title, arguments: [document.uri] });
  const rows = rowsText(looks.stateOf(document.uri)?.look?.preview ?? null);
  const prepare = vscode.l10n.t("Prepare");
  return [
    lens("tunewright.previewRecipe", vscode.l10n.t("Preview")),
    lens("tunewright.prepareRecipe", prepare),
    ...(rows === undefined ? [] : [lens("tunewright.previewRecipe", rows)]),
  ];
}

type Preview = NonNullable<NonNullable<ReturnType<RecipeLooks["stateOf"]>>["look"]>["preview"];

function rowsText(preview: Preview): string | undefined {
  const read = preview?.steps[0]?.out;
  if (preview === null || read === undefined) return undefined;
  if (!preview.isWhole) return vscode.l10n.t("more than {0} rows", written(read));
  const records = preview.parts.reduce((sum, part) => sum + part.records, 0);
  return vscode.l10n.t("{0} rows → {1} records", written(read), written(records));
}
