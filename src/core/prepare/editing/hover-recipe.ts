import * as l10n from "@vscode/l10n";
import type { SourceFacts } from "../column-facts.js";
import { ColumnNames } from "../templates/column-names.js";
import { templateFunctions } from "../templates/template-functions.js";
import { columnWords } from "./column-words.js";
import type { RecipeCursor } from "./recipe-cursor.js";
import { recipeCursor } from "./recipe-cursor.js";
import { keyAt, plainShapes, topKeys } from "./shape-at.js";

/** What there is to say of a word: a title, and paragraphs of plain text. */
export interface RecipeNote {
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

type Note = Omit<RecipeNote, "end" | "start">;

/** Says what stands at an offset: a key, a column, a choice, a function. */
export function hoverRecipe(
  text: string,
  offset: number,
  facts: SourceFacts | undefined,
): RecipeNote | undefined {
  const end = offset + (/^[\p{L}\p{N}_$-]*/u.exec(text.slice(offset))?.[0].length ?? 0);
  const cursor = recipeCursor(text, end);
  if (cursor.word === "" || inComment(text, cursor.start)) return undefined;
  const note = noteOf(cursor, { text, facts, isKey: /^["']?\s*:(?:\s|$)/.test(text.slice(end)) });
  return note && { ...note, start: cursor.start, end };
}

function inComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^\s*#/.test(line);
}

interface Around {
  readonly text: string;
  readonly facts: SourceFacts | undefined;
  readonly isKey: boolean;
}

function noteOf(cursor: RecipeCursor, { text, facts, isKey }: Around): Note | undefined {
  const { word, kind, path } = cursor;
  const keys = topKeys(text);
  if (kind === "tag") return columnNote(word, facts) ?? functionNote(word);
  if (isKey) {
    const key = keyAt([...path, word], keys);
    return (
      key && {
        title: word,
        paragraphs: [key.what, l10n.t("Example: {0}", `${word}: ${key.example}`)],
      }
    );
  }
  const shape = keyAt(path, keys)?.shape;
  const choices = shape === undefined ? [] : plainShapes(shape);
  for (const choice of choices) {
    const what = choice.kind === "choice" ? choice.values[word] : undefined;
    if (what !== undefined) return { title: word, paragraphs: [what] };
  }
  return columnNote(word, facts);
}

function columnNote(word: string, facts: SourceFacts | undefined): Note | undefined {
  if (facts === undefined) return undefined;
  const index = new ColumnNames(facts.columns).variable(word);
  const column = index === undefined ? undefined : facts.columns[index];
  return column && { title: column.name, paragraphs: columnWords(column, facts) };
}

function functionNote(word: string): Note | undefined {
  const known = Object.hasOwn(templateFunctions, word) ? templateFunctions[word] : undefined;
  return known && { title: known.signature, paragraphs: [known.what] };
}
