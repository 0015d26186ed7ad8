import * as vscode from "vscode";
import { mostCompared } from "../../protocol/run-page.js";
import type { FoundRun, RunSource } from "./run-source.js";

interface RunItem extends vscode.QuickPickItem {
  readonly file: vscode.Uri;
}

/** Lets a person choose a run; `undefined` where they choose none or there is none. */
export async function pickRun(source: RunSource): Promise<vscode.Uri | undefined> {
  const runs = await source.list();
  if (runs.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        "This workspace has no runs yet. A run is written to .tunewright/runs when it is launched.",
      ),
    );
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(runs.map(runItem), {
    title: vscode.l10n.t("Open run page"),
    placeHolder: vscode.l10n.t("Pick a run"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.file;
}

/** Lets a person choose the runs to lay over another; `undefined` leaves it as it is. */
export async function pickCompared(
  source: RunSource,
  { file, compared }: { readonly file: vscode.Uri; readonly compared: readonly vscode.Uri[] },
): Promise<readonly vscode.Uri[] | undefined> {
  const others = (await source.list()).filter((run) => run.file.toString() !== file.toString());
  if (others.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("This workspace has no other runs to compare with."),
    );
    return undefined;
  }
  const isCompared = new Set(compared.map((uri) => uri.toString()));
  const items = others.map((run) => ({
    ...runItem(run),
    picked: isCompared.has(run.file.toString()),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Compare with"),
    placeHolder: vscode.l10n.t("Pick up to {0} runs to lay over this one", mostCompared),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen !== undefined && chosen.length > mostCompared) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("The first {0} of the runs are shown.", mostCompared),
    );
  }
  return chosen?.slice(0, mostCompared).map((item) => item.file);
}

function runItem({ file, run }: FoundRun): RunItem {
  const time = new Date(run.createdAt).toLocaleString(vscode.env.language);
  return {
    label: run.id,
    description: run.status,
    detail: `${run.provider} · ${run.baseModel} · ${time}`,
    file,
  };
}
