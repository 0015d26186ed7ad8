import * as vscode from "vscode";
import type { LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";
import { LanguageClient, TransportKind, WorkDoneProgress } from "vscode-languageclient/node";
import type { ServerMessage } from "../protocol/server-messages.js";
import type {
  DatasetStatus,
  InitializationOptions,
  WorkspaceCheckResult,
} from "../protocol/server-messages.js";
import {
  chooseTarget,
  checkWorkspace,
  configurationOf,
  datasetStatus,
  targetEdits,
} from "../protocol/server-messages.js";
import type { DatasetClient } from "./dataset-client.js";
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
    async checkWorkspace(request, { token, report }) {
      const workDoneToken = crypto.randomUUID();
      const progress = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
        if (value.kind === "report") report(value.percentage ?? 0, value.message ?? "");
      });
      try {
        const params = { ...request, workDoneToken };
        return await send(client, { message: checkWorkspace, params, token });
      } finally {
        progress.dispose();
      }
    },
    dispose() {
      statuses.dispose();
      client.dispose().catch((error: unknown) => {
        // A client that is still starting cannot be disposed of; its process ends with ours.
        log.warn(String(error));
      });
    },
  };
}

/** A request of ours, typed by its message. */
function send<Params>(
  client: LanguageClient,
  request: {
    readonly message: ServerMessage<Params, WorkspaceCheckResult>;
    readonly params: Params;
    readonly token: vscode.CancellationToken;
  },
): Promise<WorkspaceCheckResult> {
  return client.sendRequest<WorkspaceCheckResult>(
    request.message.method,
    request.params,
    request.token,
  );
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
  };
}
