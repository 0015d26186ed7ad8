import * as vscode from "vscode";
import { isObject } from "../../protocol/is-object.js";
import { activeDataset, isDataset } from "../dataset-documents.js";
import type { ModelChoices, ModelName } from "./choose-model.js";
import { chooseModel, isModelName } from "./choose-model.js";
import type { RecordPlace } from "./inspected-record.js";
import type { InspectorContext } from "./inspector-page.js";
import { InspectorPage } from "./inspector-page.js";

/** What the Inspector is made from. */
export interface InspectorPowers
  extends ModelChoices, Omit<InspectorContext, "choose" | "remember"> {
  readonly state: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** The Inspector, of which there is one at a time. */
export interface Inspector extends vscode.Disposable {
  /** Shows what a model says to a record: that which is named, else that at the cursor. */
  inspect(given: unknown, line: unknown): Promise<void>;
}

const viewType = "tunewright.inspector";
const memoryKey = "tunewright.inspector.models";
/** Who walks through records does not want to ask for each of them. */
const followMs = 300;

/** Makes the Inspector. Nothing is shown before the first record. */
export function createInspector(powers: InspectorPowers): Inspector {
  const { state } = powers;
  let page: InspectorPage | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const context: InspectorContext = {
    ...powers,
    choose: (title) => chooseModel(powers, title),
    remember: (models) => void state.update(memoryKey, models),
  };
  const open = (): InspectorPage => {
    if (page !== undefined) return page;
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(viewType, "", place);
    const opened = new InspectorPage(panel, remembered(state), context);
    panel.onDidDispose(() => {
      opened.dispose();
      page = undefined;
    });
    page = opened;
    return opened;
  };
  const follow = ({ textEditor }: vscode.TextEditorSelectionChangeEvent): void => {
    if (page?.isFollowing !== true || !isDataset(textEditor.document)) return;
    clearTimeout(timer);
    const place = placeIn(textEditor);
    timer = setTimeout(() => {
      page?.inspect(place).catch((error: unknown) => powers.log.warn(String(error)));
    }, followMs);
  };
  const following = vscode.window.onDidChangeTextEditorSelection(follow);
  return {
    async inspect(given, line) {
      const place = placeOf(given, line);
      if (place === undefined) return;
      await open().inspect(place, isModelName(given) ? given : undefined);
    },
    dispose() {
      clearTimeout(timer);
      following.dispose();
      page?.dispose();
    },
  };
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
