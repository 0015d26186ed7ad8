import * as vscode from "vscode";
import type { WorkspaceCheckResult } from "../../protocol/server-messages.js";
import type { App } from "../start.js";

/** Checks all datasets of the workspace, open or not, and shows their findings in Problems. */
export async function checkWorkspace({ client, log }: App): Promise<void> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a folder first."));
    return;
  }
  await client.start();
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Checking datasets"),
      cancellable: true,
    },
    (progress, token) => runCheck({ client, folders, progress, token }),
  );
  for (const reason of result.unreadable) log.warn(reason);
  await tellResult(result);
}

interface Run {
  readonly client: App["client"];
  readonly folders: readonly string[];
  readonly progress: vscode.Progress<{ message: string; increment: number }>;
  readonly token: vscode.CancellationToken;
}

function runCheck({ client, folders, progress, token }: Run): Promise<WorkspaceCheckResult> {
  let done = 0;
  const report = (percentage: number, message: string): void => {
    progress.report({ message, increment: percentage - done });
    done = percentage;
  };
  return client.checkWorkspace({ folders }, { token, report });
}

async function tellResult({
  files,
  records,
  severityCounts,
  unreadable,
}: WorkspaceCheckResult): Promise<void> {
  if (files + unreadable.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no dataset (*.jsonl, *.ndjson) in this workspace."),
    );
    return;
  }
  const summary = vscode.l10n.t(
    "{0} records in {1} files: {2} errors, {3} warnings.",
    records,
    files,
    severityCounts.error,
    severityCounts.warning,
  );
  const left = vscode.l10n.t("{0} files could not be read; the log says why.", unreadable.length);
  const showProblems = vscode.l10n.t("Show problems");
  const choice = await vscode.window.showInformationMessage(
    unreadable.length > 0 ? `${summary} ${left}` : summary,
    showProblems,
  );
  if (choice === showProblems) {
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  }
}
