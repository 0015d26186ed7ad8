import * as vscode from "vscode";
import { configurationFileName } from "../core/config/configuration.js";
import type { DatasetStatus } from "../protocol/server-messages.js";
import { isDataset } from "./dataset-documents.js";
import { written } from "./written.js";

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
  item.command = status === undefined ? undefined : commandOf(status);
  item.text = status === undefined ? vscode.l10n.t("$(loading~spin) Checking") : shortText(status);
  item.tooltip = status === undefined ? undefined : tooltip(status);
  item.accessibilityInformation = { label: item.text.replace(/\$\([^)]*\) ?/g, "") };
  item.show();
}

/** A click chooses the target; where there is nothing to choose it opens what says so. */
function commandOf({ isIgnored, configuration }: DatasetStatus): vscode.Command {
  if (!isIgnored || configuration === null) {
    return { command: "tunewright.chooseTarget", title: vscode.l10n.t("Choose the target") };
  }
  return {
    command: "vscode.open",
    title: vscode.l10n.t("Open {0}", configurationFileName),
    arguments: [vscode.Uri.parse(configuration.uri)],
  };
}

function shortText(status: DatasetStatus): string {
  if (status.isIgnored) {
    return vscode.l10n.t("$(circle-slash) Ignored by {0}", configurationFileName);
  }
  if (status.format === null) return vscode.l10n.t("$(circle-slash) Format not recognised");
  const findings = Object.values(status.counts).reduce((sum, count) => sum + count, 0);
  const icon = iconOf(status, findings);
  const parts = [
    plural(status.records, vscode.l10n.t("record"), vscode.l10n.t("records")),
    plural(findings, vscode.l10n.t("finding"), vscode.l10n.t("findings")),
    pairing(status),
  ];
  return `${icon} ${parts.join(" · ")}`;
}

/** The format and the target, with a question mark where nobody has chosen that target. */
function pairing({ titles, targetFrom, isAccepted }: DatasetStatus): string {
  const sign = isAccepted ? "→" : "≠";
  const mark = targetFrom === "format" ? "?" : "";
  return `${titles?.format ?? ""} ${sign} ${titles?.target ?? ""}${mark}`;
}

function iconOf(status: DatasetStatus, findings: number): string {
  if (!status.isAccepted || status.configuration?.isBroken === true) return "$(warning)";
  return findings === 0 ? "$(pass)" : "$(checklist)";
}

function plural(count: number, one: string, many: string): string {
  return `${written(count)} ${count === 1 ? one : many}`;
}

function tooltip(status: DatasetStatus): vscode.MarkdownString {
  return new vscode.MarkdownString(
    [...subjectLines(status), ...configurationLines(status)].join("\n\n"),
  );
}

function subjectLines(status: DatasetStatus): readonly string[] {
  if (status.isIgnored) {
    return [vscode.l10n.t("{0} says not to check this file.", configurationFileName)];
  }
  if (status.format === null) {
    return [
      vscode.l10n.t(
        "Most records are in no format that Tunewright knows yet, so only broken JSON is reported.",
      ),
    ];
  }
  const rules = Object.entries(status.counts).map(
    ([rule, count]) => `- ${written(count)} × \`${rule}\``,
  );
  const lines = [
    vscode.l10n.t("Format: {0}", named(status.titles?.format, status.format)),
    targetLine(status),
    rules.join("\n"),
    status.isAccepted
      ? ""
      : vscode.l10n.t("**This target does not accept this format.** Choose another one."),
    vscode.l10n.t(
      "Problems shows the first findings of each rule (tunewright.maxFindingsPerRule).",
    ),
    tokensLine(status),
    vscode.l10n.t("Click to choose the target."),
  ];
  return lines.filter((line) => line !== "");
}

/** A title with the id that stands for it in settings and on the command line. */
function named(title: string | undefined, id: string | null): string {
  return `**${title ?? ""}** (\`${id ?? ""}\`)`;
}

/** Why no hints at tokens are shown, for whoever has asked for them. */
function tokensLine({ countsTokens }: DatasetStatus): string {
  const isAsked = vscode.workspace.getConfiguration("tunewright").get("inlayHints.tokens") === true;
  if (countsTokens || !isAsked) return "";
  return vscode.l10n.t(
    'Tokens are not counted, as models of this target differ in their tokenizers: name "model" or "tokenizer" in {0}.',
    configurationFileName,
  );
}

function targetLine({ titles, target: id, targetFrom }: DatasetStatus): string {
  const target = named(titles?.target, id);
  switch (targetFrom) {
    case "person":
      return vscode.l10n.t("Target: {0}, chosen by you", target);
    case "configuration":
      return vscode.l10n.t("Target: {0}, from {1}", target, configurationFileName);
    case "format":
      return vscode.l10n.t("No target chosen: checked for {0}, as is usual for the format", target);
  }
}

function configurationLines({ configuration }: DatasetStatus): readonly string[] {
  if (configuration === null) return [];
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(configuration.uri));
  if (!configuration.isBroken) return [vscode.l10n.t("Configuration: {0}", path)];
  return [vscode.l10n.t("**{0} has faults**; what it said before them holds, if anything.", path)];
}
