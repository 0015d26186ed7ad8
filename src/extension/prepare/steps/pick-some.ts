import * as vscode from "vscode";
import type { Answer, PickRequest, StepPlace } from "../../tuning/launch/steps.js";
import { answerOf } from "../../tuning/launch/steps.js";

/** A question with a list of which any number may be chosen. */
export interface PickSomeRequest<Item extends vscode.QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  readonly place: StepPlace;
  /** Those with `picked` are chosen to begin with. */
  readonly items: readonly Item[];
  /** What is wrong with a choice, or nothing. */
  readonly problem?: (chosen: readonly Item[]) => string | undefined;
}

/** Lets a person choose some of a list. */
export async function pickSome<Item extends vscode.QuickPickItem>(
  request: PickSomeRequest<Item>,
): Promise<Answer<readonly Item[]>> {
  const { title, placeholder, place, items, problem } = request;
  const list = vscode.window.createQuickPick<Item>();
  list.title = title;
  list.placeholder = placeholder;
  list.canSelectMany = true;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.ignoreFocusOut = true;
  list.items = items;
  list.selectedItems = items.filter(({ picked }) => picked === true);
  const answered = answerOf(list, place, () => {
    const fault = problem?.(list.selectedItems);
    if (fault === undefined) return list.selectedItems;
    list.placeholder = fault;
    return undefined;
  });
  list.show();
  try {
    return await answered;
  } finally {
    list.dispose();
  }
}

/** A line of a list that is to be read, or one that does something. */
export interface LineItem<Action> extends vscode.QuickPickItem {
  readonly action?: Action;
}

/** Shows what would come of something, with what can be done about it on top. */
export async function pickAction<Action>(
  request: Omit<PickRequest<LineItem<Action>>, "isUsual" | "items"> & {
    readonly items: readonly LineItem<Action>[];
  },
): Promise<Answer<Action>> {
  const { title, placeholder, place, items } = request;
  const list = vscode.window.createQuickPick<LineItem<Action>>();
  list.title = title;
  list.placeholder = placeholder;
  list.ignoreFocusOut = true;
  list.items = items;
  const first = items.find(({ action }) => action !== undefined);
  list.activeItems = first === undefined ? [] : [first];
  const answered = answerOf(list, place, () => list.selectedItems[0]?.action);
  list.show();
  try {
    return await answered;
  } finally {
    list.dispose();
  }
}
