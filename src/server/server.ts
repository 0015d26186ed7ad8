import * as l10n from "@vscode/l10n";
import type {
  CancellationToken,
  CodeAction,
  CodeActionParams,
  Connection,
  Hover,
  HoverParams,
  InitializeParams,
  InitializeResult,
} from "vscode-languageserver";
import {
  CodeActionKind,
  FileChangeType,
  PositionEncodingKind,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import type { DatasetCheckOptions } from "../core/dataset/check-dataset.js";
import { isTargetId } from "../core/targets/index.js";
import type { TargetId } from "../core/targets/target.js";
import type {
  DatasetStatus,
  InitializationOptions,
  ServerSettings,
  TargetChoice,
  WorkspaceCheckRequest,
} from "../protocol/server-messages.js";
import { readInitializationOptions } from "../protocol/initialization-options.js";
import { chooseTarget, checkWorkspace, datasetStatus } from "../protocol/server-messages.js";
import { canonicalUri } from "./canonical-uri.js";
import { defaultSettings, readSettings } from "../protocol/server-settings.js";
import { ClosedDatasets } from "./closed-datasets.js";
import type { ActionAbilities, ActionSubject, FixAllRequest } from "./code-actions.js";
import { codeActions, fixAllEdit, fixAllKind } from "./code-actions.js";
import { DatasetSession } from "./dataset-session.js";
import { recordHover } from "./hover.js";
import type { ServerHost } from "./host.js";
import type { Placement } from "./to-protocol.js";
import { toDiagnostics } from "./to-protocol.js";

/** Answers an editor over a connection until the connection ends. */
export function startServer(connection: Connection, host: ServerHost): void {
  const server = new DatasetServer(connection, host);
  connection.onInitialize((params) => server.initialize(params));
  connection.onDidOpenTextDocument(({ textDocument }) => server.open(textDocument));
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
    server.session(textDocument.uri)?.edit(contentChanges, textDocument.version),
  );
  connection.onDidCloseTextDocument(({ textDocument }) => server.close(textDocument.uri));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) server.fileChanged(uri, type === FileChangeType.Deleted);
  });
  connection.onDidChangeConfiguration(({ settings }: { readonly settings: unknown }) => {
    if (hasSettings(settings)) server.changeSettings(readSettings(settings.tunewright));
  });
  connection.onCodeAction((params) => server.codeActions(params));
  connection.onCodeActionResolve((action) => server.resolveCodeAction(action));
  connection.onHover((params) => server.hover(params));
  connection.onNotification(chooseTarget.method, (choice: TargetChoice) => {
    server.chooseTarget(choice);
  });
  connection.onRequest(
    checkWorkspace.method,
    (request: WorkspaceCheckRequest, token: CancellationToken) =>
      server.closed.checkFolders(request, token),
  );
  connection.onShutdown(() => server.shutdown());
  connection.listen();
}

interface OpenedDocument {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
}

