import * as vscode from "vscode";
import type { LaunchPlace } from "../../protocol/launch-messages.js";
import { launchLanguage } from "../prepare-part.js";
import { completionItems, hoverOf } from "./language-items.js";
import type { LaunchFileContext } from "./launch-context.js";
import { launchAround } from "./launch-context.js";

const kinds = {
  file: vscode.CompletionItemKind.File,
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
} as const;

/** Completion, hover and the line above a launch file. */
export function launchLanguageFeatures(context: LaunchFileContext): vscode.Disposable {
  const { process } = context;
  const { languages } = vscode;
  const selector = { language: launchLanguage, scheme: "file" };
  return vscode.Disposable.from(
    languages.registerCompletionItemProvider(
      selector,
      {
        provideCompletionItems: async (document, position) => {
          const place = await placeIn(context, document, position);
          return completionItems(document, await process.desk.completeLaunch(place), kinds);
        },
      },
      " ",
      "/",
    ),
    languages.registerHoverProvider(selector, {
      provideHover: async (document, position) => {
        const place = await placeIn(context, document, position);
        return hoverOf(document, await process.desk.hoverLaunch(place));
      },
    }),
    languages.registerCodeLensProvider(selector, { provideCodeLenses: lenses }),
  );
}

async function placeIn(
  context: LaunchFileContext,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<LaunchPlace> {
  return {
    ...(await launchAround(context)),
    path: document.uri.fsPath,
    text: document.getText(),
    offset: document.offsetAt(position),
  };
}

function lenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
  if (!vscode.workspace.getConfiguration("tunewright").get("codeLens", true)) return [];
  const range = new vscode.Range(0, 0, 0, 0);
  const lens = (command: string, title: string): vscode.CodeLens =>
    new vscode.CodeLens(range, { command, title, arguments: [uri] });
  return [
    lens("tunewright.launchFile", vscode.l10n.t("Launch")),
    lens("tunewright.priceLaunchFile", vscode.l10n.t("Price")),
  ];
}
