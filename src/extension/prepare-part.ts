import * as vscode from "vscode";
import type { DatasetClient } from "./dataset-client.js";
import type { Preparing } from "./prepare/preparing.js";
import type { TuningPart } from "./tuning-part.js";

/** The language id of recipes: `*.recipe.yaml` and `*.recipe.yml`. */
export const recipeLanguage = "tunewright-recipe";

/** The language id of launch files: `*.tune.yaml` and `*.tune.yml`. */
export const launchLanguage = "tunewright-launch";

/** The view type of the pages that preview recipes. */
export const recipePageType = "tunewright.recipe";

/** What recipes and launch files work with. */
export interface PrepareContext {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly client: DatasetClient;
  readonly tuning: TuningPart;
}

/** Recipes and launch files, which are a bundle of their own: loaded with the first that is open. */
export interface PreparePart extends vscode.Disposable {
  load(): Promise<Preparing>;
}

/** Waits for the first recipe or launch file, or the first of their commands. */
export function createPreparePart(context: PrepareContext): PreparePart {
  let loaded: Promise<Preparing> | undefined;
  const open = (document: vscode.TextDocument): void => {
    if (![recipeLanguage, launchLanguage].includes(document.languageId)) return;
    load().catch((error: unknown) =>
      context.log.error(error instanceof Error ? error : String(error)),
    );
  };
  const opening = vscode.workspace.onDidOpenTextDocument(open);
  vscode.workspace.textDocuments.forEach(open);
  const serializer = vscode.window.registerWebviewPanelSerializer(recipePageType, {
    deserializeWebviewPanel: async (panel, memory: unknown) =>
      (await load()).restorePage(panel, memory),
  });
  return {
    load,
    dispose() {
      opening.dispose();
      serializer.dispose();
      void loaded?.then((preparing) => void preparing.dispose());
    },
  };

  function load(): Promise<Preparing> {
    loaded ??= import("./prepare/open-preparing.js").then(({ openPreparing }) =>
      openPreparing(context),
    );
    return loaded;
  }
}
