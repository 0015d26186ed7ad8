import * as l10n from "@vscode/l10n";
import type { CompletionItem } from "vscode-languageserver";
import { CompletionItemKind, InsertTextFormat } from "vscode-languageserver";
import { grouped } from "../core/grouped.js";
import type { Format, ValueKind } from "../core/formats/format.js";
import { formats } from "../core/formats/index.js";
import { isJsonArray, isJsonObject } from "../core/json/json-node.js";
import type { JsonObject, JsonValue } from "../core/json/json-node.js";
import type { JsonPlace } from "../core/json/path-at.js";
import { placeAt } from "../core/json/path-at.js";
import type { Span } from "../core/json/span.js";
import { looseText, looseValue } from "../core/json/tolerant-reader.js";
import { knownRoles } from "./known-roles.js";
import type { DocumentPosition, LineDocument } from "./line-document.js";
import { compactPreview } from "./preview.js";
import type { Counted, RecordSample } from "./record-sample.js";
import {
  commonKeys,
  commonValues,
  namesSpeaker,
  sampleRecords,
  speakerOf,
  valuesAt,
} from "./record-sample.js";
import { escapeSnippet, exampleRecord, patternRecord, valueSnippet } from "./record-snippet.js";

/** What the client can do with what it is offered. */
export interface CompletionAbilities {
  /** It fills in snippets. */
  readonly snippets: boolean;
}

/** How a completion was asked for. */
export interface CompletionRequest extends CompletionAbilities {
  /** The character that a person has typed, where that made the client ask. */
  readonly typed?: string | undefined;
}

/** What is wanted: everything the items are made from. */
interface Request extends CompletionAbilities {
  readonly text: string;
  readonly line: number;
  /** How many characters of the line come before `text`. */
  readonly mark: number;
  readonly place: JsonPlace;
  readonly sample: RecordSample;
  /** The format of the dataset; those that it may become where it has no other records yet. */
  readonly formats: readonly Format[];
}

/**
 * What may stand at a place of a document: keys that the record lacks, roles, labels of the other
 * records, or a whole record on a blank line. The line may be unfinished.
 */
export function completeRecord(
  document: LineDocument,
  { line, character }: DocumentPosition,
  { snippets, typed = '"' }: CompletionRequest,
): CompletionItem[] {
  if (line >= document.lines.length) return [];
  const text = document.recordText(line);
  const mark = document.markLength(line);
  const offset = Math.min(Math.max(character - mark, 0), text.length);
  const place = placeAt(text, offset);
  if (place.kind !== "key" && place.kind !== "value") return [];
  // A comma or colon in a text is no reason to offer other texts.
  if (place.isQuoted && typed !== '"') return [];
  const sample = sampleRecords(document, line);
  const known = formatsFor(sample, place);
  const request = { text, line, mark, place, sample, formats: known, snippets };
  if (place.kind === "key") return keyItems(request);
  return place.path.length === 0 ? recordItems(request) : valueItems(request);
}

function formatsFor({ format, records }: RecordSample, place: JsonPlace): readonly Format[] {
  if (format !== undefined) return [format];
  // Other records that are of no known format say that this is no training data.
  if (records.length > 0) return [];
  const { path, keys } = place;
  const named = path.length > 0 ? [path[0]] : keys;
  if (named.length === 0) return formats;
  return formats.filter((one) => one.fieldNames([]).some((name) => named.includes(name)));
}

function recordItems(request: Request): CompletionItem[] {
  const { text, place, sample } = request;
  const isBlank = text.trim() === "";
  const span = isBlank ? { start: 0, end: text.length } : place.span;
  return request.formats.map((format, index) => {
    const record = patternRecord(sample, format);
    return item(request, index, {
      label: l10n.t("New record: {0}", format.title),
      kind: CompletionItemKind.Snippet,
      newText: valueSnippet(record, [], request),
      filter: "{",
      span,
      detail: compactPreview(JSON.stringify(record), 80),
    });
  });
}

function keyItems(request: Request): CompletionItem[] {
  return missingKeys(request).map(({ item: key, count }, index) =>
    item(request, index, {
      label: key,
      kind: CompletionItemKind.Property,
      newText: keyText(request, key),
      filter: key,
      ...(count > 0 && { detail: times(count) }),
    }),
  );
}

/** A key that is rarer than this share of the most frequent one is likely to be misspelt. */
const rareShare = 0.05;

/**
 * Keys that an object in such a place may have and this one lacks: those that it must have, then
 * those of other records, then the rest.
 */
function missingKeys({ place, sample, formats }: Request): readonly Counted<string>[] {
  const { path, keys } = place;
  const common = commonKeys(sample, path);
  const often = (common[0]?.count ?? 0) * rareShare;
  const counts = new Map(
    common.filter(({ count }) => count >= often).map(({ item: key, count }) => [key, count]),
  );
  const here = formats.filter((format) => hasObjectAt(format, path));
  const required = here.flatMap((format) => format.fieldNames(path));
  const known = here.flatMap((format) => format.knownFields(path)).map(({ name }) => name);
  const all = new Set([...required, ...counts.keys(), ...known]);
  return [...all]
    .filter((key) => !keys.includes(key))
    .map((key) => ({ item: key, count: counts.get(key) ?? 0 }));
}

