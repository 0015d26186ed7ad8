import * as vscode from "vscode";
import type { Provider, RemoteFile, RemoteJob } from "../../tuning/provider.js";
import { shutdownOf } from "../../tuning/model-shutdowns.js";
import type { RemoteView } from "./remote-look.js";
import { written } from "../written.js";
import { statusIcon, statusWord } from "./run-words.js";
import type { RemoteKind, RunsNode } from "./tuning.js";

/** A provider as the view shows it. */
export interface ProviderRow {
  readonly provider: Provider;
  /** Which key is in use, in words. */
  readonly account: string;
  /** What lies there; `undefined` before the person has looked. */
  readonly view: RemoteView | undefined;
  /** The jobs that are runs of this workspace. */
  readonly ownJobs: ReadonlySet<string>;
  /** The models that came out of them. */
  readonly ownModels: ReadonlySet<string>;
}

/** The row of a provider: what lies there, or a click to look. */
export function providerNode(row: ProviderRow): RunsNode {
  const { provider, account, view } = row;
  const { None, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(provider.title, view === undefined ? None : Expanded);
  item.id = `provider:${provider.id}:${view === undefined ? "unseen" : "seen"}`;
  item.iconPath = new vscode.ThemeIcon(provider.endpoint.kind === "here" ? "vm" : "cloud");
  item.contextValue = provider.endpoint.kind === "here" ? "provider" : "provider account";
  item.tooltip = `${provider.description}\n\n${account}`;
  const look = vscode.l10n.t("click to look what is there");
  item.description = view === undefined ? `${account} · ${look}` : account;
  if (view === undefined) {
    item.command = {
      command: "tunewright.lookAtProvider",
      title: vscode.l10n.t("Look"),
      arguments: [{ kind: "provider", provider: provider.id }],
    };
  }
  return {
    item,
    children: view === undefined ? [] : remoteGroups(row, view),
    subject: { kind: "provider", provider: provider.id },
  };
}

function remoteGroups(
  { provider, ownJobs, ownModels }: ProviderRow,
  view: RemoteView,
): readonly RunsNode[] {
  const others = view.jobs.filter(({ id }) => !ownJobs.has(id));
  return [
    remoteGroup(provider, "model", {
      label: vscode.l10n.t("Models"),
      rows: view.models.map((model) => {
        const { serving } = shutdownOf(provider.id, model);
        const end = serving === undefined ? "" : vscode.l10n.t("shut down on {0}", serving);
        return remoteNode(provider, {
          what: "model",
          id: model.id,
          label: model.id,
          description: end,
          context: modelContext(provider, ownModels.has(model.id)),
        });
      }),
    }),
    remoteGroup(provider, "file", {
      label: vscode.l10n.t("Files"),
      rows: view.files.map((file) => remoteNode(provider, fileRow(file))),
    }),
    remoteGroup(provider, "job", {
      label: vscode.l10n.t("Jobs that were not begun here"),
      rows: others.map((job) => remoteNode(provider, jobRow(job))),
    }),
  ];
}

interface RemoteRow {
  readonly what: RemoteKind;
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon?: vscode.ThemeIcon;
  /** What can be done with it, as words that the menus look for. */
  readonly context: string;
}

/** Code needs the marks of the training data, which only runs of the workspace tell. */
function modelContext({ canContinue }: Provider, isOwn: boolean): string {
  return ["remote model", isOwn && "code", canContinue && "further"].filter(Boolean).join(" ");
}

function fileRow({ id, name, bytes }: RemoteFile): RemoteRow {
  const size = vscode.l10n.t("{0} kB", written(Math.ceil(bytes / 1000)));
  return {
    what: "file",
    id,
    label: name === "" ? id : name,
    description: size,
    context: "remote file",
  };
}

function jobRow(job: RemoteJob): RemoteRow {
  const begun =
    job.createdAt === null ? "" : new Date(job.createdAt).toLocaleDateString(vscode.env.language);
  const parts = [
    job.status === "unknown" ? job.statusWord : statusWord(job.status),
    job.model,
    begun,
  ];
  return {
    what: "job",
    id: job.id,
    label: job.tunedModel ?? job.id,
    description: parts.filter(Boolean).join(" · "),
    icon: statusIcon(job.status),
    // What is over can no longer be cancelled.
    context: ["cancelled", "failed", "succeeded"].includes(job.status)
      ? "remote over"
      : "remote job",
  };
}

const groupIcons: Readonly<Record<RemoteKind, string>> = {
  file: "file",
  job: "server-process",
  model: "symbol-class",
};

function remoteGroup(
  provider: Provider,
  what: RemoteKind,
  { label, rows }: { readonly label: string; readonly rows: readonly RunsNode[] },
): RunsNode {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, rows.length === 0 ? None : Collapsed);
  item.id = `remote:${provider.id}:${what}`;
  item.description = String(rows.length);
  return { item, children: rows };
}

function remoteNode(provider: Provider, row: RemoteRow): RunsNode {
  const { what, id, label, description, icon, context } = row;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = `remote:${provider.id}:${what}:${id}`;
  item.description = description;
  item.iconPath = icon ?? new vscode.ThemeIcon(groupIcons[what]);
  item.tooltip = `${label}\n${id}`;
  item.contextValue = context;
  const subject = { kind: "remote", provider: provider.id, what, id } as const;
  if (what === "job") {
    item.command = {
      command: "tunewright.openRun",
      title: vscode.l10n.t("Open the run"),
      arguments: [{ subject }],
    };
  }
  return { item, children: [], subject };
}
