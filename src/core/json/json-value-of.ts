import type { JsonValue } from "./json-node.js";

/** The value that a text is as JSON, or `undefined` where it is none. */
export function jsonValueOf(text: string): JsonValue | undefined {
  try {
    // What JSON.parse returns is a JSON value.
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
