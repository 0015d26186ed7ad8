import * as vscode from "vscode";
import { hyperparametersIn } from "../../core/launch/launch-text.js";
import { defaultMethod, defaultProvider, methodId } from "../../core/launch/launch-findings.js";
import type { LaunchOnDisk } from "../../protocol/launch-messages.js";
import type { LaunchRequest } from "../tuning/launch/draft.js";
import type { LaunchFileContext } from "./launch-context.js";
import { launchAround } from "./launch-context.js";
import { launchDocument } from "./recipe-document.js";

/** Launches the run of a launch file: the files are checked, and what would be sent is confirmed once. */
export async function launchFromFile(context: LaunchFileContext, given: unknown): Promise<unknown> {
  const request = await requestOf(context, given);
  if (request === undefined) return undefined;
  return (await context.tuning.load()).commands.tune(request);
}

/** Says what the run of a launch file would cost. */
export async function priceOfFile(context: LaunchFileContext, given: unknown): Promise<void> {
  const request = await requestOf(context, given);
  if (request !== undefined) await (await context.tuning.load()).tellPrice(request);
}

/** What the file asks for; `undefined` where it has faults, which the person is told. */
async function requestOf(
  context: LaunchFileContext,
  given: unknown,
): Promise<LaunchRequest | undefined> {
  const document = await launchDocument(given);
  if (document === undefined || (document.isDirty && !(await document.save()))) return undefined;
  const path = document.uri.fsPath;
  const opened = await context.process.desk.openLaunch({ ...(await launchAround(context)), path });
  const fault = opened.findings.find(({ severity }) => severity === "error");
  if (fault === undefined) return requestFrom(opened, path);
  void showFault(document, fault);
  return undefined;
}

async function showFault(
  document: vscode.TextDocument,
  { message, start, end }: LaunchOnDisk["findings"][number],
): Promise<void> {
  const show = vscode.l10n.t("Show");
  const line = document.positionAt(start).line + 1;
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t("Nothing was launched. Line {0}: {1}", line, message),
    show,
  );
  if (choice !== show) return;
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await vscode.window.showTextDocument(document, { selection });
}

function requestFrom({ values, sha256 }: LaunchOnDisk, path: string): LaunchRequest {
  const { train = "", validation, test, provider = defaultProvider, seed } = values;
  const { method = defaultMethod, model, from = model, suffix, target } = values;
  return {
    training: vscode.Uri.file(train).toString(),
    // What the file leaves out is not looked for by its name.
    validation: uriOf(validation),
    test: uriOf(test),
    provider,
    method: methodId(method) ?? method,
    chosen: hyperparametersIn(values),
    ...(from !== undefined && { model: from }),
    ...(seed !== undefined && { seed: Number(seed) }),
    ...(suffix !== undefined && { suffix }),
    ...(target !== undefined && { target }),
    launchFile: { path, sha256 },
  };
}

function uriOf(file: string | undefined): string | null {
  return file === undefined ? null : vscode.Uri.file(file).toString();
}
