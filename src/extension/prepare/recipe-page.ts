import * as vscode from "vscode";
import type { RecipeLook } from "../../protocol/recipe-messages.js";
import type { RecipePageHost, RecipePageState, RecipePageUi } from "../../protocol/recipe-page.js";
import { isPlace, isRecipePageMemory } from "../../protocol/recipe-page.js";
import { isRecipePath } from "../../core/prepare/recipe/recipe-path.js";
import { checked, connect } from "../../protocol/rpc.js";
import { recipePageType } from "../prepare-part.js";
import { pageFolder, webviewPage, webviewPort } from "../webview-page.js";
import type { AllowedHosts } from "./allowed-hosts.js";
import type { RecipeLooks, RecipeState } from "./recipe-looks.js";
import { rangeIn } from "./finding-diagnostics.js";

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
    if (open === undefined) this.#take(newPanel(), document);
    else open.reveal(undefined, true);
    await this.#allowAndLook(document);
  }

  /** Takes a page that was open before the editor started anew; nobody is asked for hosts then. */
  async restore(panel: vscode.WebviewPanel, memory: unknown): Promise<void> {
    const recipe = isRecipePageMemory(memory) ? vscode.Uri.parse(memory.recipe) : undefined;
    // What a page remembers names no file but a recipe.
    if (recipe?.scheme !== "file" || !isRecipePath(recipe.path)) {
      panel.dispose();
      return;
    }
    const document = await vscode.workspace.openTextDocument(recipe);
    this.#take(panel, document);
    await this.#context.looks.look(document);
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
  }

  #take(panel: vscode.WebviewPanel, document: vscode.TextDocument): void {
    const { extensionUri, looks } = this.#context;
    const key = document.uri.toString();
    const title = vscode.l10n.t("Preview of {0}", nameOf(document));
    panel.title = title;
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
    this.#panels.set(key, panel);
    const state = (): RecipePageState => stateOf(document, looks);
    const connection = connect<RecipePageHost, RecipePageUi>(webviewPort(panel.webview), {
      ready: () => ({
        state: state(),
        memory: { recipe: key },
        translation: vscode.l10n.bundle ?? null,
      }),
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

function newPanel(): vscode.WebviewPanel {
  const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  return vscode.window.createWebviewPanel(recipePageType, "", place);
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
