import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import type { RecordCounting } from "./record-tokens.js";

/** Once where a function has arguments; for each argument; for the values that one may have. */
const forArguments = 3;
const perArgument = 3;
const forValues = -3;
const perValue = 3;
/** Once where there are functions. */
const forTools = 12;

/**
 * About how many tokens the functions cost that a model may call: what the chapter
 * "How_to_count_tokens_with_tiktoken" of openai-cookbook (c81359cd) measured. Where nothing is known
 * of the way in which a model is told of them, the tokens of their JSON.
 */
export function toolTokens(
  tools: readonly JsonValue[],
  { counter, overhead }: Pick<RecordCounting, "counter" | "overhead">,
): number {
  if (overhead === undefined) return counter.count(JSON.stringify(tools));
  const count = (text: string): number => counter.count(text);
  return tools.reduce(
    (sum: number, tool) => sum + overhead.functionStart + functionTokens(functionOf(tool), count),
    forTools,
  );
}

type Count = (text: string) => number;

function functionOf(tool: JsonValue): JsonObject {
  if (!isJsonObject(tool)) return {};
  const inner = ownMember(tool, "function");
  return isJsonObject(inner) ? inner : tool;
}

function functionTokens(described: JsonObject, count: Count): number {
  const properties = valueAt(described, ["parameters", "properties"]);
  const own = count(`${textOf(described, "name")}:${description(described)}`);
  if (!isJsonObject(properties)) return own;
  const names = Object.keys(properties);
  if (names.length === 0) return own;
  return names.reduce((sum, name) => {
    const property = ownMember(properties, name);
    return sum + perArgument + (isJsonObject(property) ? argumentTokens(name, property, count) : 0);
  }, own + forArguments);
}

function argumentTokens(name: string, property: JsonObject, count: Count): number {
  const own = count(`${name}:${textOf(property, "type")}:${description(property)}`);
  const values = ownMember(property, "enum");
  if (!isJsonArray(values)) return own;
  return values.reduce(
    (sum: number, value) =>
      sum + perValue + count(typeof value === "string" ? value : JSON.stringify(value)),
    own + forValues,
  );
}

function description(described: JsonObject): string {
  return textOf(described, "description").replace(/\.$/, "");
}

function textOf(object: JsonObject, name: string): string {
  const value = ownMember(object, name);
  return typeof value === "string" ? value : "";
}
