import type { Range, TextEdit } from "vscode-languageserver";
import { layoutOf } from "../core/dataset/document-layout.js";
import { readLine } from "../core/dataset/read-line.js";
import type { JsonSpacing } from "../core/json/spacing.js";
import { spacingEdits } from "../core/json/spacing.js";
import type { LineDocument } from "./line-document.js";
import { documentSpacing } from "./record-sample.js";

/** How many lines are formatted in one step. */
const linesPerStep = 2_000;

/**
 * The edits that give the records of a document, or of some of its lines, the spacing that most of
 * its lines have. Only white space between tokens changes; blank and broken lines stay.
 *
 * A generator, so that large documents can be left off; the edits are its result.
 */
export function* formatEdits(
  document: LineDocument,
  range?: Range,
): Generator<void, TextEdit[], void> {
  const edits: TextEdit[] = [];
  // Lines of a document that is laid out over several lines are no records.
  if (layoutOf(textsOf(document)) === "document") return edits;
  const spacing = documentSpacing(document);
  const first = range?.start.line ?? 0;
  const last = Math.min(range?.end.line ?? Infinity, document.lines.length - 1);
  for (let line = first; line <= last; line += 1) {
    for (const edit of lineEdits(document, line, spacing)) edits.push(edit);
    if (line % linesPerStep === linesPerStep - 1) yield;
  }
  return edits;
}

function lineEdits(
  document: LineDocument,
  line: number,
  spacing: JsonSpacing,
): readonly TextEdit[] {
  const text = document.recordText(line);
  const edits = spacingEdits(text, spacing);
  if (edits.length === 0 || readLine(text).kind !== "record") return [];
  const mark = document.markLength(line);
  return edits.map(({ span, text: newText }) => ({
    range: {
      start: { line, character: span.start + mark },
      end: { line, character: span.end + mark },
    },
    newText,
  }));
}

function* textsOf(document: LineDocument): Generator<string> {
  for (let line = 0; line < document.lines.length; line += 1) yield document.recordText(line);
}
