import * as vscode from "vscode";
import type { RecipeFinding } from "../../protocol/recipe-messages.js";
import { launchLanguage } from "../prepare-part.js";
import { diagnosticOf } from "./finding-diagnostics.js";
import type { LaunchFileContext } from "./launch-context.js";
import { launchAround } from "./launch-context.js";

/** After the last key. */
const lookAfterMs = 150;

/** Looks at open launch files whenever they change, and shows what is found. */
export class LaunchLooks implements vscode.Disposable {
  readonly #context: LaunchFileContext;
  readonly #found = vscode.languages.createDiagnosticCollection("tunewright-launch");
  readonly #timers = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();
  readonly #registrations: readonly vscode.Disposable[];

  constructor(context: LaunchFileContext) {
    this.#context = context;
    const soon = (document: vscode.TextDocument): void => this.#lookSoon(document);
    const allSoon = (): void => vscode.workspace.textDocuments.forEach(soon);
    this.#registrations = [
      this.#found,
      vscode.workspace.onDidOpenTextDocument(soon),
      vscode.workspace.onDidCloseTextDocument((document) => this.#remove(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
      // What a launch file names may have come or gone.
      vscode.workspace.onDidSaveTextDocument(allSoon),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && soon(editor.document)),
    ];
    allSoon();
  }

  dispose(): void {
    for (const document of this.#timers.keys()) this.#remove(document);
    for (const registration of this.#registrations) registration.dispose();
  }

  #lookSoon(document: vscode.TextDocument): void {
    if (document.languageId !== launchLanguage || document.uri.scheme !== "file") return;
    clearTimeout(this.#timers.get(document));
    this.#timers.set(
      document,
      setTimeout(() => void this.#look(document), lookAfterMs),
    );
  }

  #remove(document: vscode.TextDocument): void {
    clearTimeout(this.#timers.get(document));
    this.#timers.delete(document);
    if (document.languageId === launchLanguage) this.#found.delete(document.uri);
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    const { version, uri } = document;
    const { process, log } = this.#context;
    try {
      const around = await launchAround(this.#context);
      const request = { ...around, path: uri.fsPath, text: document.getText() };
      const findings = await process.desk.lookAtLaunch(request);
      if (document.version === version && !document.isClosed) this.#show(document, findings);
    } catch (error) {
      log.warn(`${uri.fsPath}: ${String(error)}`);
    }
  }

  #show(document: vscode.TextDocument, findings: readonly RecipeFinding[]): void {
    this.#found.set(
      document.uri,
      findings.map((finding) => diagnosticOf(document, finding)),
    );
  }
}
