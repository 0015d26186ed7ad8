import type { Format } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject } from "../json/json-node.js";

/** The texts by which a record is compared with others. */
export interface ComparedTexts {
  /** What a model is given; all texts of a record that has no prompt. */
  readonly given: readonly string[];
  /** What it should answer. */
  readonly answer: readonly string[];
}

/** Members that say who speaks, not what. */
const speakers: ReadonlySet<string> = new Set(["role", "from"]);

/** Nobody puts texts deeper. */
const deepest = 32;

/** Takes the texts to compare out of a record. */
export function comparedTexts(object: JsonObject, format: Format): ComparedTexts {
  const { prompt, isPromptEmpty, completion } = format.parts(object);
  if (prompt === undefined || isPromptEmpty) return { given: textsIn(object), answer: [] };
  return { given: textsIn(prompt), answer: textsIn(completion) };
}

function textsIn(value: JsonValue | undefined, depth = 0): readonly string[] {
  if (typeof value === "string") return value === "" || value.startsWith("data:") ? [] : [value];
  if (depth > deepest) return [];
  if (isJsonArray(value)) return value.flatMap((item) => textsIn(item, depth + 1));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    speakers.has(name) ? [] : textsIn(member, depth + 1),
  );
}
