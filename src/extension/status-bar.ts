import * as vscode from "vscode";
import { acceptsFormat } from "../core/targets/index.js";
import type { DatasetStatus } from "../protocol/server-messages.js";
import { isDataset } from "./dataset-documents.js";

/**
 * Shows what is known of the dataset in the active editor. Returns the disposable that takes it
 * away again.
 */
export function createStatusBar(
  onStatus: (listener: (status: DatasetStatus) => void) => vscode.Disposable,
): vscode.Disposable {
  const statuses = new Map<string, DatasetStatus>();
  const item = vscode.window.createStatusBarItem(
    "tunewright.dataset",
    vscode.StatusBarAlignment.Right,
    100,
  );
  item.name = vscode.l10n.t("Tunewright: dataset");
  item.command = "tunewright.chooseTarget";
  const show = (): void => showStatus(item, statuses);
  show();
  return vscode.Disposable.from(
    item,
    onStatus((status) => {
      statuses.set(status.uri, status);
      show();
    }),
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      statuses.delete(uri.toString());
    }),
  );
}

function showStatus(
  item: vscode.StatusBarItem,
  statuses: ReadonlyMap<string, DatasetStatus>,
): void {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !isDataset(document)) {
    item.hide();
    return;
  }
  const status = statuses.get(document.uri.toString());
  item.text = status === undefined ? vscode.l10n.t("$(loading~spin) Checking") : shortText(status);
  item.tooltip = status === undefined ? undefined : tooltip(status);
  item.accessibilityInformation = { label: item.text.replace(/\$\([^)]*\) ?/g, "") };
  item.show();
}

function shortText(status: DatasetStatus): string {
  if (status.format === null) return vscode.l10n.t("$(circle-slash) Format not recognised");
  const findings = Object.values(status.counts).reduce((sum, count) => sum + count, 0);
  const icon = iconOf(status, findings);
  const parts = [
    plural(status.records, vscode.l10n.t("record"), vscode.l10n.t("records")),
    plural(findings, vscode.l10n.t("finding"), vscode.l10n.t("findings")),
    `${status.format} ${accepts(status) ? "→" : "≠"} ${status.target ?? ""}`,
  ];
  return `${icon} ${parts.join(" · ")}`;
}

function iconOf(status: DatasetStatus, findings: number): string {
  if (!accepts(status)) return "$(warning)";
  return findings === 0 ? "$(pass)" : "$(checklist)";
}

/** Whether the target reads datasets of this format at all. */
function accepts({ format, target }: DatasetStatus): boolean {
  return acceptsFormat(target, format);
}

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString(vscode.env.language)} ${count === 1 ? one : many}`;
}

function tooltip(status: DatasetStatus): vscode.MarkdownString {
  if (status.format === null) {
    return new vscode.MarkdownString(
      vscode.l10n.t(
        "Most records are in no format that Tunewright knows yet, so only broken JSON is reported.",
      ),
    );
  }
  const target = status.isTargetChosen
    ? vscode.l10n.t("Target: **{0}** (chosen by you)", status.target ?? "")
    : vscode.l10n.t("Target: **{0}** (fits the format)", status.target ?? "");
  const rules = Object.entries(status.counts).map(([rule, count]) => `- ${count} × \`${rule}\``);
  const lines = [
    vscode.l10n.t("Format: **{0}**", status.format),
    target,
    rules.join("\n"),
    accepts(status)
      ? ""
      : vscode.l10n.t("**This target does not accept this format.** Choose another one."),
    vscode.l10n.t(
      "Problems shows the first findings of each rule (tunewright.maxFindingsPerRule).",
    ),
    vscode.l10n.t("Click to choose the target."),
  ];
  return new vscode.MarkdownString(lines.filter((line) => line !== "").join("\n\n"));
}
