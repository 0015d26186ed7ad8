import * as vscode from "vscode";
import { findProvider } from "../../tuning/providers/index.js";
import type { RunCommandPowers } from "./run-commands.js";
import { subjectOf } from "./run-subjects.js";
import { pickAccount } from "./sign-in.js";

/** Deletes a model or file at a provider, or cancels a job there, once the person has confirmed it. */
export async function deleteRemote(
  { remote, refresh }: RunCommandPowers,
  given: unknown,
): Promise<void> {
  const subject = subjectOf(given);
  const provider = subject?.kind === "remote" ? findProvider(subject.provider) : undefined;
  if (subject?.kind !== "remote" || provider === undefined) return;
  const isJob = subject.what === "job";
  const yes = isJob ? vscode.l10n.t("Cancel the job") : vscode.l10n.t("Delete");
  const question = isJob
    ? vscode.l10n.t("Cancel the job {0} at {1}?", subject.id, provider.title)
    : vscode.l10n.t("Delete {0} at {1}?", subject.id, provider.title);
  const detail = vscode.l10n.t("This cannot be undone.");
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes)
    return;
  await remote.remove(provider, subject.what, subject.id);
  refresh();
}

/** Shows what lies at a provider, after signing in where nobody has. */
export async function lookAtProvider(powers: RunCommandPowers, given: unknown): Promise<void> {
  const subject = subjectOf(given);
  const named = subject?.kind === "provider" ? findProvider(subject.provider) : undefined;
  const provider =
    named ??
    (await pickAccount(undefined, powers.connections, vscode.l10n.t("Look at which provider?")));
  if (provider === undefined) return;
  if (!(await powers.connections.isReady(provider)) && !(await powers.signIn(provider))) return;
  await powers.remote.look(provider);
  powers.refresh();
}

/** Copies the id of a file or job at a provider. */
export async function copyRemoteId(given: unknown): Promise<void> {
  const subject = subjectOf(given);
  if (subject?.kind !== "remote") return;
  await vscode.env.clipboard.writeText(subject.id);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied."), 3_000);
}
