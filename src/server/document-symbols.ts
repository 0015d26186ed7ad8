import type { DocumentSymbol, Range } from "vscode-languageserver";
import { SymbolKind } from "vscode-languageserver";
import { recordSpan } from "../core/dataset/record-span.js";
import { layoutOf } from "../core/dataset/document-layout.js";
import { readLine } from "../core/dataset/read-line.js";
import type { Format } from "../core/formats/format.js";
import type { JsonMember, JsonNode, JsonObject, JsonValue } from "../core/json/json-node.js";
import { isJsonObject } from "../core/json/json-node.js";
import type { Span } from "../core/json/span.js";
import { looseText, looseValue, readTolerantly } from "../core/json/tolerant-reader.js";
import type { LineDocument } from "./line-document.js";
import { compactPreview } from "./preview.js";
import { speakerOf } from "./record-sample.js";
import type { RecordTexts } from "./record-texts.js";
import { recordTexts } from "./record-texts.js";

/** A document with more records than this has no outline: nobody could read it. */
const mostRecords = 5_000;
/** Fields are listed in small documents only. */
const mostRecordsWithFields = 500;
const mostCharactersWithFields = 500_000;
const mostChildren = 200;
/** Of longer lines only the start is read: it shows what the record is about. */
const longestLine = 20_000;
const longestName = 60;
const recordsPerStep = 500;

/**
 * The outline of a document: its records, in small documents with their fields and messages.
 * Nothing for a document with very many records.
 *
 * A generator, so that it can be left off when the document changes; the outline is its result.
 */
export function* documentSymbols(
  document: LineDocument,
  format: Format | undefined,
): Generator<void, DocumentSymbol[], void> {
  const lines = recordLines(document);
  if (lines === undefined || layoutOf(textsOf(document, lines)) === "document") return [];
  const symbols: DocumentSymbol[] = [];
  const withFields = isSmall(document, lines);
  for (const [index, line] of lines.entries()) {
    const outline = new LineOutline(document, line);
    const symbol = outline.record({ number: index + 1, format, withFields });
    if (symbol !== undefined) symbols.push(symbol);
    if (index % recordsPerStep === recordsPerStep - 1) yield;
  }
  return symbols;
}

/** The lines with anything on them, or `undefined` where they are too many. */
function recordLines(document: LineDocument): readonly number[] | undefined {
  const lines: number[] = [];
  for (let line = 0; line < document.lines.length; line += 1) {
    if (document.recordText(line).trim() === "") continue;
    lines.push(line);
    if (lines.length > mostRecords) return undefined;
  }
  return lines;
}

function* textsOf(document: LineDocument, lines: readonly number[]): Generator<string> {
  for (const line of lines) yield document.recordText(line);
}

function isSmall(document: LineDocument, lines: readonly number[]): boolean {
  if (lines.length > mostRecordsWithFields) return false;
  const characters = lines.reduce((sum, line) => sum + document.recordText(line).length, 0);
  return characters <= mostCharactersWithFields;
}

interface RecordOutline {
  readonly number: number;
  readonly format: Format | undefined;
  readonly withFields: boolean;
}

/** The outline of one line. A class because all of it counts from the same line. */
class LineOutline {
  readonly #text: string;
  readonly #line: number;
  readonly #mark: number;

  constructor(document: LineDocument, line: number) {
    this.#text = document.recordText(line);
    this.#line = line;
    this.#mark = document.markLength(line);
  }

