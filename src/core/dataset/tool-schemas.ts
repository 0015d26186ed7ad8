import type { FormatId, JsonPath } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import type { PreparedSchema } from "../schema/prepare-schema.js";
import { prepareSchema } from "../schema/prepare-schema.js";

/** A tool that a record declares, as far as it is a declaration. */
export interface ToolSchema {
  /** Where it stands in the list of tools. */
  readonly path: JsonPath;
  readonly name: string | undefined;
  /** Where its parameters stand in the list, and what they are; `undefined` where there are none. */
  readonly parametersPath: JsonPath;
  readonly parameters: JsonValue | undefined;
  readonly prepared: PreparedSchema | undefined;
}

/** A list of tools in a record. */
export interface ToolList {
  /** Where it stands in the record. */
  readonly path: JsonPath;
  /** Whether it is a text that holds JSON. */
  readonly isText: boolean;
  readonly tools: readonly ToolSchema[];
}

/** The formats whose records may declare tools and call them. */
export const formatsWithTools: readonly FormatId[] = [
  "chat",
  "reinforcement",
  "preference-openai",
  "preference-trl",
  "prompt-completion-messages",
  "batch-request",
  "sharegpt",
];

/** Where lists of tools stand in the formats that have them. */
const places: readonly JsonPath[] = [
  ["tools"],
  ["functions"],
  ["input", "tools"],
  ["body", "tools"],
];

/** The lists of tools of a record. Schemas are prepared once for all records that repeat them. */
export function toolListsIn(record: JsonObject): readonly ToolList[] {
  return places.flatMap((path) => {
    const value = valueAt(record, path);
    const isText = typeof value === "string";
    if (!isText && !isJsonArray(value)) return [];
    const tools = known.get(value);
    return tools.length === 0 ? [] : [{ path, isText, tools }];
  });
}

/** Lists are kept by what is written in them, up to so many characters, the newest ones. */
const longestKept = 100_000;
const mostKept = 32;

/** The lists that have come up last. A class because it forgets the oldest ones. */
class KnownTools {
  readonly #byText = new Map<string, readonly ToolSchema[]>();
  /** Most records repeat the list of the one before, and several rules ask about each. */
  #latest: readonly JsonValue[] = [];
  #latestTools: readonly ToolSchema[] = [];

  get(value: string | readonly JsonValue[]): readonly ToolSchema[] {
    if (typeof value === "string") return this.#getByText(value);
    if (value !== this.#latest) {
      // To compare two lists costs a fraction of writing one down.
      const isSame = areAlike(value, this.#latest);
      if (!isSame) this.#latestTools = this.#getByText(textOf(value));
      this.#latest = value;
    }
    return this.#latestTools;
  }

  #getByText(text: string | undefined): readonly ToolSchema[] {
    if (text === undefined) return [];
    const before = this.#byText.get(text);
    if (before !== undefined) return before;
    const tools = toolsOf(text);
    if (text.length > longestKept) return tools;
    this.#byText.set(text, tools);
    if (this.#byText.size > mostKept) {
      const [oldest] = this.#byText.keys();
      if (oldest !== undefined) this.#byText.delete(oldest);
    }
    return tools;
  }
}

const known = new KnownTools();

const deepestCompared = 40;

/**
 * Whether two parsed values are written alike, as deep as somebody may write a tool. Does without
 * the lists that comparing to any depth takes: this is asked for each record.
 */
function areAlike(a: JsonValue | undefined, b: JsonValue | undefined, depth = 0): boolean {
  if (a === b) return true;
  if (depth > deepestCompared) return false;
  if (isJsonArray(a)) {
    if (!isJsonArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => areAlike(item, b[index], depth + 1));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && areAlike(a[name], b[name], depth + 1));
}

/** A list as JSON, or `undefined` where it is nested deeper than functions may call each other. */
function textOf(value: readonly JsonValue[]): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function toolsOf(text: string): readonly ToolSchema[] {
  const list = parsed(text);
  return isJsonArray(list) ? list.map((tool, index) => toolSchema(tool, [index])) : [];
}

/** The JSON value that a text holds; `undefined` where it holds none. */
export function parsed(text: string): JsonValue | undefined {
  try {
    // What JSON.parse returns is nothing else.
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toolSchema(tool: JsonValue, path: JsonPath): ToolSchema {
  const inner = isJsonObject(tool) ? ownMember(tool, "function") : undefined;
  const holder = isJsonObject(inner) ? inner : tool;
  const parametersPath = [...path, ...(holder === inner ? ["function"] : []), "parameters"];
  if (!isJsonObject(holder)) {
    return { path, name: undefined, parametersPath, parameters: undefined, prepared: undefined };
  }
  const name = ownMember(holder, "name");
  const parameters = ownMember(holder, "parameters");
  return {
    path,
    name: typeof name === "string" ? name : undefined,
    parametersPath,
    parameters,
    prepared: isJsonObject(parameters) ? prepareSchema(parameters) : undefined,
  };
}
