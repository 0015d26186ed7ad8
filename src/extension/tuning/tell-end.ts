import * as vscode from "vscode";
import type { FileAnswers } from "./file-answers.js";
import { percent, runName } from "./run-words.js";
import type { KnownRun, Stop } from "./runs-service.js";

/** Tells the person that a run has ended, with what they may want to do next. */
export async function tellEnd(known: KnownRun, answers: FileAnswers): Promise<void> {
  const { run } = known;
  switch (run.status) {
    case "succeeded":
      return tellSuccess(known);
    case "failed":
    case "unknown":
      return tellFailure(known, await answers.show(known));
    default:
      // Who cancels a run knows.
      return undefined;
  }
}

async function tellSuccess({ run }: KnownRun): Promise<void> {
  const share = run.metrics?.testAccuracy ?? run.metrics?.validationAccuracy;
  const message =
    share === undefined
      ? vscode.l10n.t("{0} is tuned.", runName(run))
      : vscode.l10n.t("{0} is tuned: accuracy {1}.", runName(run), percent(share));
  await offer(vscode.window.showInformationMessage, message, [
    [vscode.l10n.t("Open the run"), "tunewright.openRun", run.id],
    [vscode.l10n.t("Copy model id"), "tunewright.copyModelId", run.id],
    [vscode.l10n.t("Copy as code"), "tunewright.copyAsCode", run.id],
  ]);
}

async function tellFailure({ run }: KnownRun, place: vscode.Location | undefined): Promise<void> {
  const reason = run.error?.message ?? "";
  const message =
    run.status === "failed"
      ? vscode.l10n.t("{0} failed: {1}", runName(run), reason)
      : vscode.l10n.t(
          "Nobody can tell whether the job of {0} was created. Look at the provider before you tune again. {1}",
          runName(run),
          reason,
        );
  const again: Offer =
    run.status === "failed"
      ? [vscode.l10n.t("Tune again…"), "tunewright.tuneAgain", run.id]
      : [
          vscode.l10n.t("Look at the provider"),
          "tunewright.lookAtProvider",
          { kind: "provider", provider: run.provider },
        ];
  await offer(vscode.window.showErrorMessage, message, [
    ...(place === undefined ? [] : [goTo(place)]),
    [vscode.l10n.t("Open the run"), "tunewright.openRun", run.id],
    again,
  ]);
}

function goTo({ uri, range }: vscode.Location): Offer {
  const line = vscode.l10n.t("Go to line {0}", range.start.line + 1);
  return [line, "vscode.open", uri, { selection: range }];
}

/** Tells the person that a run is no longer looked after, and what they can do. */
export async function tellStop({ run, message, needsKey }: Stop): Promise<void> {
  const text = vscode.l10n.t("{0} is not followed any more: {1}", runName(run), message);
  await offer(vscode.window.showWarningMessage, text, [
    ...(needsKey
      ? [[vscode.l10n.t("Sign in…"), "tunewright.signInToProvider", run.provider] as const]
      : []),
    [vscode.l10n.t("Follow again"), "tunewright.followRun", run.id],
  ]);
}

/** What can be clicked, the command behind it, and its arguments. */
type Offer = readonly [title: string, command: string, ...args: readonly unknown[]];

async function offer(
  show: (message: string, ...titles: string[]) => Thenable<string | undefined>,
  message: string,
  offers: readonly Offer[],
): Promise<void> {
  const chosen = await show(message, ...offers.map(([title]) => title));
  const [, command, ...args] = offers.find(([title]) => title === chosen) ?? [];
  if (command !== undefined) await vscode.commands.executeCommand(command, ...args);
}
