import type { Node } from "jsonc-parser";
import { createScanner } from "jsonc-parser";
import type { Edit } from "../json/span.js";

/** How a new entry is laid out: nothing where it goes on the line of its container. */
export interface EntryLayout {
  readonly ending: string;
  /** What stands before the entry on its line. */
  readonly indent: string;
  /** How much deeper what is in it stands. */
  readonly unit: string;
}

/**
 * The edits that put an entry at the end of an object or a list, laid out as its neighbours are. All
 * other text stays, comments and trailing commas included.
 */
export function appendEntry(
  text: string,
  container: Node,
  write: (layout: EntryLayout | undefined) => string,
): readonly Edit[] {
  const close = container.offset + container.length - 1;
  const layout = layoutIn(text, container);
  const last = container.children?.at(-1);
  const lastEnd = last === undefined ? undefined : last.offset + last.length;
  const hasTrailingComma = lastEnd !== undefined && startsWithComma(text.slice(lastEnd, close));
  const position = text.slice(0, close).trimEnd().length;
  const entry =
    layout === undefined
      ? inlineEntry(write(layout), container)
      : layout.ending + layout.indent + write(layout) + commaWhere(hasTrailingComma);
  const isClosedBelow = layout === undefined || text.slice(position, close).includes("\n");
  const after = isClosedBelow ? "" : layout.ending + indentAt(text, container.offset);
  if (lastEnd === undefined || hasTrailingComma) return [insertion(position, entry + after)];
  if (lastEnd === position) return [insertion(position, `,${entry}${after}`)];
  return [insertion(lastEnd, ","), insertion(position, entry + after)];
}

function inlineEntry(entry: string, { type, children = [] }: Node): string {
  if (children.length > 0) return ` ${entry}`;
  return type === "object" ? ` ${entry} ` : entry;
}

function commaWhere(isWanted: boolean): string {
  return isWanted ? "," : "";
}

function insertion(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}

/** The layout of a container over several lines; one on one line stays on it. */
function layoutIn(text: string, container: Node): EntryLayout | undefined {
  if (isInline(text, container)) return undefined;
  const { offset, children: [first] = [] } = container;
  const ending = text.includes("\r\n") ? "\r\n" : "\n";
  const [, unit = "  "] = /\n([ \t]+)\S/.exec(text) ?? [];
  const outer = indentAt(text, offset);
  const inner = first === undefined ? outer + unit : indentAt(text, first.offset);
  return { ending, indent: inner.length > outer.length ? inner : outer + unit, unit };
}

/** Whether all is on one line; an empty container is as what it is in, and a whole file is not. */
function isInline(text: string, { offset, length, children = [], parent }: Node): boolean {
  if (text.slice(offset, offset + length).includes("\n")) return false;
  if (children.length > 0) return true;
  return parent !== undefined && isInline(text, parent);
}

/** The white space at the start of the line of an offset. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** Whether a comma comes first, comments apart. */
function startsWithComma(text: string): boolean {
  const scanner = createScanner(text, true);
  scanner.scan();
  return text[scanner.getTokenOffset()] === ",";
}
