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
import { doStep } from "./steps/do-step.js";
import { prepareDataset } from "./steps/prepare-pairs.js";
import { StepEngine } from "./steps/step-engine.js";
import { suggestExamples } from "./synthetic/suggest-examples.js";

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
  const steps = new StepEngine(works);
  const features = recipeLanguageFeatures(process, looks);
  const launchFiles = openLaunchFiles({ ...context, process });
  return {
    restorePage: (panel, memory) => pages.restore(panel, memory),
    commands: {
      ...launchFiles.commands,
      balanceDataset: (given) => doStep(steps, "balance", given),
      deduplicateDataset: (given) => doStep(steps, "deduplicate", given),
      mergeLabels: (given) => doStep(steps, "merge-labels", given),
      newRecipe: (given) => newRecipe(works, given),
      prepareDataset: (given, only) => prepareDataset(works, given, only),
      prepareRecipe: (given) => prepareRecipe({ ...context, works }, given),
      sampleDataset: (given) => doStep(steps, "sample", given),
      shuffleDataset: (given) => doStep(steps, "shuffle", given),
      splitDataset: (given) => doStep(steps, "split", given),
      suggestExamples: (given, offered) => suggestExamples({ works, steps }, given, offered),
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
