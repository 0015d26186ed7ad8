import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject } from "../json/json-node.js";

/** What stands behind a keyword of JSON Schema. */
type KeywordValue = "schema" | "schemas" | "named schemas" | "plain";

export interface Keyword {
  readonly value: KeywordValue;
  /** Whether a value is what the keyword wants; of schemas that is asked of each by itself. */
  readonly isFit: (value: JsonValue) => boolean;
}

/** The types that a JSON value can have. */
export const schemaTypes: ReadonlySet<string> = new Set(
  "string number integer boolean object array null".split(" "),
);

const isSchema = (value: JsonValue): boolean => typeof value === "boolean" || isJsonObject(value);
const isNumber = (value: JsonValue): boolean => typeof value === "number";
const isCount = (value: JsonValue): boolean => Number.isInteger(value) && Number(value) >= 0;
const isTextList = (value: JsonValue): boolean =>
  isJsonArray(value) && value.every((item) => typeof item === "string");
const isList = (value: JsonValue): boolean => isJsonArray(value) && value.length > 0;
const isAny = (): boolean => true;

const schema: Keyword = { value: "schema", isFit: isSchema };
const schemas: Keyword = { value: "schemas", isFit: isList };
const named: Keyword = { value: "named schemas", isFit: isJsonObject };
const count: Keyword = { value: "plain", isFit: isCount };
const number: Keyword = { value: "plain", isFit: isNumber };

/**
 * The keywords that say something of a value, as the drafts 7 and 2020-12 of JSON Schema have them.
 * References are resolved apart.
 */
export const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ["type", { value: "plain", isFit: isType }],
  ["enum", { value: "plain", isFit: isList }],
  ["const", { value: "plain", isFit: isAny }],
  ["properties", named],
  ["required", { value: "plain", isFit: isTextList }],
  ["additionalProperties", schema],
  ["patternProperties", named],
  ["propertyNames", schema],
  ["minProperties", count],
  ["maxProperties", count],
  ["dependentRequired", { value: "plain", isFit: areTextLists }],
  ["items", schema],
  ["prefixItems", schemas],
  ["contains", schema],
  ["minItems", count],
  ["maxItems", count],
  ["minimum", number],
  ["maximum", number],
  ["exclusiveMinimum", number],
  ["exclusiveMaximum", number],
  ["multipleOf", { value: "plain", isFit: (value) => isNumber(value) && Number(value) > 0 }],
  ["minLength", count],
  ["maxLength", count],
  ["pattern", { value: "plain", isFit: (value) => typeof value === "string" }],
  ["allOf", schemas],
  ["anyOf", schemas],
  ["oneOf", schemas],
  ["not", schema],
  ["if", schema],
  ["then", schema],
  ["else", schema],
  ["dependentSchemas", named],
  ["uniqueItems", { value: "plain", isFit: (value) => typeof value === "boolean" }],
  ["unevaluatedProperties", schema],
]);

/**
 * Keywords that narrow a schema and are not looked at: `format`, which is a comment in the newest
 * draft, and what hardly anybody writes for a tool.
 */
export const keywordsLeftOut: readonly string[] =
  "format dependencies unevaluatedItems minContains maxContains additionalItems $dynamicRef $recursiveRef".split(
    " ",
  );

/** Types in capital letters are Google's. */
function isType(value: JsonValue): boolean {
  if (typeof value === "string") return schemaTypes.has(value.toLowerCase());
  return isJsonArray(value) && value.length > 0 && value.every((item) => isTypeName(item));
}

function isTypeName(value: JsonValue): boolean {
  return typeof value === "string" && schemaTypes.has(value.toLowerCase());
}

function areTextLists(value: JsonValue): boolean {
  return isJsonObject(value) && Object.values(value).every(isTextList);
}

/** The values at a keyword that are schemas, each with the way to it. */
export function schemasAt(
  { value: kind }: Keyword,
  value: JsonValue,
): readonly (readonly [path: readonly (string | number)[], schema: JsonValue])[] {
  if (kind === "schema") return [[[], value]];
  if (kind === "schemas") return listOf(value).map((item, index) => [[index], item]);
  return kind === "plain"
    ? []
    : Object.entries(membersOf(value)).map(([name, one]) => [[name], one]);
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}

function membersOf(value: JsonValue): JsonObject {
  return isJsonObject(value) ? value : {};
}
