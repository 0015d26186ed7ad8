import * as vscode from "vscode";
import type { LaunchAround } from "../../protocol/launch-messages.js";
import type { PrepareContext } from "../prepare-part.js";
import { launchFromFile, priceOfFile } from "./launch-from-file.js";
import { launchLanguageFeatures } from "./launch-language.js";
import { LaunchLooks } from "./launch-looks.js";
import type { Preparing } from "./preparing.js";
import type { RecipeProcess } from "./recipe-process.js";

/** What launch files work with. */
export interface LaunchFileContext extends PrepareContext {
  /** The process that reads them. */
  readonly process: RecipeProcess;
}

/** Launch files in the editor, with their commands. */
export function openLaunchFiles(context: LaunchFileContext): vscode.Disposable & {
  readonly commands: Pick<Preparing["commands"], "launchFile" | "priceLaunchFile">;
} {
  const looks = new LaunchLooks(context);
  const features = launchLanguageFeatures(context);
  return {
    commands: {
      launchFile: (given) => launchFromFile(context, given),
      priceLaunchFile: (given) => priceOfFile(context, given),
    },
    dispose: () => void vscode.Disposable.from(features, looks).dispose(),
  };
}

/** What launch files may choose, and the day. */
export async function launchAround({
  tuning,
}: Pick<PrepareContext, "tuning">): Promise<LaunchAround> {
  const offers = (await tuning.load()).launchOffers();
  return { offers, today: new Date().toISOString().slice(0, "YYYY-MM-DD".length) };
}
