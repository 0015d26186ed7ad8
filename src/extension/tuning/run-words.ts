import * as vscode from "vscode";
import type { RunStatus } from "../../protocol/run-status.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
import { hasEnded } from "../../protocol/run-status.js";
import { providerTitle } from "../../tuning/provider-titles.js";
import type { JobStatus } from "../../tuning/provider.js";
import type { KnownRun } from "./runs-service.js";
import { written } from "../written.js";

/** What people read of a state. */
export function statusWord(status: JobStatus | RunStatus): string {
  switch (status) {
    case "uploading":
      return vscode.l10n.t("uploading");
    case "creating":
      return vscode.l10n.t("creating the job");
    case "queued":
      return vscode.l10n.t("queued");
    case "running":
      return vscode.l10n.t("running");
    case "paused":
      return vscode.l10n.t("paused");
    case "succeeded":
      return vscode.l10n.t("succeeded");
    case "failed":
      return vscode.l10n.t("failed");
    case "cancelled":
      return vscode.l10n.t("cancelled");
    case "unknown":
      return vscode.l10n.t("unclear");
  }
}

const icons: Readonly<Record<RunStatus, readonly [icon: string, colour?: string]>> = {
  uploading: ["cloud-upload"],
  creating: ["loading~spin"],
  queued: ["clock"],
  running: ["loading~spin"],
  paused: ["debug-pause"],
  succeeded: ["pass", "testing.iconPassed"],
  failed: ["error", "testing.iconFailed"],
  cancelled: ["circle-slash"],
  unknown: ["question", "list.warningForeground"],
};

/** The icon of a state. */
export function statusIcon(status: RunStatus): vscode.ThemeIcon {
  const [icon, colour] = icons[status];
  return new vscode.ThemeIcon(
    icon,
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
}

/** A share as people write it, such as `71.2 %`. */
export function percent(share: number, digits = 1): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${(100 * share).toLocaleString(vscode.env.language, options)} %`;
}

/** How many records, in words. */
export function recordsWord(records: number): string {
  return records === 1 ? vscode.l10n.t("1 record") : vscode.l10n.t("{0} records", written(records));
}

/** A sum of money, such as `1.25 USD`. */
export function money(amount: number, currency: string): string {
  const options = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${amount.toLocaleString(vscode.env.language, options)} ${currency}`;
}

/** What a run is called: its suffix, or its training file. */
export function runName({ suffix, files }: RunFile): string {
  return suffix ?? files.training.path.split(/[\\/]/).at(-1) ?? files.training.path;
}

/** What stands behind a run's name: the state, or what came out of it. */
export function runDescription({ run, following }: KnownRun): string {
  const share = following.kind === "here" ? following.share : undefined;
  const parts = [
    hasEnded(run) && run.status !== "succeeded" ? statusWord(run.status) : undefined,
    hasEnded(run) ? undefined : statusWord(run.status),
    share === undefined || hasEnded(run) ? undefined : percent(share, 0),
    accuracyOf(run),
    begun(run),
    recordsWord(run.files.training.records),
    providerTitle(run.provider),
    following.kind === "nobody" && !hasEnded(run) ? vscode.l10n.t("not followed") : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

/** Runs with one dataset are told apart by when they began, such as `Nov 22, 14:03`. */
function begun({ createdAt }: RunFile): string {
  return new Date(createdAt).toLocaleString(vscode.env.language, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
}

/** The most telling accuracy of a run. */
function accuracyOf({ metrics }: RunFile): string | undefined {
  const share = metrics?.testAccuracy ?? metrics?.validationAccuracy;
  return share === undefined ? undefined : vscode.l10n.t("accuracy {0}", percent(share));
}

/** All that is known of a run, for who points at it. */
export function runTooltip(known: KnownRun): vscode.MarkdownString {
  const { run } = known;
  const { training, validation, test } = run.files;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [vscode.l10n.t("State"), statusWord(run.status)],
    [vscode.l10n.t("Followed"), followedBy(known)],
    [vscode.l10n.t("Provider"), providerTitle(run.provider)],
    [vscode.l10n.t("Base model"), run.baseModel],
    [vscode.l10n.t("Model"), run.model ?? undefined],
    [vscode.l10n.t("Training"), `${training.path}, ${recordsWord(training.records)}`],
    [vscode.l10n.t("Validation"), validation?.path],
    [vscode.l10n.t("Test (never sent)"), test?.path],
    [vscode.l10n.t("Accuracy on the test file"), shareOf(run.metrics?.testAccuracy)],
    [vscode.l10n.t("Accuracy on the validation file"), shareOf(run.metrics?.validationAccuracy)],
    [vscode.l10n.t("Begun"), new Date(run.createdAt).toLocaleString(vscode.env.language)],
    [vscode.l10n.t("Error"), run.error?.message],
  ];
  const text = new vscode.MarkdownString();
  text.appendText(`${runName(run)}\n`);
  for (const [name, value] of rows) {
    if (value !== undefined) text.appendText(`\n${name}: ${value}\n`);
  }
  return text;
}

function shareOf(share: number | undefined): string | undefined {
  return share === undefined ? undefined : percent(share);
}

function followedBy({ run, following }: KnownRun): string | undefined {
  if (hasEnded(run)) return undefined;
  switch (following.kind) {
    case "here":
      return following.trouble ?? vscode.l10n.t("by this window");
    case "elsewhere":
      return vscode.l10n.t("by another window or the command line");
    case "nobody":
      return following.reason ?? vscode.l10n.t("by nobody: it was begun elsewhere");
  }
}
