import * as vscode from "vscode";
import { commands } from "./commands/index.js";
import type { DatasetClient } from "./dataset-client.js";
import { isDataset } from "./dataset-documents.js";
import type { PreparePart } from "./prepare-part.js";
import { createPreparePart } from "./prepare-part.js";
import { registerCommands } from "./register-commands.js";
import type { Reports } from "./reports.js";
import { createReports } from "./reports.js";
import { folderRuns } from "./run-page/folder-runs.js";
import { withJobs } from "./run-page/job-runs.js";
import type { RunPages } from "./run-page/run-pages.js";
import { createRunPages } from "./run-page/run-pages.js";
import { showBoundaries } from "./show-boundaries.js";
import { createStatusBar } from "./status-bar.js";
import { TargetStore } from "./target-store.js";
import type { TuningPart } from "./tuning-part.js";
import { createTuningPart } from "./tuning-part.js";

/** What a client is made from. */
export interface ClientContext {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly targets: TargetStore;
}

/** What commands may use. */
export interface App extends ClientContext {
  readonly client: DatasetClient;
  readonly reports: Reports;
  readonly runPages: RunPages;
  readonly tuning: TuningPart;
  readonly preparing: PreparePart;
}

/**
 * Puts the extension together. Everything it registers ends with the context's subscriptions. The
 * server starts with the first dataset or the first command that needs it.
 */
export function startExtension(
  context: Pick<
    vscode.ExtensionContext,
    "extensionUri" | "secrets" | "subscriptions" | "workspaceState"
  >,
  createClient: (context: ClientContext) => DatasetClient,
): void {
  const log = vscode.window.createOutputChannel("Tunewright", { log: true });
  const targets = new TargetStore(context.workspaceState);
  const clientContext = { extensionUri: context.extensionUri, log, targets };
  const client = createClient(clientContext);
  const reports = createReports();
  const { secrets, workspaceState: state } = context;
  const tuning = createTuningPart({ ...clientContext, client, secrets, state });
  const source = withJobs(folderRuns, async () => (await tuning.load()).jobs);
  const runPages = createRunPages({ ...clientContext, source });
  const preparing = createPreparePart({ ...clientContext, client, tuning });
  const app: App = { ...clientContext, client, reports, runPages, tuning, preparing };
  context.subscriptions.push(
    log,
    client,
    reports,
    runPages,
    tuning,
    preparing,
    createStatusBar((listener) => client.onStatus(listener)),
    registerCommands(commands, app),
    showBoundaries(app),
    startWithFirstDataset(app),
    restartWhenTrusted(app),
  );
}

/** Starts the server as soon as a dataset is open. */
function startWithFirstDataset({ client, log }: App): vscode.Disposable {
  const start = (document: vscode.TextDocument): void => {
    if (!isDataset(document)) return;
    client.start().catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(
        vscode.l10n.t("Tunewright's language server did not start. Its log says why."),
      );
    });
  };
  vscode.workspace.textDocuments.forEach(start);
  return vscode.workspace.onDidOpenTextDocument(start);
}

/** What the server may read is said when it starts. */
function restartWhenTrusted({ client, log }: App): vscode.Disposable {
  return vscode.workspace.onDidGrantWorkspaceTrust(() => {
    if (!vscode.workspace.textDocuments.some(isDataset)) return;
    client.restart().catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
    });
  });
}
