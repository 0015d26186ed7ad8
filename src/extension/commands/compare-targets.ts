import * as vscode from "vscode";
import type { NeededChange, TargetVerdict, Verdict } from "../../core/dataset/target-verdict.js";
import type { VerdictsAnswer } from "../../protocol/dataset-messages.js";
import { verdictsOn } from "../../protocol/dataset-messages.js";
import { datasetUri } from "../dataset-documents.js";
import type { App } from "../start.js";
import {
  isOtherFormat,
  sortedVerdicts,
  targetTitle,
  verdictName,
  verdictReport,
} from "../verdict-report.js";
import { takeTarget } from "./choose-target.js";
import { written } from "../written.js";

interface VerdictItem extends vscode.QuickPickItem {
  readonly verdict?: TargetVerdict;
}

/**
 * Asks every target what it makes of a dataset, as it stands in the editor, and lists the verdicts;
 * who picks a target has the dataset checked for it. Closing the list stops the asking.
 */
export async function compareTargets(app: App, given?: unknown): Promise<void> {
  const uri = datasetUri(given);
  if (uri === undefined) return;
  await app.client.start();
  const list = vscode.window.createQuickPick<VerdictItem>();
  const closed = new vscode.CancellationTokenSource();
  const listening = list.onDidHide(() => closed.cancel());
  try {
    const answer = await ask(app, uri, { list, token: closed.token });
    if (answer === null) return;
    const chosen = await chooseIn(list, answer);
    if (chosen === "report") await showReport(app, uri, answer);
    else if (chosen !== undefined) await check(app, uri, chosen);
  } finally {
    listening.dispose();
    closed.dispose();
    list.dispose();
  }
}

interface Asking {
  readonly list: vscode.QuickPick<VerdictItem>;
  readonly token: vscode.CancellationToken;
}

/** The verdicts; `null` where there are none, after saying why, or where the list was closed. */
async function ask(
  { client }: App,
  uri: vscode.Uri,
  { list, token }: Asking,
): Promise<VerdictsAnswer | null> {
  list.title = vscode.l10n.t("Who accepts this dataset?");
  // It stays as it is: VS Code goes on showing the one that the list opened with in a tooltip.
  list.placeholder = vscode.l10n.t("Pick a target to have the dataset checked for it");
  list.busy = true;
  list.show();
  const report = (percentage: number): void => {
    list.title = vscode.l10n.t("Asking all targets: {0} %", Math.floor(percentage));
  };
  const answer = await client.ask(verdictsOn, { uri: uri.toString() }, { token, report });
  list.busy = false;
  if (answer === null || token.isCancellationRequested) return null;
  if (answer.format !== null) return answer;
  list.hide();
  void vscode.window.showInformationMessage(
    vscode.l10n.t("This file is not recognised as training data, so no target takes it."),
  );
  return null;
}

function chooseIn(
  list: vscode.QuickPick<VerdictItem>,
  answer: VerdictsAnswer,
): Promise<TargetVerdict | "report" | undefined> {
  const reportButton = {
    iconPath: new vscode.ThemeIcon("open-preview"),
    tooltip: vscode.l10n.t("Show all that would have to change"),
  };
  list.title = vscode.l10n.t("Who accepts this dataset?");
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = verdictItems(answer, reportButton);
  list.buttons = [reportButton];
  return new Promise((resolve) => {
    const listeners = [
      list.onDidAccept(() => resolve(list.activeItems[0]?.verdict)),
      list.onDidTriggerButton(() => resolve("report")),
      list.onDidTriggerItemButton(() => resolve("report")),
      list.onDidHide(() => {
        for (const listener of listeners) listener.dispose();
        resolve(undefined);
      }),
    ];
  });
}

/** The targets below the name of their verdict. */
function verdictItems(
  { verdicts, target }: VerdictsAnswer,
  button: vscode.QuickInputButton,
): readonly VerdictItem[] {
  let heading: string | undefined;
  return sortedVerdicts(verdicts).flatMap((verdict): VerdictItem[] => {
    const label = isOtherFormat(verdict)
      ? vscode.l10n.t("refused: other formats")
      : verdictName(verdict.verdict);
    const isNew = label !== heading;
    heading = label;
    const above = isNew ? [{ label, kind: vscode.QuickPickItemKind.Separator }] : [];
    return [...above, verdictItem(verdict, { isCurrent: verdict.target === target, button })];
  });
}

const icons: Readonly<Record<Verdict, string>> = {
  accepted: "$(pass)",
  "accepted with warnings": "$(warning)",
  refused: "$(error)",
};

function verdictItem(
  verdict: TargetVerdict,
  { isCurrent, button }: { readonly isCurrent: boolean; readonly button: vscode.QuickInputButton },
): VerdictItem {
  return {
    label: `${icons[verdict.verdict]} ${targetTitle(verdict)}`,
    description: isCurrent ? vscode.l10n.t("current target") : "",
    detail: verdict.changes.map(changeText).join(" · "),
    ...(verdict.changes.length > 0 && { buttons: [button] }),
    verdict,
  };
}

function changeText({ rule, count, message }: NeededChange): string {
  if (rule === "format-not-accepted") return message;
  return count === 1 ? rule : `${written(count)} × ${rule}`;
}

async function check(app: App, dataset: vscode.Uri, { target }: TargetVerdict): Promise<void> {
  const answer = await app.client.configurationOf({ uri: dataset.toString() });
  await takeTarget(app, answer, { dataset, target });
}

async function showReport(
  { reports }: App,
  { path }: vscode.Uri,
  answer: VerdictsAnswer,
): Promise<void> {
  const name = path.split("/").at(-1) ?? path;
  await reports.show(vscode.l10n.t("Who accepts {0}", name), verdictReport(name, answer));
}
