import * as vscode from "vscode";
import type { RecipeFinding, RecipeLook, RecipeText } from "../../protocol/recipe-messages.js";
import { recipeLanguage } from "../prepare-part.js";
import type { AllowedHosts } from "./allowed-hosts.js";
import { diagnosticOf, rangeIn } from "./finding-diagnostics.js";
import type { RecipeProcess } from "./recipe-process.js";

/** What is known of an open recipe. */
export interface RecipeState {
  readonly isLooking: boolean;
  readonly look: RecipeLook | undefined;
  /** Why it could not be looked at. */
  readonly failure: string | undefined;
}

interface Watched {
  readonly document: vscode.TextDocument;
  state: RecipeState;
  textTimer: ReturnType<typeof setTimeout> | undefined;
  lookTimer: ReturnType<typeof setTimeout> | undefined;
}

/** After the last key: the text alone is read soon, its sources when typing rests. */
const textAfterMs = 150;
const lookAfterMs = 700;

/** Looks at open recipes whenever they change, and shows what is found. */
export class RecipeLooks implements vscode.Disposable {
  readonly #process: RecipeProcess;
  readonly #hosts: AllowedHosts;
  readonly #log: vscode.LogOutputChannel;
  /** Of the text alone and of the rows: markers move with the text until they are set anew. */
  readonly #ofText = vscode.languages.createDiagnosticCollection("tunewright-recipe");
  readonly #ofRows = vscode.languages.createDiagnosticCollection("tunewright-recipe-rows");
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #watched = new Map<string, Watched>();
  readonly #registrations: readonly vscode.Disposable[];

  readonly onDidChange = this.#changes.event;

  constructor(process: RecipeProcess, hosts: AllowedHosts, log: vscode.LogOutputChannel) {
    this.#process = process;
    this.#hosts = hosts;
    this.#log = log;
    const add = (document: vscode.TextDocument): void => this.#add(document);
    this.#registrations = [
      this.#ofText,
      this.#ofRows,
      this.#changes,
      vscode.workspace.onDidOpenTextDocument(add),
      vscode.workspace.onDidCloseTextDocument((document) => this.#remove(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#changed(document)),
      // A source may have been saved.
      vscode.window.onDidChangeActiveTextEditor(
        (editor) => editor && this.#lookSoon(editor.document),
      ),
    ];
    vscode.workspace.textDocuments.forEach(add);
  }

  stateOf(uri: vscode.Uri): RecipeState | undefined {
    return this.#watched.get(uri.toString())?.state;
  }

  /** Looks at a recipe now. */
  async look(document: vscode.TextDocument): Promise<RecipeState | undefined> {
    this.#add(document);
    const watched = this.#watched.get(document.uri.toString());
    if (watched !== undefined) await this.#look(watched);
    return watched?.state;
  }

  dispose(): void {
    for (const { document } of this.#watched.values()) this.#remove(document);
    for (const registration of this.#registrations) registration.dispose();
  }

  #add(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (document.languageId !== recipeLanguage || this.#watched.has(key)) return;
    const state: RecipeState = { isLooking: true, look: undefined, failure: undefined };
    this.#watched.set(key, { document, state, textTimer: undefined, lookTimer: undefined });
    this.#changed(document);
  }

  #remove(document: vscode.TextDocument): void {
    const watched = this.#watched.get(document.uri.toString());
    if (watched === undefined) return;
    clearTimeout(watched.textTimer);
    clearTimeout(watched.lookTimer);
    this.#watched.delete(document.uri.toString());
    this.#ofText.delete(document.uri);
    this.#ofRows.delete(document.uri);
  }

  #changed(document: vscode.TextDocument): void {
    const watched = this.#watched.get(document.uri.toString());
    if (watched === undefined) return;
    clearTimeout(watched.textTimer);
    watched.textTimer = setTimeout(() => void this.#readText(watched), textAfterMs);
    this.#lookSoon(document);
  }

  #lookSoon(document: vscode.TextDocument): void {
    const watched = this.#watched.get(document.uri.toString());
    if (watched === undefined) return;
    clearTimeout(watched.lookTimer);
    watched.lookTimer = setTimeout(() => void this.#look(watched), lookAfterMs);
  }

  async #readText({ document }: Watched): Promise<void> {
    const { version } = document;
    try {
      const findings = await this.#process.desk.readText(recipeText(document));
      if (document.version === version) this.#show(this.#ofText, document, findings);
    } catch (error) {
      this.#log.warn(`${document.uri.fsPath}: ${String(error)}`);
    }
  }

  async #look(watched: Watched): Promise<void> {
    const { document } = watched;
    const { version } = document;
    this.#set(watched, { ...watched.state, isLooking: true });
    const state = await this.#stateOf(document, watched.state);
    if (state === undefined || document.version !== version) return;
    this.#set(watched, state);
    const findings = state.look?.findings ?? [];
    const ofText = new Set(
      (this.#ofText.get(document.uri) ?? []).map((one) => keyOf(one.message, one.range)),
    );
    const others = findings.filter(
      ({ message, start, end }) => !ofText.has(keyOf(message, rangeIn(document, { start, end }))),
    );
    this.#show(this.#ofRows, document, others);
  }

  async #stateOf(
    document: vscode.TextDocument,
    before: RecipeState,
  ): Promise<RecipeState | undefined> {
    try {
      const look = await this.#process.desk.look({
        ...recipeText(document),
        allowedHosts: vscode.workspace.isTrusted ? this.#hosts.all : [],
      });
      return look === null ? undefined : { isLooking: false, look, failure: undefined };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      this.#log.warn(`${document.uri.fsPath}: ${failure}`);
      return { isLooking: false, look: before.look, failure };
    }
  }

  #set(watched: Watched, state: RecipeState): void {
    watched.state = state;
    this.#changes.fire(watched.document.uri);
  }

  #show(
    collection: vscode.DiagnosticCollection,
    document: vscode.TextDocument,
    findings: readonly RecipeFinding[],
  ): void {
    if (document.isClosed) return;
    collection.set(
      document.uri,
      findings.map((finding) => diagnosticOf(document, finding)),
    );
  }
}

/** A recipe as it is sent. Sources are read only beside a file on this machine. */
export function recipeText(document: vscode.TextDocument): RecipeText {
  const path = document.uri.scheme === "file" ? document.uri.fsPath : null;
  return { path, text: document.getText() };
}

function keyOf(message: string, { start }: vscode.Range): string {
  return `${start.line}:${start.character} ${message}`;
}
