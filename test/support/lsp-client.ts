import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { spawn } from "node:child_process";
import type { MessageConnection } from "vscode-jsonrpc/node";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import type {
  CodeAction,
  Diagnostic,
  InitializeResult,
  PublishDiagnosticsParams,
  RegistrationParams,
  TextDocumentContentChangeEvent,
  TextEdit,
} from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { DatasetStatus } from "../../src/protocol/server-messages.js";

const editorAbilities = {
  workspace: {
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
  textDocument: { codeAction: { resolveSupport: { properties: ["edit"] } } },
};

/** A language server process as an editor sees it, with one open document. */
export class LspClient {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #connection: MessageConnection;
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  readonly #exited: Promise<number | null>;
  /** What the server has asked to be told. */
  readonly registered: string[] = [];
  /** How often the server has asked for lenses to be asked for again. */
  lensRefreshes = 0;
  /** The newest status of a dataset, where the client asked for it. */
  status: DatasetStatus | undefined;
  readonly #statuses = new Map<string, DatasetStatus>();
  readonly #waiting = new Set<() => void>();
  document: TextDocument;
  initialized: InitializeResult | undefined;

  constructor(command: string, args: readonly string[]) {
    this.#process = spawn(command, args, { stdio: "pipe" });
    this.#exited = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.stderr.on("data", (data: Buffer) => process.stderr.write(data));
    this.#connection = createMessageConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.#connection.onNotification("tunewright/datasetStatus", (status: DatasetStatus) => {
      this.status = status;
      this.#statuses.set(status.uri, status);
      for (const look of this.#waiting) look();
    });
    this.#connection.onNotification(
      "textDocument/publishDiagnostics",
      (params: PublishDiagnosticsParams) => {
        this.#published.set(params.uri, params);
        for (const look of this.#waiting) look();
      },
    );
    this.#connection.onRequest(
      "client/registerCapability",
      ({ registrations }: RegistrationParams) => {
        this.registered.push(...registrations.map(({ method }) => method));
      },
    );
    this.#connection.onRequest("workspace/codeLens/refresh", () => {
      this.lensRefreshes += 1;
      return null;
    });
    this.#connection.listen();
    this.document = TextDocument.create("file:///dataset.jsonl", "jsonl", 0, "");
  }

  /** Says hello, with the abilities of VS Code unless others are given. */
  async initialize(
    initializationOptions: object = {},
    capabilities: unknown = editorAbilities,
  ): Promise<void> {
    this.initialized = await this.#connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities,
      initializationOptions: { status: true, ...initializationOptions },
    });
    await this.#connection.sendNotification("initialized", {});
  }

  /** Changes what is set below `tunewright`. */
  async settings(tunewright: unknown): Promise<void> {
    await this.#connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { tunewright },
    });
  }

  async open(text: string, uri = this.document.uri): Promise<void> {
    this.document = TextDocument.create(uri, "jsonl", 1, text);
    await this.notify("textDocument/didOpen", {
      textDocument: { uri, languageId: "jsonl", version: 1, text },
    });
  }

  async notify(method: string, params: unknown): Promise<void> {
    await this.#connection.sendNotification(method, params);
  }

  /** What was published last for a document or file. */
  published(uri: string): readonly Diagnostic[] | undefined {
    return this.#published.get(uri)?.diagnostics;
  }

  async change(contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const { uri, version } = this.document;
    TextDocument.update(this.document, contentChanges, version + 1);
    await this.#connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: version + 1 },
      contentChanges,
    });
  }

  /** Makes edits the way an editor does: from the last to the first, so that none moves another. */
  async apply(edits: readonly TextEdit[]): Promise<void> {
    // Throws where two edits overlap, which the protocol forbids.
    TextDocument.applyEdits(this.document, [...edits]);
    const ordered = edits.toSorted(
      (a, b) => this.document.offsetAt(b.range.start) - this.document.offsetAt(a.range.start),
    );
    await this.change(ordered.map(({ range, newText }) => ({ range, text: newText })));
  }

  /** All code actions for the whole document, edits included. */
  async codeActions(only?: readonly string[]): Promise<readonly CodeAction[]> {
    const actions = await this.#connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: this.document.uri },
      range: {
        start: { line: 0, character: 0 },
        end: this.document.positionAt(this.document.getText().length),
      },
      context: { diagnostics: [], ...(only !== undefined && { only }) },
    });
    return Promise.all(actions.map((action) => this.#resolved(action)));
  }

  async #resolved(action: CodeAction): Promise<CodeAction> {
    if (action.edit !== undefined) return action;
    return this.#connection.sendRequest<CodeAction>("codeAction/resolve", action);
  }

  async request<Result>(method: string, params: unknown): Promise<Result> {
    return this.#connection.sendRequest<Result>(method, params);
  }

  /** The diagnostics of the document as it is now: a request makes the server finish its check. */
  async diagnostics(): Promise<readonly Diagnostic[]> {
    await this.request("textDocument/hover", {
      textDocument: { uri: this.document.uri },
      position: { line: 0, character: 0 },
    });
    // The server does not repeat itself where an edit has changed no finding.
    const published = this.#published.get(this.document.uri);
    if (published === undefined) throw new Error("Nothing was published.");
    return published.diagnostics;
  }

  /** The same after the rules that take longer have answered as well. */
  async completeDiagnostics(): Promise<readonly Diagnostic[]> {
    await this.until(() => {
      const { uri, version } = this.document;
      const status = this.#statuses.get(uri);
      return status?.version === version && status.isComplete;
    });
    return this.published(this.document.uri) ?? [];
  }

  /** Resolves as soon as something is so that the server tells of. */
  async until(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }

  /** Ends the conversation as an editor does and gives the server's exit code. */
  async quit(): Promise<number | null> {
    await this.#connection.sendRequest("shutdown");
    await this.#connection.sendNotification("exit");
    return this.#exited;
  }

  /** Ends the server at once. Nothing of it keeps this process alive. */
  kill(): void {
    this.#connection.dispose();
    this.#process.kill("SIGKILL");
    for (const stream of this.#process.stdio) stream?.destroy();
    this.#process.unref();
  }
}

/** The text edits of an action for the open document. */
export function editsOf({ edit }: CodeAction): readonly TextEdit[] {
  const plain = Object.values(edit?.changes ?? {}).flat();
  const versioned = (edit?.documentChanges ?? []).flatMap((change) =>
    "edits" in change ? change.edits.filter((one): one is TextEdit => "newText" in one) : [],
  );
  return [...plain, ...versioned];
}
