import * as vscode from "vscode";
import type { LaunchFileContext } from "./launch-context.js";
import { launchFromFile, priceOfFile } from "./launch-from-file.js";
import { launchLanguageFeatures } from "./launch-language.js";
import { LaunchLooks } from "./launch-looks.js";
import type { Preparing } from "./preparing.js";

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
