import * as vscode from "vscode";
import type { RecipeHover } from "../../protocol/recipe-messages.js";
import { rangeIn } from "./finding-diagnostics.js";

/** Something that may be written, as the process that reads recipes says it. */
interface Choice<Kind extends string> {
  readonly label: string;
  readonly kind: Kind;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  readonly detail: string;
  readonly documentation: string;
}

/** Choices as the editor offers them, in the order in which the documentation has them. */
export function completionItems<Kind extends string>(
  document: vscode.TextDocument,
  choices: readonly Choice<Kind>[],
  kinds: Readonly<Record<Kind, vscode.CompletionItemKind>>,
): vscode.CompletionItem[] {
  return choices.map((choice, index) => {
    const item = new vscode.CompletionItem(choice.label, kinds[choice.kind]);
    item.insertText = choice.insert;
    item.range = rangeIn(document, choice);
    item.detail = choice.detail;
    item.documentation = choice.documentation;
    item.sortText = String(index).padStart(4, "0");
    return item;
  });
}

/** A note as the editor shows it. */
export function hoverOf(
  document: vscode.TextDocument,
  note: RecipeHover | null,
): vscode.Hover | undefined {
  if (note === null) return undefined;
  const paragraphs = [note.title, ...note.paragraphs].map((text) =>
    // Values are other people's texts: nothing in them is markup.
    new vscode.MarkdownString().appendText(text),
  );
  return new vscode.Hover(paragraphs, rangeIn(document, note));
}
