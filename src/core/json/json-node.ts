/** A parsed JSON value, as `JSON.parse` returns it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A parsed JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A place in a JSON text: offsets are UTF-16, counted from the start of the text. */
interface Placed {
  readonly start: number;
  readonly end: number;
}

/** A string; `start` and `end` include the quotes. */
export interface JsonStringNode extends Placed {
  readonly kind: "string";
}

/** A number, `true`, `false` or `null`. */
export interface JsonAtomNode extends Placed {
  readonly kind: "atom";
}

/** An object with its members in the order in which they stand, repeated keys included. */
export interface JsonObjectNode extends Placed {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}

/** One `"key": value` of an object. */
export interface JsonMember {
  readonly key: JsonStringNode;
  readonly value: JsonNode;
}

/** An array. */
export interface JsonArrayNode extends Placed {
  readonly kind: "array";
  readonly items: readonly JsonNode[];
}

/** A JSON value with the place where it stands. */
export type JsonNode = JsonStringNode | JsonAtomNode | JsonObjectNode | JsonArrayNode;

/** Whether a value is a JSON object (not an array, not null). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a JSON array. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** An object's own member, or `undefined`: never something inherited. */
export function ownMember(value: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
