import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from "vscode-languageserver";
import { FileChangeType } from "vscode-languageserver";
import { targetEdits as editsFor } from "../core/config/edit-configuration.js";
import type {
  ConfigurationRequest,
  TargetChoice,
  TargetEditsRequest,
  WorkspaceCheckRequest,
} from "../protocol/server-messages.js";
import {
  checkWorkspace,
  chooseTarget,
  configurationOf,
  targetEdits,
} from "../protocol/server-messages.js";
import { readSettings } from "../protocol/server-settings.js";
import { askForConfigurations } from "./ask-for-configurations.js";
import { isConfiguration } from "./configuration-store.js";
import { registerDatasetRequests } from "./dataset-requests.js";
import { DatasetServer } from "./dataset-server.js";
import { registerEditorFeatures } from "./editor-features.js";
import type { ServerHost } from "./host.js";
import { registerTokenFeatures } from "./token-features.js";

/** Answers an editor over a connection until the connection ends. */
export function startServer(connection: Connection, host: ServerHost): void {
  const server = new DatasetServer(connection, host);
  let client: ClientCapabilities = {};
  const session = server.session.bind(server);
  const refreshHints = registerTokenFeatures({
    connection,
    session,
    host,
    showsHints: () => server.showsTokenHints,
    client: () => client,
    locale: () => server.lenses.locale,
  });
  connection.onInitialize((params) => {
    client = params.capabilities;
    return server.initialize(params);
  });
  connection.onInitialized(() => askForConfigurations(connection, client));
  listenToDocuments(connection, server);
  connection.onDidChangeConfiguration(({ settings }: { readonly settings: unknown }) => {
    if (!hasSettings(settings)) return;
    const hadHints = server.showsTokenHints;
    server.changeSettings(readSettings(settings.tunewright));
    if (server.showsTokenHints !== hadHints) refreshHints();
  });
  connection.onCodeAction((params) => server.codeActions(params));
  connection.onCodeActionResolve((action) => server.resolveCodeAction(action));
  connection.onCodeLens((params) => server.codeLens(params));
  connection.onHover((params) => server.hover(params));
  connection.onNotification(chooseTarget.method, (choice: TargetChoice) => {
    server.chooseTarget(choice);
  });
  connection.onRequest(configurationOf.method, (request: ConfigurationRequest) =>
    server.configurationOf(request),
  );
  connection.onRequest(targetEdits.method, ({ text, ...entry }: TargetEditsRequest) => ({
    edits: editsFor(text, entry) ?? null,
  }));
  connection.onRequest(
    checkWorkspace.method,
    (request: WorkspaceCheckRequest, token: CancellationToken) => {
      server.configurations.lookAgain();
      return server.closed.checkFolders(request, token);
    },
  );
  registerEditorFeatures({ connection, session, host, client: () => client });
  const choiceFor = server.choiceFor.bind(server);
  const askFor = server.askFor.bind(server);
  registerDatasetRequests({ connection, host, session, choiceFor, askFor });
  connection.onShutdown(() => server.shutdown());
  connection.listen();
}

/** Datasets and configurations come by the same messages. */
function listenToDocuments(connection: Connection, server: DatasetServer): void {
  const { configurations } = server;
  connection.onDidOpenTextDocument(({ textDocument }: DidOpenTextDocumentParams) => {
    if (isConfiguration(textDocument.uri)) configurations.open(textDocument);
    else server.open(textDocument);
  });
  connection.onDidChangeTextDocument((params: DidChangeTextDocumentParams) => {
    const { uri, version } = params.textDocument;
    if (isConfiguration(uri)) configurations.edit(uri, params.contentChanges, version);
    else server.edit(uri, params.contentChanges, version);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }: DidCloseTextDocumentParams) => {
    if (isConfiguration(uri)) configurations.close(uri);
    else server.close(uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) {
      if (isConfiguration(uri)) configurations.fileChanged(uri);
      else {
        server.closed.fileChanged(uri, type === FileChangeType.Deleted);
        server.datasetChanged(uri);
      }
    }
  });
}

function hasSettings(settings: unknown): settings is { readonly tunewright: unknown } {
  return typeof settings === "object" && settings !== null && "tunewright" in settings;
}
