import * as vscode from "vscode";
import { findProvider } from "../../tuning/providers/index.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
import { hasEnded } from "../../protocol/run-status.js";
import { runDescription, runName, runTooltip, statusIcon, statusWord } from "./run-words.js";
import type { KnownRun } from "./runs-service.js";
import type { RunsNode } from "./tuning.js";

/** The rows of the workspace's runs, by state; only states that some run is in. */
export function runGroups(runs: readonly KnownRun[]): readonly RunsNode[] {
  const of = (isIn: (run: RunFile) => boolean): readonly KnownRun[] =>
    runs.filter(({ run }) => isIn(run));
  const expanded = vscode.TreeItemCollapsibleState.Expanded;
  return [
    group(
      "underway",
      vscode.l10n.t("Under way"),
      of((run) => !hasEnded(run)),
      expanded,
    ),
    group(
      "succeeded",
      vscode.l10n.t("Succeeded"),
      of(({ status }) => status === "succeeded"),
      expanded,
    ),
    group(
      "ended",
      vscode.l10n.t("Failed or cancelled"),
      of((run) => hasEnded(run) && run.status !== "succeeded"),
      vscode.TreeItemCollapsibleState.Collapsed,
    ),
  ].filter(({ children }) => children.length > 0);
}

function group(
  id: string,
  label: string,
  runs: readonly KnownRun[],
  state: vscode.TreeItemCollapsibleState,
): RunsNode {
  const item = new vscode.TreeItem(label, state);
  item.id = `group:${id}`;
  item.description = String(runs.length);
  return { item, children: runs.map(runNode) };
}

function runNode(known: KnownRun): RunsNode {
  const { run } = known;
  const item = new vscode.TreeItem(runName(run), vscode.TreeItemCollapsibleState.None);
  item.id = `run:${run.id}`;
  item.description = runDescription(known);
  item.tooltip = runTooltip(known);
  item.iconPath = isLeft(known) ? new vscode.ThemeIcon("debug-disconnect") : statusIcon(run.status);
  item.contextValue = runContext(known);
  item.accessibilityInformation = {
    label: `${runName(run)}, ${statusWord(run.status)}, ${item.description}`,
  };
  item.command = {
    command: "tunewright.openRun",
    title: vscode.l10n.t("Open the run"),
    arguments: [run.id],
  };
  return { item, children: [], subject: { kind: "run", id: run.id } };
}

function isLeft({ run, following }: KnownRun): boolean {
  return !hasEnded(run) && following.kind === "nobody";
}

/** What can be done with a run, as words that the menus look for. */
function runContext(known: KnownRun): string {
  const { run } = known;
  const canPause = findProvider(run.provider)?.canPause === true && run.job !== null;
  const words = {
    run: true,
    cancel: !hasEnded(run),
    pause: canPause && ["queued", "running"].includes(run.status),
    resume: canPause && run.status === "paused",
    follow: isLeft(known),
    model: run.model !== null,
    further: run.model !== null && findProvider(run.provider)?.canContinue === true,
    test: run.model !== null && findProvider(run.provider)?.endpoint.kind === "here",
    remove: hasEnded(run),
  };
  return Object.entries(words)
    .filter(([, isSo]) => isSo)
    .map(([word]) => word)
    .join(" ");
}
