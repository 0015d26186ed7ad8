import * as vscode from "vscode";
import { isTargetId, targets } from "../../core/targets/index.js";
import type { TargetId } from "../../core/targets/target.js";
import { activeDataset } from "../dataset-documents.js";
import type { App } from "../start.js";

interface TargetItem extends vscode.QuickPickItem {
  readonly target: TargetId | "auto";
}

/**
 * Checks the dataset in the active editor for another target: the one whose id is given (`auto` for
 * the one that fits the format), else the one that a person picks.
 */
export async function chooseTarget({ client, targets: store }: App, id?: unknown): Promise<void> {
  const document = activeDataset();
  if (document === undefined) return;
  const uri = document.uri.toString();
  const target = namedTarget(id) ?? (await pickTarget(store.all()[uri]));
  if (target === undefined) return;
  const choice = target === "auto" ? null : target;
  await store.set(uri, choice);
  await client.start();
  await client.chooseTarget({ uri, target: choice });
}

function namedTarget(id: unknown): TargetId | "auto" | undefined {
  if (id === "auto") return id;
  return typeof id === "string" && isTargetId(id) ? id : undefined;
}

async function pickTarget(current: TargetId | undefined): Promise<TargetId | "auto" | undefined> {
  const chosen = await vscode.window.showQuickPick(targetItems(current), {
    title: vscode.l10n.t("Who will read this dataset?"),
    placeHolder: vscode.l10n.t("The target decides which rules apply and how strict they are."),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.target;
}

function targetItems(current: TargetId | undefined): readonly TargetItem[] {
  const mark = (isCurrent: boolean): string => (isCurrent ? "$(check) " : "");
  const automatic: TargetItem = {
    label: mark(current === undefined) + vscode.l10n.t("Automatic"),
    detail: vscode.l10n.t("The target that fits the dataset's format."),
    target: "auto",
  };
  const named = targets.map(({ id, title, description }): TargetItem => ({
    label: mark(current === id) + title,
    description: id,
    detail: description,
    target: id,
  }));
  return [automatic, ...named];
}
