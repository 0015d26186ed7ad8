import * as vscode from "vscode";
import type { PrepareContext } from "../prepare-part.js";
import { AllowedHosts } from "./allowed-hosts.js";
import { openLaunchFiles } from "./launch-files.js";
import { newRecipe } from "./new-recipe.js";
import { prepareRecipe } from "./prepare-recipe.js";
import type { Preparing } from "./preparing.js";
import { recipeDocument } from "./recipe-document.js";
import { recipeLanguageFeatures } from "./recipe-language.js";
import { RecipeLooks } from "./recipe-looks.js";
import { RecipePages } from "./recipe-page.js";
import { RecipeProcess } from "./recipe-process.js";
import { RecipeWorks } from "./recipe-works.js";

/** Puts recipes together. */
export function openPreparing(context: PrepareContext): Preparing {
  const { extensionUri, log } = context;
  const hosts = new AllowedHosts();
  const process = new RecipeProcess({
    extensionUri,
    log,
    // While a person types nobody is asked: the hosts that are allowed go with each look.
    editor: { mayReach: () => false, progress: () => undefined },
  });
  const looks = new RecipeLooks(process, hosts, log);
  const pages = new RecipePages({ extensionUri, looks, hosts });
  const works = new RecipeWorks({ extensionUri, log, hosts });
  const features = recipeLanguageFeatures(process, looks);
  const launchFiles = openLaunchFiles({ ...context, process });
  return {
    commands: {
      ...launchFiles.commands,
      newRecipe: (given) => newRecipe(works, given),
      prepareRecipe: (given) => prepareRecipe({ ...context, works }, given),
      async previewRecipe(given) {
        const document = await recipeDocument(given);
        if (document !== undefined) await pages.show(document);
      },
    },
    dispose() {
      vscode.Disposable.from(launchFiles, features, pages, works, looks, process).dispose();
    },
  };
}
