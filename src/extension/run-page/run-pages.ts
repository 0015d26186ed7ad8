import * as vscode from "vscode";
import type { RunPageMemory } from "../../protocol/run-page.js";
import { isRunPageMemory, mostCompared } from "../../protocol/run-page.js";
import { isRunFile } from "./folder-runs.js";
import { jobAt } from "./job-runs.js";
import type { RunPageContext } from "./run-page.js";
import type { RunPage } from "./run-page.js";

const viewType = "tunewright.run";

/** The pages of runs that are open. */
export interface RunPages extends vscode.Disposable {
  /**
   * Shows the page of a run, with others laid over it where they are given; a page that is open is
   * brought to the front.
   */
  show(file: vscode.Uri, compared?: readonly vscode.Uri[]): void;
}

/** Registers the pages, so that those that were open come back when the editor starts. */
export function createRunPages(context: RunPageContext): RunPages {
  const pages = new Map<string, Promise<RunPage>>();
  const logError = (error: unknown): void => {
    context.log.error(error instanceof Error ? error : String(error));
  };
  const take = (panel: vscode.WebviewPanel, memory: RunPageMemory): void => {
    const page = import("./open-run-page.js").then(
      (loaded) => new loaded.RunPage(panel, memory, context),
    );
    page.catch(logError);
    pages.set(memory.file, page);
    panel.onDidDispose(() => {
      void page.then((opened) => opened.dispose(), logError);
      if (pages.get(memory.file) === page) pages.delete(memory.file);
    });
  };
  const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(panel, state: unknown) {
      if (isRunPageMemory(state) && isMemoryOfRuns(state)) take(panel, state);
      else panel.dispose();
    },
  });
  return {
    show(file, compared = []) {
      const open = pages.get(file.toString());
      if (open !== undefined) {
        showAgain(open, compared).catch(logError);
        return;
      }
      const panel = vscode.window.createWebviewPanel(viewType, "", vscode.ViewColumn.Active);
      const others = compared.slice(0, mostCompared).map((other) => other.toString());
      take(panel, { file: file.toString(), compared: others });
    },
    dispose() {
      serializer.dispose();
      for (const page of pages.values()) void page.then((opened) => opened.dispose(), logError);
    },
  };
}

/** Nothing but files of runs is read for a page, and nothing but jobs asked for. */
function isMemoryOfRuns({ file, compared }: RunPageMemory): boolean {
  return [file, ...compared].every((text) => isShown(vscode.Uri.parse(text)));
}

function isShown(uri: vscode.Uri): boolean {
  return isRunFile(uri) || jobAt(uri) !== undefined;
}

async function showAgain(open: Promise<RunPage>, compared: readonly vscode.Uri[]): Promise<void> {
  const page = await open;
  page.reveal();
  if (compared.length > 0) page.compareWith(compared);
}
