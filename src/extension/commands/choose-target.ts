import * as vscode from "vscode";
import { targets } from "../../core/targets/index.js";
import type { TargetId } from "../../core/targets/target.js";
import { activeDataset } from "../dataset-documents.js";
import type { App } from "../start.js";

interface TargetItem extends vscode.QuickPickItem {
  readonly target: TargetId | null;
}

/** Asks who will read the dataset in the active editor, and checks it for that target. */
export async function chooseTarget({ client, targets: store }: App): Promise<void> {
  const document = activeDataset();
  if (document === undefined) return;
  const uri = document.uri.toString();
  const chosen = await vscode.window.showQuickPick(targetItems(store.all()[uri]), {
    title: vscode.l10n.t("Who will read this dataset?"),
    placeHolder: vscode.l10n.t("The target decides which rules apply and how strict they are."),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) return;
  await store.set(uri, chosen.target);
  await client.start();
  await client.chooseTarget({ uri, target: chosen.target });
}

function targetItems(current: TargetId | undefined): readonly TargetItem[] {
  const mark = (isCurrent: boolean): string => (isCurrent ? "$(check) " : "");
  const automatic: TargetItem = {
    label: mark(current === undefined) + vscode.l10n.t("Automatic"),
    detail: vscode.l10n.t("The target that fits the dataset's format."),
    target: null,
  };
  const named = targets.map(({ id, title, description }): TargetItem => ({
    label: mark(current === id) + title,
    description: id,
    detail: description,
    target: id,
  }));
  return [automatic, ...named];
}
