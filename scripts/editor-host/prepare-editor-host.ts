import { installNeeds } from "./debian-packages.ts";
import { browserNeed, findBrowser } from "./find-browser.ts";
import {
  buildToolsNeed,
  installVSCode,
  isVSCodeInstalled,
  missingBuildTools,
} from "./install-vscode.ts";

/** What it takes to show a VS Code of our own in a browser of our own. */
export interface EditorHost {
  /** The folder with `out/server-main.js`. */
  readonly vscodeFolder: string;
  /** A Chrome or Chromium. */
  readonly browser: string;
}

/** Finds or gets a browser and the VS Code server; all missing packages are named at once. */
export async function prepareEditorHost(mayInstall: boolean): Promise<EditorHost> {
  const found = await findBrowser();
  const needs = found === undefined ? [browserNeed] : [];
  await installNeeds([...needs, ...(await serverNeeds())], mayInstall);
  const browser = found ?? (await findBrowser());
  if (browser === undefined) {
    throw new Error(
      "The Debian package chromium is installed but does not start. " +
        "Install Chrome (https://www.google.com/chrome/) or set TUNEWRIGHT_BROWSER to its path.",
    );
  }
  return { browser, vscodeFolder: await installVSCode() };
}

/** Gets the VS Code server alone, for a person who has a browser. */
export async function prepareServer(mayInstall: boolean): Promise<string> {
  await installNeeds(await serverNeeds(), mayInstall);
  return installVSCode();
}

async function serverNeeds() {
  if (isVSCodeInstalled()) return [];
  const missing = await missingBuildTools();
  return missing.length === 0 ? [] : [buildToolsNeed(missing)];
}
