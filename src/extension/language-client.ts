import * as vscode from "vscode";
import type { LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";
import { LanguageClient, TransportKind, WorkDoneProgress } from "vscode-languageclient/node";
import type { ServerMessage } from "../protocol/server-messages.js";
import type { DatasetStatus, InitializationOptions } from "../protocol/server-messages.js";
import {
  chooseTarget,
  checkWorkspace,
  configurationOf,
  datasetStatus,
  targetEdits,
} from "../protocol/server-messages.js";
import type { DatasetClient, LongRun } from "./dataset-client.js";
import type { ClientContext } from "./start.js";
import { datasetSelector } from "./dataset-documents.js";

/** Starts the language server in a process of its own and talks to it. */
export function createLanguageClient({ extensionUri, log, targets }: ClientContext): DatasetClient {
  const statuses = new vscode.EventEmitter<DatasetStatus>();
  const options = clientOptions({
    log,
    initializationOptions: () => ({
      targets: targets.all(),
      status: true,
      commands: true,
      trusted: vscode.workspace.isTrusted,
      hoversFindings: true,
      settings: vscode.workspace.getConfiguration("tunewright"),
      ruleDocumentation: vscode.Uri.joinPath(extensionUri, "docs", "rules").toString(),
      ...(vscode.l10n.bundle !== undefined && { translation: vscode.l10n.bundle }),
    }),
  });
  const client = new LanguageClient(
    "tunewright",
    "Tunewright",
    serverOptions(vscode.Uri.joinPath(extensionUri, "dist", "server.js").fsPath),
    options,
  );
  client.onNotification(datasetStatus.method, (status: DatasetStatus) => statuses.fire(status));
  return {
    start: () => client.start(),
    restart: () => client.restart(),
    onStatus: statuses.event,
    chooseTarget: (choice) => client.sendNotification(chooseTarget.method, choice),
    configurationOf: (request) => client.sendRequest(configurationOf.method, request),
    targetEdits: (request) => client.sendRequest(targetEdits.method, request),
    checkWorkspace: (request, run) =>
      askLong(client, { message: checkWorkspace, params: request, run }),
    ask: (message, params, run) =>
      run === undefined
        ? client.sendRequest(message.method, params)
        : askLong(client, { message, params, run }),
    dispose() {
      statuses.dispose();
      client.dispose().catch((error: unknown) => {
        // A client that is still starting cannot be disposed of; its process ends with ours.
        log.warn(String(error));
      });
    },
  };
}

interface LongQuestion<Params, Result> {
  readonly message: ServerMessage<Params, Result>;
  readonly params: Params;
  readonly run: LongRun;
}

/** A request of ours, typed by its message, whose progress is told. */
async function askLong<Params, Result>(
  client: LanguageClient,
  { message, params, run: { token, report } }: LongQuestion<Params, Result>,
): Promise<Result> {
  const workDoneToken = crypto.randomUUID();
  const progress = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind === "report") report(value.percentage ?? 0, value.message ?? "");
  });
  try {
    return await client.sendRequest<Result>(message.method, { ...params, workDoneToken }, token);
  } finally {
    progress.dispose();
  }
}

function serverOptions(module: string): ServerOptions {
  const run = { module, transport: TransportKind.ipc };
  return { run, debug: { ...run, options: { execArgv: ["--nolazy", "--inspect=6019"] } } };
}

interface ClientSettings {
  readonly log: vscode.LogOutputChannel;
  readonly initializationOptions: () => InitializationOptions;
}

function clientOptions(settings: ClientSettings): LanguageClientOptions {
  return {
    documentSelector: [...datasetSelector],
    outputChannel: settings.log,
    synchronize: { configurationSection: "tunewright" },
    initializationOptions: settings.initializationOptions,
    diagnosticCollectionName: "tunewright",
    // The link of a hover that leads to the Inspector; no other command.
    markdown: { isTrusted: { enabledCommands: ["tunewright.inspectRecord"] } },
  };
}
