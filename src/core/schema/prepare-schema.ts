import type { JsonPath } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import { safePattern } from "./safe-pattern.js";
import type { Keyword } from "./schema-keywords.js";
import { keywords, keywordsLeftOut, schemasAt } from "./schema-keywords.js";

/** Something in a schema that JSON Schema does not know. */
export interface SchemaFault {
  readonly path: JsonPath;
  readonly kind: "value" | "reference" | "not-a-schema";
  readonly keyword: string;
}

/** A schema that a validator can be trusted with. */
export interface PreparedSchema {
  /** Says yes to all values where the schema is too big, or nothing in it can be relied on. */
  readonly schema: JsonObject | boolean;
  /** How many schemas are in it: what applying it may cost for each value. */
  readonly size: number;
  readonly faults: readonly SchemaFault[];
}

/** Bigger schemas are nobody's tool. */
const mostSchemas = 2_000;
const deepest = 40;
/** A schema that holds itself is unfolded so often; what is deeper may be anything. */
const mostReferences = 5;

/**
 * A copy of somebody's schema with nothing in it that harms: references within it are replaced by
 * what they mean (nothing is ever fetched), patterns that could take long are left out, so is what
 * is no JSON Schema. Where something has to be left out the copy accepts more, never less.
 */
export function prepareSchema(root: JsonValue): PreparedSchema {
  const preparation = new Preparation(root);
  const { schema } = preparation.prepare(root, { path: [], references: 0 });
  const { size, faults } = preparation;
  return { schema: size > mostSchemas ? true : schema, size, faults };
}

interface Place {
  readonly path: JsonPath;
  /** How many references have been followed to here. */
  readonly references: number;
}

interface Prepared {
  readonly schema: JsonObject | boolean;
  /** Whether it accepts what the original accepts and nothing else. */
  readonly isExact: boolean;
}

type Draft = Record<string, JsonValue>;

/** A keyword, where it stands and what it is copied into. */
interface Copying {
  readonly name: string;
  readonly keyword: Keyword;
  readonly draft: Draft;
  readonly place: Place;
}

const anything: Prepared = { schema: true, isExact: false };

/** Copies one schema and counts what is in it. */
class Preparation {
  size = 0;
  readonly faults: SchemaFault[] = [];
  readonly #root: JsonValue;

  constructor(root: JsonValue) {
    this.#root = root;
  }

  prepare(value: JsonValue, place: Place): Prepared {
    this.size += 1;
    if (typeof value === "boolean") return { schema: value, isExact: true };
    if (!isJsonObject(value)) {
      this.#report(place, "not-a-schema", String(place.path.at(-1) ?? ""));
      return anything;
    }
    if (this.size > mostSchemas || place.path.length > deepest) return anything;
    const draft: Draft = {};
    const original = withTuples(value);
    let isExact = !keywordsLeftOut.some((name) => isSet(original, name));
    for (const [name, keyword] of keywords) {
      if (!isSet(original, name)) continue;
      isExact = this.#copy(original, { name, keyword, draft, place }) && isExact;
    }
    isExact = this.#resolve(original, draft, place) && isExact;
    return { schema: relax(draft, original, isExact), isExact };
  }