/** The open datasets of one editor. */
class DatasetServer {
  readonly closed: ClosedDatasets;
  readonly #connection: Connection;
  readonly #host: ServerHost;
  readonly #sessions = new Map<string, DatasetSession>();
  readonly #targets = new Map<string, TargetId>();
  #defaultTarget: TargetId | undefined;
  #ruleDocumentation: string | undefined;
  #sendsStatus = false;
  #settings = defaultSettings;
  #abilities: ActionAbilities = {
    resolvesEdits: false,
    versionsEdits: false,
    confirmsEdits: false,
  };

  constructor(connection: Connection, host: ServerHost) {
    this.#connection = connection;
    this.#host = host;
    this.#ruleDocumentation = host.ruleDocumentation;
    this.closed = new ClosedDatasets({
      connection,
      files: host.files,
      isOpen: (uri) => this.session(uri) !== undefined,
      optionsFor: (uri) => this.#optionsFor(uri),
      placementOf: (uri) => this.#placement(uri, () => 0),
    });
  }

  initialize({ capabilities, ...params }: InitializeParams): InitializeResult {
    this.#readOptions(readInitializationOptions(params.initializationOptions));
    const action = capabilities.textDocument?.codeAction;
    const edit = capabilities.workspace?.workspaceEdit;
    this.#abilities = {
      resolvesEdits: action?.resolveSupport?.properties.includes("edit") ?? false,
      versionsEdits: edit?.documentChanges === true,
      confirmsEdits: edit?.changeAnnotationSupport !== undefined && edit.documentChanges === true,
    };
    return {
      serverInfo: { name: "Tunewright", version: this.#host.version },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
          resolveProvider: true,
        },
        hoverProvider: true,
      },
    };
  }

  session(uri: string): DatasetSession | undefined {
    return this.#sessions.get(canonicalUri(uri));
  }

  open({ uri, text, version }: OpenedDocument): void {
    this.session(uri)?.close();
    const session = new DatasetSession({
      uri,
      text,
      version,
      checkOptions: this.#optionsFor(uri),
      host: this.#host,
      onChecked: (checked) => this.#publish(checked),
      onFailed: (error) => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#connection.console.error(`Checking ${uri} failed: ${reason}`);
      },
    });
    this.#sessions.set(canonicalUri(uri), session);
  }

  close(uri: string): void {
    this.session(uri)?.close();
    this.#sessions.delete(canonicalUri(uri));
    this.closed.documentClosed(uri);
  }

  fileChanged(uri: string, isDeleted: boolean): void {
    this.closed.fileChanged(uri, isDeleted);
  }

  chooseTarget({ uri, target }: TargetChoice): void {
    if (target !== null && isTargetId(target)) this.#targets.set(canonicalUri(uri), target);
    else this.#targets.delete(canonicalUri(uri));
    this.session(uri)?.setOptions(this.#optionsFor(uri));
  }

  /** Checks everything again under a person's new settings. */
  changeSettings(settings: ServerSettings): void {
    this.#settings = settings;
    for (const session of this.#sessions.values()) {
      session.setOptions(this.#optionsFor(session.uri));
    }
    this.closed.checkAgain();
  }

  async codeActions({ textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const subject = await this.#subject(textDocument.uri);
    return subject === undefined ? [] : codeActions(subject, range, context.only);
  }

  async resolveCodeAction(action: CodeAction): Promise<CodeAction> {
    if (!isFixAllRequest(action.data)) return action;
    const subject = await this.#subject(action.data.uri);
    if (subject === undefined) return action;
    return { ...action, edit: fixAllEdit(action.data, subject) };
  }

  async hover({ textDocument, position }: HoverParams): Promise<Hover | null> {
    const session = this.session(textDocument.uri);
    if (session === undefined) return null;
    const check = await session.settled();
    return recordHover(session.checked, check, position.line) ?? null;
  }

  shutdown(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  #readOptions(options: InitializationOptions): void {
    if (options.translation !== undefined) l10n.config({ contents: { ...options.translation } });
    this.#ruleDocumentation = options.ruleDocumentation ?? this.#ruleDocumentation;
    this.#defaultTarget = options.target;
    this.#sendsStatus = options.status ?? false;
    this.#settings = readSettings(options.settings);
    for (const [uri, target] of Object.entries(options.targets ?? {})) {
      this.#targets.set(canonicalUri(uri), target);
    }
  }

  #optionsFor(uri: string): DatasetCheckOptions {
    return {
      target: this.#targets.get(canonicalUri(uri)) ?? this.#defaultTarget,
      severities: this.#settings.rules,
      maxFindings: this.#settings.maxFindingsPerRule,
    };
  }

  #placement(uri: string, markLength: Placement["markLength"]): Placement {
    return { uri, ruleDocumentation: this.#ruleDocumentation, markLength };
  }

  #placementOf({ uri, checked }: DatasetSession): Placement {
    return this.#placement(uri, (line) => checked.document.markLength(line));
  }

  async #subject(uri: string): Promise<ActionSubject | undefined> {
    const session = this.session(uri);
    if (session === undefined) return undefined;
    const check = await session.settled();
    const placement = this.#placementOf(session);
    const { checked, version } = session;
    return { checked, check, version, placement, abilities: this.#abilities };
  }

  #publish(session: DatasetSession): void {
    const { uri, version, check } = session;
    if (check === undefined) return;
    const diagnostics = toDiagnostics(check, this.#placementOf(session));
    void this.#connection.sendDiagnostics({ uri, version, diagnostics });
    if (!this.#sendsStatus) return;
    const { context } = check.plan;
    const status: DatasetStatus = {
      uri,
      version,
      records: check.records,
      format: context?.format.id ?? null,
      target: context?.target.id ?? null,
      isTargetChosen: this.#optionsFor(uri).target !== undefined,
      severityCounts: check.severityCounts,
      counts: check.counts,
    };
    void this.#connection.sendNotification(datasetStatus.method, status);
  }
}

function hasSettings(settings: unknown): settings is { readonly tunewright: unknown } {
  return typeof settings === "object" && settings !== null && "tunewright" in settings;
}

function isFixAllRequest(data: unknown): data is FixAllRequest {
  return typeof data === "object" && data !== null && "uri" in data && "scope" in data;
}
