// A stand-in for the editor's API that counts what is registered and not disposed of.
import { URI, Utils } from "vscode-uri";

/** What is registered now, by kind. */
export const registered = new Map<string, number>();

/** Commands that are registered now, with what they do. */
export const registeredCommands = new Map<string, (...args: unknown[]) => unknown>();

/** The account that the editor is signed in to, and the scopes that were asked for. */
export const microsoft = { token: "", scopes: [] as (readonly string[])[] };

export const authentication = {
  getSession: (_: string, scopes: readonly string[]) => {
    microsoft.scopes.push(scopes);
    return Promise.resolve({ accessToken: microsoft.token });
  },
};

/** Commands that were executed, with their arguments. */
export const executedCommands: unknown[] = [];

/** Messages that were shown. */
export const shownMessages: string[] = [];

export class Disposable {
  readonly #dispose: () => void;

  constructor(dispose: () => void) {
    this.#dispose = dispose;
  }

  static from(...disposables: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const disposable of disposables) disposable.dispose();
    });
  }

  dispose(): void {
    this.#dispose();
  }
}

/** Counts something as registered until it is disposed of, however often that is. */
export function register(kind: string): Disposable {
  registered.set(kind, (registered.get(kind) ?? 0) + 1);
  let isThere = true;
  return new Disposable(() => {
    if (!isThere) return;
    isThere = false;
    registered.set(kind, (registered.get(kind) ?? 0) - 1);
  });
}

/** Kinds of which something is still registered. */
export function leftRegistered(): readonly string[] {
  return [...registered].filter(([, count]) => count !== 0).map(([kind]) => kind);
}

export const StatusBarAlignment = { Left: 1, Right: 2 };
export const ProgressLocation = { Notification: 15 };

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };

export class TreeItem {
  readonly label: string;
  readonly collapsibleState: number;

