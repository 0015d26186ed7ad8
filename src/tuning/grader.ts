import type { JsonObject, JsonValue } from "../core/json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../core/json/json-node.js";
import { jsonValueOf } from "../core/json/json-value-of.js";

/**
 * Who judges a model's answers in reinforcement, in the words of OpenAI's requests
 * (developers.openai.com/api/docs/guides/graders). `parseGrader` makes them.
 */
export interface Grader {
  readonly type: string;
  readonly name: string;
  readonly [field: string]: JsonValue;
}

/** What reading a grader gives. */
export type ReadGrader =
  | { readonly kind: "grader"; readonly grader: Grader }
  /** One sentence: what was expected where. */
  | { readonly kind: "problem"; readonly message: string };

/** Reads a grader, as it stands in a file of JSON. */
export function parseGrader(text: string): ReadGrader {
  const value = jsonValueOf(text);
  if (!isJsonObject(value)) return problem("Expected a grader, which is a JSON object.");
  const message = problemOf(value, "") ?? templateProblem(value);
  // `problemOf` has looked at all that a grader must have.
  return message === undefined ? { kind: "grader", grader: value as Grader } : problem(message);
}

/** The fields of records that a grader names, such as `reference` in `{{ item.reference }}`. */
export function recordFieldsOf(grader: Grader): readonly string[] {
  const names = templatesIn(grader).flatMap((template) => {
    const [, name] = /^item\.([^.[\]]+)/.exec(template) ?? [];
    return name === undefined ? [] : [name.trim()];
  });
  return [...new Set(names)].sort();
}

/** Returns what is wrong with a value that stands at a path, or nothing. */
type Check = (value: JsonValue | undefined, path: string) => string | undefined;

const text: Check = (value, path) =>
  typeof value === "string" && value !== "" ? undefined : expected(path, "a text", value);

const optionalText: Check = (value, path) => (value === undefined ? undefined : text(value, path));

function oneOf(...words: readonly string[]): Check {
  return (value, path) =>
    words.some((word) => word === value)
      ? undefined
      : expected(path, `one of ${words.join(", ")}`, value);
}

const messages: Check = (value, path) => {
  const isFine =
    isJsonArray(value) &&
    value.length > 0 &&
    value.every((message) => isJsonObject(message) && typeof message["role"] === "string");
  return isFine ? undefined : expected(path, "a list of messages, each with a role", value);
};

const range: Check = (value, path) => {
  if (value === undefined) return undefined;
  const [least, most] = isJsonArray(value) && value.length === 2 ? value : [];
  const isFine = typeof least === "number" && typeof most === "number" && least < most;
  return isFine ? undefined : expected(path, "two numbers, the lower first", value);
};

const graders: Check = (value, path) => {
  if (!isJsonObject(value)) return expected(path, "graders by their names", value);
  // The guide has names, the client's types have one grader: both are taken.
  if (typeof ownMember(value, "type") === "string") return problemOf(value, `${path}.`, true);
  const entries = Object.entries(value);
  if (entries.length === 0) return expected(path, "at least one grader", value);
  return first(entries, ([name, grader]) =>
    isJsonObject(grader)
      ? problemOf(grader, `${path}.${name}.`, true)
      : expected(`${path}.${name}`, "a grader", grader),
  );
};

const metrics =
  "cosine fuzzy_match bleu gleu meteor rouge_1 rouge_2 rouge_3 rouge_4 rouge_5 rouge_l".split(" ");

const judged = { input: text, reference: text };

/** What each type of grader must have; what it may have besides is up to the service. */
const fieldsByType: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  string_check: { ...judged, operation: oneOf("eq", "ne", "like", "ilike") },
  text_similarity: {
    ...judged,
    evaluation_metric: oneOf(...metrics),
  },
  python: { source: text, image_tag: optionalText },
  score_model: { model: text, input: messages, range },
  multi: { graders, calculate_output: text },
};

function problemOf(grader: JsonObject, path: string, isInside = false): string | undefined {
  const types = Object.keys(fieldsByType).filter((name) => !isInside || name !== "multi");
  const type = ownMember(grader, "type");
  const wrong = oneOf(...types)(type, `${path}type`) ?? text(grader["name"], `${path}name`);
  if (wrong !== undefined) return wrong;
  const fields = Object.entries((typeof type === "string" && fieldsByType[type]) || {});
  const found = first(fields, ([name, check]) => check(ownMember(grader, name), `${path}${name}`));
  return found ?? formulaProblem(grader);
}

/** A formula may name the graders that are there, and call functions. */
function formulaProblem({
  graders: named,
  calculate_output: formula,
}: JsonObject): string | undefined {
  if (!isJsonObject(named) || typeof named["type"] === "string" || typeof formula !== "string")
    return undefined;
  const words = formula.match(/\b[A-Za-z_]\w*(?!\w*\s*\()/g) ?? [];
  const unknown = words.find((word) => !Object.hasOwn(named, word));
  if (unknown === undefined) return undefined;
  return `"calculate_output" names "${unknown}", and the graders are ${Object.keys(named).join(", ")}.`;
}

/** Templates have two namespaces: the record, and what the model has answered. */
function templateProblem(grader: JsonObject): string | undefined {
  return first(templatesIn(grader), (template) =>
    /^(?:item|sample)\s*[.[]/.test(template)
      ? undefined
      : `Expected "{{ ${template} }}" to begin with "item." (the record) or "sample." (the answer).`,
  );
}

/** What stands between double braces, in all texts but programs. */
function templatesIn(value: JsonValue): readonly string[] {
  if (typeof value === "string") {
    return [...value.matchAll(/\{\{(.*?)\}\}/gs)].map(([, inside = ""]) => inside.trim());
  }
  if (isJsonArray(value)) return value.flatMap(templatesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inside]) =>
    name === "source" ? [] : templatesIn(inside),
  );
}

function first<Item>(
  items: readonly Item[],
  find: (item: Item) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function expected(path: string, what: string, value: JsonValue | undefined): string {
  const got = value === undefined ? "nothing" : JSON.stringify(value).slice(0, 60);
  return `Expected "${path}" to be ${what}, got ${got}.`;
}

function problem(message: string): ReadGrader {
  return { kind: "problem", message };
}