  /** Copies what stands at one keyword; whether all of it could be copied. */
  #copy(from: JsonObject, { name, keyword, draft, place }: Copying): boolean {
    const value = ownMember(from, name);
    if (value === undefined) return true;
    const path = [...place.path, name];
    if (!keyword.isFit(value)) {
      this.#report({ path }, "value", name);
      return false;
    }
    if (keyword.value === "plain") return copyPlain(name, value, draft);
    return this.#copySchemas({ name, keyword, draft, place: { ...place, path } }, value);
  }

  #copySchemas({ name, keyword, draft, place }: Copying, value: JsonValue): boolean {
    const all = schemasAt(keyword, value).flatMap(([way, schema]) => {
      // Tables that are written as JSON have null where there is nothing.
      if (schema === null) return [];
      const path = [...place.path, ...way];
      return [{ key: way[0], ...this.prepare(schema, { ...place, path }) }];
    });
    const isExact = all.every((one) => one.isExact);
    if (name === "patternProperties") return copyPatterns(all, draft) && isExact;
    // What is denied has to be known exactly.
    if (!isExact && (name === "not" || name === "if")) return false;
    const [first] = all;
    if (keyword.value === "schema") draft[name] = first?.schema ?? true;
    else if (keyword.value === "schemas") draft[name] = all.map(({ schema }) => schema);
    else draft[name] = namedSchemas(all);
    return isExact;
  }

  /** Puts what a reference means beside the rest of a schema; whether it is known. */
  #resolve(value: JsonObject, draft: Draft, place: Place): boolean {
    const reference = ownMember(value, "$ref");
    if (reference === undefined || reference === null) return true;
    const target = typeof reference === "string" ? this.#find(reference) : undefined;
    if (target === undefined) {
      this.#report({ path: [...place.path, "$ref"] }, "reference", JSON.stringify(reference));
      return false;
    }
    if (place.references >= mostReferences) return false;
    const references = place.references + 1;
    const { schema, isExact } = this.prepare(target, { ...place, references });
    const others = ownMember(draft, "allOf");
    draft["allOf"] = [...(isJsonArray(others) ? others : []), schema];
    return isExact;
  }

  /** What a reference within the schema means: `#`, or `#/` and a way. */
  #find(reference: string): JsonValue | undefined {
    if (reference === "#") return this.#root;
    if (!reference.startsWith("#/")) return undefined;
    const steps = reference.slice(2).split("/");
    const way = steps.map((step) => decoded(step).replaceAll("~1", "/").replaceAll("~0", "~"));
    return valueAt(
      this.#root,
      way.map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
    );
  }

  /** Faults in what has been reached by reference are reported where it stands, if anywhere. */
  #report({ path }: Pick<Place, "path">, kind: SchemaFault["kind"], keyword: string): void {
    if (this.faults.length < mostFaults) this.faults.push({ path, kind, keyword });
  }
}

const mostFaults = 20;

/** Whether a schema has this keyword: null is what tables have where there is nothing. */
function isSet(schema: JsonObject, name: string): boolean {
  const value = ownMember(schema, name);
  return value !== undefined && (value !== null || name === "const");
}

/** A list at `items` is what is now called `prefixItems`. */
function withTuples(schema: JsonObject): JsonObject {
  const items = ownMember(schema, "items");
  if (!isJsonArray(items)) return schema;
  const { items: prefixItems, additionalItems, ...rest } = schema;
  const others = additionalItems === undefined ? {} : { items: additionalItems };
  return { ...rest, ...others, ...(prefixItems === undefined ? {} : { prefixItems }) };
}

function copyPlain(name: string, value: JsonValue, draft: Draft): boolean {
  if (name === "pattern") {
    const safe = typeof value === "string" ? safePattern(value) : undefined;
    if (safe !== undefined) draft[name] = safe;
    return safe === value;
  }
  draft[name] = name === "type" ? lowerCase(value) : value;
  return true;
}

function lowerCase(type: JsonValue): JsonValue {
  if (isJsonArray(type)) return type.map(lowerCase);
  return typeof type === "string" ? type.toLowerCase() : type;
}

interface CopiedSchema extends Prepared {
  readonly key: string | number | undefined;
}

function copyPatterns(all: readonly CopiedSchema[], draft: Draft): boolean {
  const safe = all.map(({ key }) => safePattern(String(key)) === key);
  const isSafe = safe.every(Boolean);
  if (isSafe) draft["patternProperties"] = namedSchemas(all);
  return isSafe;
}

/** Names that no address can be made of are left out. */
function namedSchemas(all: readonly CopiedSchema[]): JsonObject {
  return Object.fromEntries(
    all.flatMap(({ key, schema }) => {
      const name = String(key);
      return hasLoneSurrogate(name) ? [] : [[name, schema]];
    }),
  );
}

/** Whether a text holds half of a character. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** What has to give way where a part is missing, or where people mean less than they write. */
function relax(draft: Draft, original: JsonObject, isExact: boolean): JsonObject {
  const { oneOf, unevaluatedProperties, ...rest } = draft;
  const relaxed: Draft = rest;
  if (isExact && unevaluatedProperties !== undefined) {
    relaxed["unevaluatedProperties"] = unevaluatedProperties;
  }
  // Few who write oneOf mind whether a value fits twice.
  if (oneOf !== undefined) {
    const others = ownMember(rest, "allOf");
    relaxed["allOf"] = [...(isJsonArray(others) ? others : []), { anyOf: oneOf }];
  }
  if (isSet(original, "patternProperties") && !Object.hasOwn(draft, "patternProperties")) {
    delete relaxed["additionalProperties"];
  }
  if (!Object.hasOwn(draft, "if")) {
    delete relaxed["then"];
    delete relaxed["else"];
  }
  return ownMember(original, "nullable") === true ? orNull(relaxed) : relaxed;
}

/** OpenAPI's way to say that a value may be null. */
function orNull(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: "null" }] };
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch (error) {
    if (error instanceof URIError) return step;
    throw error;
  }
}
