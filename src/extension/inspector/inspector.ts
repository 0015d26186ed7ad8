import * as vscode from "vscode";
import { isInspectorMemory, isModelName } from "../../protocol/inspector-checks.js";
import type { ModelName } from "../../protocol/inspector-page.js";
import { isObject } from "../../protocol/is-object.js";
import { activeDataset, isDataset } from "../dataset-documents.js";
import { inspectorViewType } from "../tuning/tuning.js";
import type { ModelChoices } from "./choose-model.js";
import { chooseModel, modelInPlaceOf, ownModel } from "./choose-model.js";
import type { RecordPlace } from "./inspected-record.js";
import type { InspectorContext } from "./inspector-page.js";
import { InspectorPage } from "./inspector-page.js";

/** What the Inspector is made from. */
export interface InspectorPowers
  extends ModelChoices, Omit<InspectorContext, "choose" | "modelsFor" | "remember"> {
  readonly state: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** The Inspector, of which there is one at a time. */
export interface Inspector extends vscode.Disposable {
  /** Shows what a model says to a record: that which is named, else that at the cursor. */
  inspect(given: unknown, line: unknown): Promise<void>;
  /** Takes a page that was open before the editor was started anew. */
  restore(panel: vscode.WebviewPanel, memory: unknown): Promise<void>;
}

const memoryKey = "tunewright.inspector.models";
/** Who walks through records does not want to ask for each of them. */
const followMs = 300;

/** Makes the Inspector. Nothing is shown before the first record. */
export function createInspector(powers: InspectorPowers): Inspector {
  const { state, runs } = powers;
  let page: InspectorPage | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const context: InspectorContext = {
    ...powers,
    choose: (title) => chooseModel(powers, title),
    modelsFor: (dataset, last) => modelsFor(dataset, last, runs()),
    remember: (models) => void state.update(memoryKey, models),
  };
  const take = (panel: vscode.WebviewPanel): InspectorPage => {
    const opened = new InspectorPage(panel, remembered(state), context);
    panel.onDidDispose(() => {
      opened.dispose();
      if (page === opened) page = undefined;
    });
    page = opened;
    return opened;
  };
  const open = (): InspectorPage => {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    return page ?? take(vscode.window.createWebviewPanel(inspectorViewType, "", place));
  };
  const follow = (editor: vscode.TextEditor | undefined): void => {
    if (editor === undefined || page?.isFollowing !== true || !isDataset(editor.document)) return;
    clearTimeout(timer);
    const place = placeIn(editor);
    timer = setTimeout(() => {
      page?.goTo(place).catch((error: unknown) => powers.log.warn(String(error)));
    }, followMs);
  };
  const following = vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => follow(textEditor)),
    vscode.window.onDidChangeActiveTextEditor(follow),
  );
  return {
    async inspect(given, line) {
      const place = placeOf(given, line);
      if (place === undefined) return;
      await open().inspect(place, isModelName(given) ? given : undefined);
    },
    async restore(panel, memory) {
      if (page === undefined && isInspectorMemory(memory)) await take(panel).restore(memory);
      else panel.dispose();
    },
    dispose() {
      clearTimeout(timer);
      following.dispose();
      page?.dispose();
    },
  };
}

/** What was asked last, unless this machine has a model of the dataset's own. */
function modelsFor(
  dataset: vscode.Uri,
  last: readonly ModelName[],
  runs: ReturnType<ModelChoices["runs"]>,
): readonly ModelName[] {
  const [asked, ...others] = last;
  if (asked === undefined) return [ownModel(runs, dataset) ?? []].flat();
  const isLocal = asked.provider === "local" && others.length === 0;
  return isLocal ? [modelInPlaceOf(asked, runs, dataset)] : last;
}

/** What CodeLens, menus and keys hand over: an address and a line, or nothing. */
function placeOf(given: unknown, line: unknown): RecordPlace | undefined {
  if (isObject(given) && typeof given["uri"] === "string")
    return placeOf(given["uri"], given["line"]);
  const named = typeof given === "string" ? vscode.Uri.parse(given, true) : undefined;
  if (named !== undefined && typeof line === "number") return { uri: named, line };
  if (activeDataset() === undefined) return undefined;
  const editor = vscode.window.activeTextEditor;
  return editor && placeIn(editor);
}

function placeIn({ document, selection }: vscode.TextEditor): RecordPlace {
  return { uri: document.uri, line: selection.active.line + 1 };
}

function remembered(state: vscode.Memento): readonly ModelName[] {
  const value = state.get<unknown>(memoryKey);
  return Array.isArray(value) ? value.filter(isModelName).slice(0, 2) : [];
}