function hasObjectAt(format: Format, path: JsonPlace["path"]): boolean {
  return valuesAt(exampleRecord(format), { path }).some(isJsonObject);
}

function keyText(request: Request, key: string): string {
  const { place, sample, snippets } = request;
  const source = JSON.stringify(key);
  const literal = leadingSpace(request) + (snippets ? escapeSnippet(source) : source);
  if (place.next === ":") return literal;
  const colon = sample.spacing.afterColon ? ": " : ":";
  if (!snippets) return literal + colon;
  const comma = place.next === "string" ? `,${sample.spacing.afterComma ? " " : ""}` : "";
  return literal + colon + valueText(request, key) + comma;
}

/** A space before a token where the dataset has one, and a person has just typed the other. */
function leadingSpace({ text, place, sample }: Request): string {
  const { afterComma, afterColon } = sample.spacing;
  const before = text.charAt(place.span.start - 1);
  return (before === "," && afterComma) || (before === ":" && afterColon) ? " " : "";
}

/** A first value for a new member. */
function valueText(request: Request, key: string): string {
  const { place, sample } = request;
  const path = [...place.path, key];
  if (namesSpeaker(key)) {
    const names = roles(request, key).filter((role) => /^[\w-]+$/.test(role));
    if (names.length > 0) return `"\${1|${names.join(",")}|}"`;
  }
  const examples = request.formats.map(exampleRecord);
  const [pattern] = [...examples, ...sample.records].flatMap((one) => valuesAt(one, { path }));
  if (pattern !== undefined) return valueSnippet(pattern, path, request);
  const fields = request.formats.flatMap((format) => format.knownFields(place.path));
  const kind = fields.find(({ name }) => name === key)?.kinds[0];
  return kind === undefined ? "$1" : emptyValues[kind];
}

/** Snippets of values that nothing is known of but their kind. */
const emptyValues: Readonly<Record<ValueKind, string>> = {
  text: '"$1"',
  number: "$1",
  "true or false": "${1|true,false|}",
  null: "null",
  list: "[$1]",
  object: "{$1}",
};

function valueItems(request: Request): CompletionItem[] {
  const { place, sample } = request;
  const speaker = namesSpeaker(place.path.at(-1)) ? undefined : speakerHere(request);
  const common = commonValues(sample, { path: place.path, speaker });
  const known = roles(request, place.path.at(-1)).map((role) => JSON.stringify(role));
  const unused = known.filter((literal) => common.every(({ item }) => item !== literal));
  const all = [...common, ...unused.map((literal) => ({ item: literal, count: 0 }))];
  const values = all.map(({ item: literal, count }, index) =>
    item(request, index, {
      label: compactPreview(literal, 80),
      kind: CompletionItemKind.Value,
      newText: leadingSpace(request) + (request.snippets ? escapeSnippet(literal) : literal),
      filter: literal,
      ...(count > 0 && { detail: times(count) }),
    }),
  );
  return [...values, ...containerItem(request, values.length)];
}

/** An object or list to fill in, where the format has one in such a place. */
function containerItem(request: Request, index: number): CompletionItem[] {
  const { path } = request.place;
  const examples = request.formats.flatMap((format) => valuesAt(exampleRecord(format), { path }));
  const pattern = examples.find((value) => isJsonObject(value) || isJsonArray(value));
  if (pattern === undefined || request.place.isQuoted) return [];
  const newText = leadingSpace(request) + valueSnippet(pattern, path, request);
  const kind = CompletionItemKind.Snippet;
  const label = compactPreview(JSON.stringify(pattern), 60);
  return [item(request, index, { label, kind, newText, filter: newText.trimStart() })];
}

/** The roles that may stand in the member `key`. */
function roles({ formats }: Request, key: string | number | undefined): readonly string[] {
  if (!namesSpeaker(key)) return [];
  return [...new Set(formats.flatMap(knownRoles))];
}

function speakerHere({ text, place }: Request): JsonValue | undefined {
  const object: JsonObject = Object.fromEntries(
    place.members.map(({ key, value }) => [looseText(text, key), looseValue(text, value)]),
  );
  return speakerOf(object);
}

interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** A snippet, where the client fills in snippets. */
  readonly newText: string;
  /** What typed text is compared with, without an opening quote that has not been typed. */
  readonly filter: string;
  readonly span?: Span;
  readonly detail?: string;
}

function item(request: Request, index: number, offer: Offer): CompletionItem {
  const { line, mark, place, snippets } = request;
  const { start, end } = offer.span ?? place.span;
  return {
    label: offer.label,
    kind: offer.kind,
    ...(offer.detail !== undefined && { detail: offer.detail }),
    sortText: String(index).padStart(4, "0"),
    filterText: filterText(offer, place),
    insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: {
      range: {
        start: { line, character: start + mark },
        end: { line, character: end + mark },
      },
      newText: offer.newText,
    },
  };
}

/** What a client compares with the text from the start of the edit to the cursor. */
function filterText({ filter }: Offer, { isQuoted }: JsonPlace): string {
  const bare = filter.startsWith('"') ? filter.slice(1, -1) : filter;
  return isQuoted ? `"${bare}"` : bare;
}

function times(count: number): string {
  return count === 1
    ? l10n.t("once in other records")
    : l10n.t("{0} times in other records", grouped(count));
}
