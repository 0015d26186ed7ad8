import * as vscode from "vscode";
import { configurationFileName } from "../../core/config/configuration.js";
import type { TargetSetting } from "../../core/config/target-setting.js";
import { isTargetSetting } from "../../core/config/target-setting.js";
import { targets } from "../../core/targets/index.js";
import type { ConfigurationAnswer } from "../../protocol/server-messages.js";
import { activeDataset } from "../dataset-documents.js";
import type { App } from "../start.js";
import type { WrittenTarget } from "../write-target.js";
import { configurationFor, writeTarget } from "../write-target.js";

interface TargetItem extends vscode.QuickPickItem {
  readonly target: TargetSetting;
}

/**
 * Checks the dataset in the active editor for another target: the one whose id is given (`auto` for
 * the one that fits the format), else the one that a person picks. Offers to write a picked one to
 * `tunewright.json`, for everybody and for the command line.
 */
export async function chooseTarget(app: App, id?: unknown): Promise<void> {
  const document = activeDataset();
  if (document === undefined) return;
  await app.client.start();
  const answer = await app.client.configurationOf({ uri: document.uri.toString() });
  const configured = answer.target ?? "auto";
  const given = givenTarget(id);
  const target = given ?? (await pickTarget(app.targets.of(document.uri) ?? configured));
  if (target === undefined) return;
  const choice = { dataset: document.uri, target };
  if (given === undefined) await takeTarget(app, answer, choice);
  else await keepUnlessConfigured(app, answer, choice);
}

/** Checks a dataset for the target that a person has picked, and offers to write it down. */
export async function takeTarget(
  app: App,
  answer: ConfigurationAnswer,
  choice: WrittenTarget,
): Promise<void> {
  if (await keepUnlessConfigured(app, answer, choice)) await offerToWrite(app, answer, choice);
}

/** What holds anyway is no choice of one's own, so that it can be changed there later. */
async function keepUnlessConfigured(
  app: App,
  { target: configured }: ConfigurationAnswer,
  { dataset, target }: WrittenTarget,
): Promise<boolean> {
  const isOwn = target !== (configured ?? "auto");
  await keepTarget(app, dataset, isOwn ? target : null);
  return isOwn;
}

function givenTarget(id: unknown): TargetSetting | undefined {
  return typeof id === "string" && isTargetSetting(id) ? id : undefined;
}

/** Makes a person's own choice, or takes it back. */
async function keepTarget(
  { client, targets: store }: App,
  dataset: vscode.Uri,
  target: TargetSetting | null,
): Promise<void> {
  const uri = dataset.toString();
  await store.set(uri, target);
  await client.chooseTarget({ uri, target });
}

async function offerToWrite(
  app: App,
  answer: ConfigurationAnswer,
  written: WrittenTarget,
): Promise<void> {
  const configuration = configurationFor(written.dataset, answer);
  if (configuration === undefined) return;
  const write = vscode.l10n.t("Write to {0}", configurationFileName);
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Target "{0}" holds for you alone. In {1} it holds for everybody and on the command line.',
      written.target,
      configurationFileName,
    ),
    write,
  );
  if (choice !== write) return;
  if (await writeTarget(app.client, configuration, written))
    await keepTarget(app, written.dataset, null);
  else await tellOfFaults(configuration);
}

async function tellOfFaults(configuration: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t("Open {0}", configurationFileName);
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      "{0} has faults. Repair them, then choose the target again.",
      configuration.fsPath,
    ),
    open,
  );
  if (choice === open) await vscode.window.showTextDocument(configuration);
}

async function pickTarget(current: TargetSetting): Promise<TargetSetting | undefined> {
  const chosen = await vscode.window.showQuickPick(targetItems(current), {
    title: vscode.l10n.t("Who will read this dataset?"),
    placeHolder: vscode.l10n.t("The target decides which rules apply and how strict they are."),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.target;
}

function targetItems(current: TargetSetting): readonly TargetItem[] {
  const mark = (target: TargetSetting): string => (target === current ? "$(check) " : "");
  const automatic: TargetItem = {
    label: mark("auto") + vscode.l10n.t("Automatic"),
    detail: vscode.l10n.t("The target that fits the dataset's format."),
    target: "auto",
  };
  const named = targets.map(({ id, title, description }): TargetItem => ({
    label: mark(id) + title,
    description: id,
    detail: description,
    target: id,
  }));
  return [automatic, ...named];
}
