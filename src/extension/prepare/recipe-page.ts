import * as vscode from "vscode";
import type { RecipeLook } from "../../protocol/recipe-messages.js";
import type { RecipePageHost, RecipePageState, RecipePageUi } from "../../protocol/recipe-page.js";
import { isPlace } from "../../protocol/recipe-page.js";
import { checked, connect } from "../../protocol/rpc.js";
import { pageFolder, webviewPage, webviewPort } from "../webview-page.js";
import type { AllowedHosts } from "./allowed-hosts.js";
import type { RecipeLooks, RecipeState } from "./recipe-looks.js";
import { rangeIn } from "./finding-diagnostics.js";

const viewType = "tunewright.recipe";

interface PageContext {
  readonly extensionUri: vscode.Uri;
  readonly looks: RecipeLooks;
  readonly hosts: AllowedHosts;
}

/** The previews that are open. */
export class RecipePages implements vscode.Disposable {
  readonly #context: PageContext;
  readonly #panels = new Map<string, vscode.WebviewPanel>();

  constructor(context: PageContext) {
    this.#context = context;
  }

  /** Shows what a recipe makes, beside it; a page that is open is brought to the front. */
  async show(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    const open = this.#panels.get(key);
    if (open === undefined) this.#open(document);
    else open.reveal(undefined, true);
    await this.#allowAndLook(document);
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
  }

  #open(document: vscode.TextDocument): void {
    const { extensionUri, looks } = this.#context;
    const key = document.uri.toString();
    const title = vscode.l10n.t("Preview of {0}", nameOf(document));
    const panel = vscode.window.createWebviewPanel(
      viewType,
      title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] },
    );
    this.#panels.set(key, panel);
    const state = (): RecipePageState => stateOf(document, looks);
    const connection = connect<RecipePageHost, RecipePageUi>(webviewPort(panel.webview), {
      ready: () => ({ state: state(), translation: vscode.l10n.bundle ?? null }),
      reveal: checked(isPlace, (place) => reveal(document, place)),
      allow: () => this.#allowAndLook(document),
      prepare: () => void vscode.commands.executeCommand("tunewright.prepareRecipe", document.uri),
    });
    const changes = looks.onDidChange((uri) => {
      if (uri.toString() === key && panel.visible)
        void connection.remote.show(state()).catch(() => undefined);
    });
    panel.onDidDispose(() => {
      changes.dispose();
      connection.dispose();
      this.#panels.delete(key);
    });
    panel.webview.html = webviewPage(panel.webview, { extensionUri, name: "recipe", title });
  }

  /** Looks; where hosts have to be allowed first, asks and looks again. */
  async #allowAndLook(document: vscode.TextDocument): Promise<void> {
    const { looks, hosts } = this.#context;
    const state = await looks.look(document);
    const [host] = state?.look?.unreachedHosts ?? [];
    if (host !== undefined && (await hosts.ask(host))) await this.#allowAndLook(document);
  }
}

function stateOf(document: vscode.TextDocument, looks: RecipeLooks): RecipePageState {
  const { isLooking, look, failure } = looks.stateOf(document.uri) ?? nothingYet;
  const { preview, findings, unreachedHosts } = look ?? emptyLook;
  const name = nameOf(document);
  return { name, isLooking, preview, findings, failure: failure ?? null, unreachedHosts };
}

const nothingYet: RecipeState = { isLooking: true, look: undefined, failure: undefined };
const emptyLook: RecipeLook = { preview: null, findings: [], unreachedHosts: [] };

async function reveal(
  document: vscode.TextDocument,
  place: { readonly start: number; readonly end: number },
): Promise<void> {
  await vscode.window.showTextDocument(document, {
    selection: rangeIn(document, place),
    viewColumn: vscode.ViewColumn.One,
  });
}

function nameOf({ uri }: vscode.TextDocument): string {
  return uri.path.split("/").at(-1) ?? "";
}
