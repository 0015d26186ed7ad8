import * as vscode from "vscode";
import { findLabelErrors as message } from "../../protocol/dataset-messages.js";
import { datasetUri } from "../dataset-documents.js";
import type { App } from "../start.js";
import { showFindings } from "./show-findings.js";

/**
 * Has a classifier, trained on this machine, judge the labels of an open dataset. Those that it
 * contradicts stand among the problems from then on.
 */
export async function findLabelErrors(app: App, given?: unknown): Promise<void> {
  const uri = datasetUri(given);
  if (uri === undefined) return;
  await app.client.start();
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Looking for wrong labels with a classifier of this machine"),
    },
    () => app.client.ask(message, { uri: uri.toString() }),
  );
  const { l10n } = vscode;
  if (answer === null) return tell(l10n.t("Open the dataset first."));
  if (!answer.hasLabels) {
    return tell(l10n.t("The answers of this dataset are texts, no labels that could be wrong."));
  }
  if (answer.count === 0) return tell(l10n.t("The classifier contradicts none of the labels."));
  const show = l10n.t("Show");
  const text = l10n.t(
    "The classifier contradicts {0} labels: either they are wrong, or their texts are unlike all others.",
    answer.count.toLocaleString(vscode.env.language),
  );
  const chosen = await vscode.window.showInformationMessage(text, show);
  if (chosen === show) await showFindings(app, uri, "label-error");
}

function tell(text: string): void {
  void vscode.window.showInformationMessage(text);
}
