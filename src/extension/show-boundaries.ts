import * as vscode from "vscode";
import type { BoundariesAnswer, PlainRange } from "../protocol/dataset-messages.js";
import { boundariesIn } from "../protocol/dataset-messages.js";
import { isDataset } from "./dataset-documents.js";
import type { App } from "./start.js";

/** How long scrolling and typing have to rest before the lines in view are looked at. */
const restMs = 100;

/** What is marked, with the colour of the theme for it. */
const colours: Readonly<Record<keyof BoundariesAnswer, string>> = {
  leadingSpaces: "tunewright.leadingSpaceBackground",
  separators: "tunewright.separatorBackground",
  stopSequences: "tunewright.stopSequenceBackground",
};

/**
 * Marks where prompts end and completions start and end, on the lines in view, where a person has
 * asked for it by a setting. Returns the disposable that ends it.
 */
export function showBoundaries(app: App): vscode.Disposable {
  let shown: Boundaries | undefined;
  const follow = (): void => {
    const isWanted = vscode.workspace
      .getConfiguration("tunewright")
      .get<boolean>("highlight.boundaries", false);
    if (isWanted) shown ??= new Boundaries(app);
    else {
      shown?.dispose();
      shown = undefined;
    }
  };
  follow();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("tunewright.highlight")) follow();
    }),
    { dispose: () => shown?.dispose() },
  );
}

/** The marks of all editors. A class because it lives as long as the setting is on. */
class Boundaries {
  readonly #app: App;
  readonly #kinds: readonly Kind[];
  readonly #subscriptions: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(app: App) {
    this.#app = app;
    this.#kinds = decorationKinds();
    const lookAgain = (): void => this.#schedule();
    this.#subscriptions = vscode.Disposable.from(
      ...this.#kinds.map(({ decoration }) => decoration),
      vscode.window.onDidChangeVisibleTextEditors(lookAgain),
      vscode.window.onDidChangeTextEditorVisibleRanges(lookAgain),
      // A check may have found another separator.
      app.client.onStatus(lookAgain),
    );
    this.#schedule();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const editor of vscode.window.visibleTextEditors) {
        if (!isDataset(editor.document)) continue;
        this.#mark(editor).catch((error: unknown) => this.#app.log.warn(String(error)));
      }
    }, restMs);
  }

  async #mark(editor: vscode.TextEditor): Promise<void> {
    const { document, visibleRanges } = editor;
    const { version } = document;
    const request = {
      uri: document.uri.toString(),
      firstLine: Math.min(...visibleRanges.map(({ start }) => start.line)),
      lastLine: Math.max(...visibleRanges.map(({ end }) => end.line)),
    };
    await this.#app.client.start();
    const answer = await this.#app.client.ask(boundariesIn, request);
    // The next check tells of the text as it is now.
    if (document.version !== version) return;
    for (const { name, decoration } of this.#kinds) {
      editor.setDecorations(decoration, answer[name].map(toRange));
    }
  }
}

interface Kind {
  readonly name: keyof BoundariesAnswer;
  readonly decoration: vscode.TextEditorDecorationType;
}

function decorationKinds(): readonly Kind[] {
  const names = ["leadingSpaces", "separators", "stopSequences"] as const;
  return names.map((name) => ({
    name,
    decoration: vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor(colours[name]),
      // High contrast has a border where others have a background.
      border: "1px solid",
      borderColor: new vscode.ThemeColor("tunewright.boundaryBorder"),
      borderRadius: "2px",
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  }));
}

function toRange({ start, end }: PlainRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