  record({ number, format, withFields }: RecordOutline): DocumentSymbol | undefined {
    const { node, value } = withFields ? this.#readTree() : this.#readValue();
    if (value === undefined || !isShown(value, node)) return undefined;
    const range = this.#range(recordSpan(this.#text));
    const { question, answer } = textsOfRecord(value, format);
    const preview = question === undefined ? "" : compactPreview(question, longestName);
    return {
      name: `${number} ${preview}`.trim(),
      detail: answer === undefined ? "" : compactPreview(answer, longestName),
      kind: SymbolKind.Struct,
      range,
      selectionRange: range,
      ...(withFields && node !== undefined && { children: this.#children(node, true) }),
    };
  }

  /** The line's value, as far as it can be read, with the places of its parts. */
  #readTree(): { readonly node?: JsonNode; readonly value?: JsonValue } {
    const text = this.#text.slice(0, longestLine);
    const [node] = readTolerantly(text);
    if (node === undefined) return {};
    return { node, value: looseValue(text, node) };
  }

  /** The same without places, which is faster. */
  #readValue(): { readonly node?: JsonNode; readonly value?: JsonValue } {
    if (this.#text.length > longestLine) return this.#readTree();
    const read = readLine(this.#text);
    return read.kind === "record" ? { value: read.record.value } : this.#readTree();
  }

  /** The members of an object and the items of a list; those of the record have their own. */
  #children(node: JsonNode, isRecord: boolean): DocumentSymbol[] {
    if (node.kind === "object") {
      return node.members
        .slice(0, mostChildren)
        .map((member) => this.#member(member, isRecord && member.value.kind === "array"));
    }
    if (node.kind !== "array") return [];
    return node.items.slice(0, mostChildren).map((item, index) => this.#item(item, index));
  }

  #member({ key, value }: JsonMember, withItems: boolean): DocumentSymbol {
    return {
      name: compactPreview(looseText(this.#text, key), longestName) || '""',
      detail: this.#preview(value),
      kind: kindOf(value, this.#text),
      range: this.#range({ start: key.start, end: Math.max(value.end, key.end) }),
      selectionRange: this.#range(key),
      ...(withItems && { children: this.#children(value, false) }),
    };
  }

  #item(node: JsonNode, index: number): DocumentSymbol {
    const value = looseValue(this.#text, node);
    const speaker = isJsonObject(value) ? speakerOf(value) : undefined;
    const name = typeof speaker === "string" ? compactPreview(speaker, longestName) : "";
    const range = this.#range(node);
    return {
      name: name === "" ? String(index + 1) : name,
      detail: isJsonObject(value) ? words(value) : this.#preview(node),
      kind: kindOf(node, this.#text),
      range,
      selectionRange: range,
    };
  }

  #preview(node: JsonNode): string {
    if (node.kind === "string") return compactPreview(looseText(this.#text, node), longestName);
    return compactPreview(this.#text.slice(node.start, node.end), longestName);
  }

  #range({ start, end }: Span): Range {
    return {
      start: { line: this.#line, character: start + this.#mark },
      end: { line: this.#line, character: end + this.#mark },
    };
  }
}

/** Whether there is more to a record than a number or rubbish. */
function isShown(value: JsonValue, node?: JsonNode): boolean {
  if (node?.kind === "atom") return false;
  return typeof value === "string" || (typeof value === "object" && value !== null);
}

function textsOfRecord(value: JsonValue, format: Format | undefined): RecordTexts {
  if (isJsonObject(value)) return recordTexts(value, format);
  return { question: typeof value === "string" ? value : undefined, answer: undefined };
}

/** The first text of an object that does not say who speaks. */
function words(object: JsonObject): string {
  const speaker = speakerOf(object);
  const text = Object.values(object).find(
    (value) => typeof value === "string" && value !== speaker,
  );
  return typeof text === "string" ? compactPreview(text, longestName) : "";
}

function kindOf(node: JsonNode, text: string): SymbolKind {
  switch (node.kind) {
    case "object":
      return SymbolKind.Object;
    case "array":
      return SymbolKind.Array;
    case "string":
      return SymbolKind.String;
    case "atom":
      return atomKind(text.slice(node.start, node.end));
  }
}

function atomKind(source: string): SymbolKind {
  if (source === "true" || source === "false") return SymbolKind.Boolean;
  return /^[-+.\d]/.test(source) ? SymbolKind.Number : SymbolKind.Null;
}