  constructor(label: string, collapsibleState: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export class ThemeIcon {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export class MarkdownString {
  value: string;

  constructor(value = "") {
    this.value = value;
  }

  appendText(text: string): this {
    this.value += text;
    return this;
  }
}

export class EventEmitter<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  readonly event = (listener: (event: Event) => void): Disposable => {
    this.#listeners.add(listener);
    const registration = register("listener");
    return new Disposable(() => {
      this.#listeners.delete(listener);
      registration.dispose();
    });
  };

  fire(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

interface FakeDocument {
  readonly languageId: string;
  readonly uri: { readonly scheme: string; toString(): string };
  getText?(): string;
}

/** A document that is open with a text. */
export function openDocument(uri: string, text: string): FakeDocument {
  return { ...fakeDocument(uri), getText: () => text };
}

/** Files that the extension has written, by their URIs, in the order in which it last wrote them. */
export const files = new Map<string, Uint8Array>();

/** Where the person saves a file to; `undefined` where they close the question. */
export const savedTo: { uri: URI | undefined } = { uri: undefined };

/** Editors that were asked for, with what was selected in them. */
export const shownDocuments: { readonly uri: string; readonly line: number }[] = [];

/** A document as far as the extension looks at it. */
export function fakeDocument(uri: string, languageId = "jsonl"): FakeDocument {
  return { languageId, uri: { scheme: uri.split(":")[0] ?? "", toString: () => uri } };
}

export const openedDocument = new EventEmitter<FakeDocument>();
export const grantedTrust = new EventEmitter<void>();
export const closedDocument = new EventEmitter<FakeDocument>();
export const changedActiveEditor = new EventEmitter<unknown>();

/** The status bar item that was made last. */
export const statusBarItem = {
  text: "",
  name: "",
  command: "",
  tooltip: undefined as unknown,
  isVisible: false,
};

export const changedVisibleEditors = new EventEmitter<unknown>();
export const changedVisibleRanges = new EventEmitter<unknown>();
export const changedConfiguration = new EventEmitter<{
  affectsConfiguration(section: string): boolean;
}>();

/** What is set below `tunewright`. */
export const settings = new Map<string, unknown>();

/** What the workspace sets below `tunewright`. */
export const workspaceSettings = new Map<string, unknown>();

export const DecorationRangeBehavior = { ClosedClosed: 1 };

export class ThemeColor {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export const changedWindowState = new EventEmitter<{ readonly focused: boolean }>();

export { FakeUri as Uri };

const FakeUri = Object.assign(URI, { joinPath: Utils.joinPath });

export const ViewColumn = { Active: -1, Beside: -2, One: 1 };

export class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }
}

/** What the extension has written to the clipboard. */
export const copied: string[] = [];

/** A panel with a page, as far as the extension looks at it. */
export interface FakePanel {
  readonly webview: { html: string; options: unknown };
  visible: boolean;
  readonly title: string;
  /** What was sent to the page. */
  readonly sent: unknown[];
  /** Messages from the page. */
  readonly received: EventEmitter<unknown>;
  dispose(): void;
}

/** The panel that was opened last. */
export let lastPanel: FakePanel | undefined;

/** Opens a panel that shows a page. */
export function openPanel(): FakePanel {
  const received = new EventEmitter<unknown>();
  const disposed = new EventEmitter<void>();
  const registration = register("panel");
  const sent: unknown[] = [];
  const webview = {
    html: "",
    options: {},
    cspSource: "https://page.invalid",
    asWebviewUri: (uri: URI) => uri,
    onDidReceiveMessage: received.event,
    postMessage: (message: unknown) => Promise.resolve(sent.push(message) > 0),
  };
  const panel = {
    webview,
    visible: true,
    title: "",
    sent,
    received,
    onDidDispose: disposed.event,
    reveal: () => undefined,
    dispose() {
      disposed.fire();
      registration.dispose();
    },
  };
  lastPanel = panel;
  return panel;
}

export const window = {
  activeTextEditor: undefined as { readonly document: FakeDocument } | undefined,
  createOutputChannel: () => ({
    dispose: disposer("output channel"),
    error: () => undefined,
    show: () => undefined,
  }),
  createStatusBarItem: () =>
    Object.assign(statusBarItem, {
      dispose: disposer("status bar item"),
      show: () => void (statusBarItem.isVisible = true),
      hide: () => void (statusBarItem.isVisible = false),
    }),
  onDidChangeActiveTextEditor: changedActiveEditor.event,
  onDidChangeVisibleTextEditors: changedVisibleEditors.event,
  onDidChangeTextEditorVisibleRanges: changedVisibleRanges.event,
  visibleTextEditors: [],
  createTreeView: () => register("tree view"),
  createTextEditorDecorationType: () => register("decoration type"),
  registerWebviewPanelSerializer: () => register("panel serializer"),
  createWebviewPanel: () => openPanel(),
  onDidChangeWindowState: changedWindowState.event,
  setStatusBarMessage: () => undefined,
  showSaveDialog: () => Promise.resolve(savedTo.uri),
  showTextDocument: (uri: URI, { selection }: { readonly selection: Range }) => {
    shownDocuments.push({ uri: uri.toString(), line: selection.start.line + 1 });
    return Promise.resolve();
  },
  showErrorMessage: showMessage,
  showInformationMessage: showMessage,
};

function showMessage(message: string): Promise<undefined> {
  shownMessages.push(message);
  return Promise.resolve(undefined);
}

function disposer(kind: string): () => void {
  const registration = register(kind);
  return () => registration.dispose();
}

export const workspace = {
  textDocuments: [] as FakeDocument[],
  workspaceFolders: undefined,
  asRelativePath: ({ path }: URI) => path.split("/").at(-1) ?? "",
  fs: {
    writeFile: (uri: URI, content: Uint8Array) =>
      Promise.resolve(void files.set(uri.toString(), content)),
    rename: (from: URI, to: URI) => {
      const content = files.get(from.toString());
      if (content === undefined) return Promise.reject(new Error("There is no such file."));
      files.delete(from.toString());
      files.set(to.toString(), content);
      return Promise.resolve();
    },
    delete: (uri: URI) => Promise.resolve(void files.delete(uri.toString())),
  },
  onDidOpenTextDocument: openedDocument.event,
  onDidGrantWorkspaceTrust: grantedTrust.event,
  onDidChangeConfiguration: changedConfiguration.event,
  registerTextDocumentContentProvider: () => register("content provider"),
  getConfiguration: () => ({
    get: (name: string, value: unknown) => settings.get(name) ?? value,
    inspect: (name: string) => ({
      defaultValue: undefined,
      globalValue: settings.get(name),
      workspaceValue: workspaceSettings.get(name),
    }),
  }),
  onDidCloseTextDocument: closedDocument.event,
  getWorkspaceFolder: () => undefined,
};

export const commands = {
  registerCommand(id: string, run: (...args: unknown[]) => unknown): Disposable {
    registeredCommands.set(id, run);
    const registration = register("command");
    return new Disposable(() => {
      registeredCommands.delete(id);
      registration.dispose();
    });
  },
  executeCommand: (...call: readonly unknown[]) => {
    executedCommands.push(call);
    return Promise.resolve(undefined);
  },
};

export const env = {
  language: "en",
  clipboard: { writeText: (text: string) => Promise.resolve(copied.push(text)) },
};

export const l10n = {
  bundle: undefined,
  t: (given: string | { readonly message: string }, ...args: unknown[]): string =>
    (typeof given === "string" ? given : given.message).replace(/\{(\d+)\}/g, (_, index: string) =>
      String(args[Number(index)]),
    ),
};
