import type { Range, SelectionRange } from "vscode-languageserver";
import type { JsonNode } from "../core/json/json-node.js";
import type { Span } from "../core/json/span.js";
import { contentSpan, readTolerantly } from "../core/json/tolerant-reader.js";
import { recordSpan } from "../core/dataset/record-span.js";
import type { DocumentPosition, LineDocument } from "./line-document.js";

/** Values that are nested deeper than this are selected together with what is around them. */
const deepest = 100;

/**
 * What to select when a selection grows: word, text, quoted text, member, object, and so on up to
 * the record, the line and the document.
 */
export function selectionRange(
  document: LineDocument,
  { line, character }: DocumentPosition,
): SelectionRange {
  const text = document.recordText(line);
  const mark = document.markLength(line);
  const offset = Math.min(Math.max(character - mark, 0), text.length);
  const ranges = growing([wholeDocument(document), ...spansAt(text, offset).map(toRange)]);
  const [outermost, ...inner] = ranges;
  return inner.reduce<SelectionRange>((parent, range) => ({ range, parent }), {
    range: outermost ?? toRange({ start: offset, end: offset }),
  });

  function toRange({ start, end }: Span): Range {
    return {
      start: { line, character: start + mark },
      end: { line, character: end + mark },
    };
  }
}

function wholeDocument(document: LineDocument): Range {
  const line = Math.max(document.lines.length - 1, 0);
  const character = document.lines[line]?.text.length ?? 0;
  return { start: { line: 0, character: 0 }, end: { line, character } };
}

/** The spans around an offset from the line inwards. */
function spansAt(text: string, offset: number): readonly Span[] {
  const spans: Span[] = [{ start: 0, end: text.length }, recordSpan(text)];
  let nodes: readonly JsonNode[] = readTolerantly(text);
  for (let depth = 0; depth < deepest; depth += 1) {
    const node = nodes.find((candidate) => touches(candidate, offset));
    if (node === undefined) return spans;
    spans.push(...spansOf(text, node, offset));
    nodes = childrenOf(node, offset, spans);
  }
  return spans;
}

/** What is to be looked at next; the member around the offset is added to the spans. */
function childrenOf(node: JsonNode, offset: number, spans: Span[]): readonly JsonNode[] {
  if (node.kind === "array") return node.items;
  if (node.kind !== "object") return [];
  const member = node.members.find(
    ({ key, value }) => key.start <= offset && offset <= Math.max(value.end, key.end),
  );
  if (member === undefined) return [];
  const { key, value } = member;
  spans.push({ start: key.start, end: Math.max(value.end, key.end) });
  return [key, value];
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function spansOf(text: string, node: JsonNode, offset: number): readonly Span[] {
  const whole = { start: node.start, end: node.end };
  if (node.kind !== "string") return [whole];
  const content = contentSpan(text, node);
  if (!touches(content, offset)) return [whole];
  const word = wordAt(text, content, offset);
  return word === undefined ? [whole, content] : [whole, content, word];
}

/** The word at an offset of a string's content; the letters of an escape belong to no word. */
function wordAt(text: string, { start, end }: Span, offset: number): Span | undefined {
  const content = text.slice(start, end);
  const piece = /\\(?:u[0-9A-Fa-f]{4}|.)|[\p{L}\p{N}\p{M}_]+/gsu;
  for (const { index, 0: found } of content.matchAll(piece)) {
    const span = { start: start + index, end: start + index + found.length };
    if (span.start > offset) return undefined;
    if (!found.startsWith("\\") && touches(span, offset)) return span;
  }
  return undefined;
}

/** Leaves out what is not smaller than what is around it. */
function growing(ranges: readonly Range[]): readonly Range[] {
  const kept: Range[] = [];
  for (const range of ranges) {
    const outer = kept.at(-1);
    if (outer === undefined || (isWithin(range, outer) && !isWithin(outer, range))) {
      kept.push(range);
    }
  }
  return kept;
}

function isWithin(inner: Range, outer: Range): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function isBefore(a: DocumentPosition, b: DocumentPosition): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
