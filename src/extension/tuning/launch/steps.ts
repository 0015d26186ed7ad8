import * as vscode from "vscode";

/** What came of asking a person. */
export type Answer<Value> =
  | { readonly kind: "back" }
  | { readonly kind: "closed" }
  | { readonly kind: "value"; readonly value: Value };

/** Where a question stands among the others. */
export interface StepPlace {
  readonly number: number;
  readonly of: number;
  readonly canGoBack: boolean;
}

/** One question of several that fill in a draft. */
export interface Step<Draft> {
  /** Whether there is anything to ask. */
  isNeeded(draft: Draft): boolean;
  ask(draft: Draft, place: StepPlace): Promise<Answer<Draft>>;
}

/** Asks one question after the other; back works, and finds what was answered. `undefined` where the person closes one. */
export async function askSteps<Draft>(
  first: Draft,
  steps: readonly Step<Draft>[],
): Promise<Draft | undefined> {
  const trail: number[] = [];
  let draft = first;
  for (let index = 0; index < steps.length;) {
    const step = steps[index];
    if (step === undefined || !step.isNeeded(draft)) {
      index += 1;
      continue;
    }
    const place = placeOf(steps, { index, trail, draft });
    const answer = await step.ask(draft, place);
    if (answer.kind === "closed") return undefined;
    if (answer.kind === "back") {
      index = trail.pop() ?? 0;
      continue;
    }
    trail.push(index);
    draft = answer.value;
    index += 1;
  }
  return draft;
}

/** Numbers count what is asked: a question that is left out is none. */
function placeOf<Draft>(
  steps: readonly Step<Draft>[],
  { index, trail, draft }: { index: number; trail: readonly number[]; draft: Draft },
): StepPlace {
  const left = steps.slice(index).filter((step) => step.isNeeded(draft)).length;
  return { number: trail.length + 1, of: trail.length + left, canGoBack: trail.length > 0 };
}

/** A question with a list of answers. */
export interface PickRequest<Item extends vscode.QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  readonly place: StepPlace;
  /** May come later: the list is shown as busy until then. */
  readonly items: Promise<readonly Item[]> | readonly Item[];
  /** Whether an item is the one that a person is likeliest to want. */
  readonly isUsual: (item: Item) => boolean;
}

/** Lets a person pick one of a list. Rejects where the list cannot be had. */
export async function pick<Item extends vscode.QuickPickItem>(
  request: PickRequest<Item>,
): Promise<Answer<Item>> {
  const { title, placeholder, place, isUsual } = request;
  const list = vscode.window.createQuickPick<Item>();
  list.title = title;
  list.placeholder = placeholder;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.ignoreFocusOut = true;
  list.busy = true;
  const answered = answerOf(list, place, () => list.selectedItems[0]);
  list.show();
  try {
    const items = await Promise.race([request.items, answered.then(() => undefined)]);
    if (items !== undefined) {
      list.items = items;
      const choices = items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
      const usual = choices.find((item) => isUsual(item)) ?? choices[0];
      list.activeItems = usual === undefined ? [] : [usual];
      list.busy = false;
    }
    return await answered;
  } finally {
    list.dispose();
  }
}

/** A question with a text for an answer. */
export interface TextRequest {
  readonly title: string;
  readonly prompt: string;
  readonly place: StepPlace;
  readonly value: string;
  /** What is wrong with a text, or nothing. */
  readonly problem: (text: string) => string | undefined;
}

/** Lets a person write a text. */
export async function writeText(request: TextRequest): Promise<Answer<string>> {
  const { title, prompt, place, value, problem } = request;
  const box = vscode.window.createInputBox();
  box.title = title;
  box.prompt = prompt;
  box.value = value;
  box.ignoreFocusOut = true;
  const changes = box.onDidChangeValue((text) => (box.validationMessage = problem(text) ?? ""));
  const accepted = (): string | undefined =>
    problem(box.value) === undefined ? box.value : undefined;
  const answered = answerOf(box, place, accepted);
  box.show();
  try {
    return await answered;
  } finally {
    changes.dispose();
    box.dispose();
  }
}

/** A question that is open. */
interface Asking extends vscode.QuickInput {
  buttons: readonly vscode.QuickInputButton[];
  readonly onDidAccept: vscode.Event<void>;
  readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
}

/** Waits for the answer to a question that is about to be shown. */
export function answerOf<Value>(
  input: Asking,
  place: StepPlace,
  accepted: () => Value | undefined,
): Promise<Answer<Value>> {
  input.step = place.number;
  input.totalSteps = place.of;
  input.buttons = place.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    // They end with the input, which is disposed of when this has resolved.
    input.onDidAccept(() => {
      const value = accepted();
      if (value !== undefined) resolve({ kind: "value", value });
    });
    input.onDidTriggerButton(() => resolve({ kind: "back" }));
    input.onDidHide(() => resolve({ kind: "closed" }));
  });
}
