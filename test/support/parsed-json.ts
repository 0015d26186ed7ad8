import type { JsonValue } from "../../src/core/json/json-node.js";

/** The value in a list of one, or an empty list where `JSON.parse` refuses the text. */
export function parsedJson(text: string): readonly JsonValue[] {
  try {
    // JSON.parse returns nothing but JSON values.
    return [JSON.parse(text) as JsonValue];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
