import * as vscode from "vscode";
import type { DatasetClient } from "./dataset-client.js";
import type { RunsNode, Tuning } from "./tuning/tuning.js";
import { inspectorViewType } from "./tuning/tuning.js";

/** What tuning is made from. */
export interface TuningContext {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly client: DatasetClient;
  readonly secrets: vscode.SecretStorage;
  readonly state: vscode.Memento;
  /** The view of runs, for its badge. */
  readonly view: vscode.TreeView<RunsNode>;
  /** Has the view ask for its rows again. */
  readonly refresh: () => void;
}

/** Tuning, which is a bundle of its own: loaded when it is first used. */
export interface TuningPart extends vscode.Disposable {
  load(): Promise<Tuning>;
}

/**
 * Registers the view of runs. The rest of tuning is loaded with its first rows, its first command,
 * an Inspector that was open before, or at once where the workspace has runs: some may be under way.
 */
export function createTuningPart(context: Omit<TuningContext, "refresh" | "view">): TuningPart {
  const changes = new vscode.EventEmitter<undefined>();
  let loaded: Promise<Tuning> | undefined;
  let isDisposed = false;
  const view = vscode.window.createTreeView<RunsNode>("tunewright.runs", {
    showCollapseAll: true,
    // Several runs are compared.
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: changes.event,
      getTreeItem: ({ item }) => item,
      getChildren: async (node) => [...(node?.children ?? (await (await load()).roots()))],
    },
  });
  const inspectors = vscode.window.registerWebviewPanelSerializer(inspectorViewType, {
    deserializeWebviewPanel: async (panel, memory: unknown) =>
      (await load()).restoreInspector(panel, memory),
  });
  void loadWhereRunsAre(context.log, load, () => isDisposed);
  return {
    load,
    dispose() {
      isDisposed = true;
      view.dispose();
      inspectors.dispose();
      changes.dispose();
      void loaded?.then((tuning) => void tuning.dispose());
    },
  };

  function load(): Promise<Tuning> {
    loaded ??= import("./tuning/open-tuning.js").then(({ openTuning }) =>
      openTuning({ ...context, view, refresh: () => changes.fire(undefined) }),
    );
    return loaded;
  }
}

async function loadWhereRunsAre(
  log: vscode.LogOutputChannel,
  load: () => Promise<Tuning>,
  isDisposed: () => boolean,
): Promise<void> {
  try {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const have = await Promise.all(folders.map(({ uri }) => hasRuns(uri)));
    if (have.includes(true) && !isDisposed()) await load();
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
  }
}

async function hasRuns(folder: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, ".tunewright", "runs"));
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return false;
    throw error;
  }
}
