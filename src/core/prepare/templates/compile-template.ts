import { Environment, Interpreter, parse, tokenize } from "@huggingface/jinja";
import * as l10n from "@vscode/l10n";
import type { JsonValue } from "../../json/json-node.js";
import type { TokenCounter } from "../../tokens/token-counter.js";
import { didYouMean, error } from "../recipe/check-shape.js";
import type { PlacedText, RecipeProblem } from "../recipe/recipe.js";
import type { Cell } from "../source-rows.js";
import type { ColumnNames } from "./column-names.js";
import { tagsIn } from "./template-tags.js";
import { templateFunctions } from "./template-functions.js";
import { knownFilters, knownTests, templateNames } from "./template-names.js";
import { cellText, jsonOf, templateValue } from "./template-values.js";

/** What templates may name. */
export interface TemplateScope {
  readonly columns: ColumnNames;
  /** What the items of lists are called, outermost first. */
  readonly items: readonly string[];
  /** `undefined` where nobody has said what to count tokens with. */
  readonly counter: TokenCounter | undefined;
}

/** The values that a template is rendered with. */
export interface TemplateRow {
  readonly cells: readonly Cell[];
  /** By the names of the scope's items. */
  readonly items: Readonly<Record<string, JsonValue>>;
}

/** A template that names nothing unknown. */
export interface CompiledTemplate {
  /** The columns that it reads, by their places. */
  readonly columns: ReadonlySet<number>;
  /** Its text for a row. Throws an Error of the template language. */
  render(row: TemplateRow): string;
  /** Its value: a list or an object where it is nothing but one expression that gives such. */
  value(row: TemplateRow): JsonValue;
}

/** Compiles a template, or says what is wrong with it. */
export function compileTemplate(
  text: PlacedText,
  scope: TemplateScope,
): CompiledTemplate | readonly RecipeProblem[] {
  const program = parsed(text);
  if (!("type" in program)) return program;
  const names = templateNames(program);
  const problems = [
    ...unknownVariables(text, names.variables, scope),
    ...unknownNames(text, [...names.rowMembers], scope.columns.names, unknownColumn),
    ...unknownNames(text, [...names.filters], knownFilters, (name) =>
      l10n.t('Templates have no filter "{0}".', name),
    ),
    ...unknownNames(text, [...names.tests], knownTests, (name) =>
      l10n.t('Templates have no test "{0}".', name),
    ),
  ];
  if (problems.length > 0) return problems;
  return new Template(program, names.variables, { ...names, scope });
}

/** The parser drops one last line feed, as Jinja does: it gets another one. */
function parsed(text: PlacedText): Program | readonly RecipeProblem[] {
  try {
    const source = text.value;
    return parse(tokenize(source.endsWith("\n") ? `${source}\n` : source));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const place = brokenTag(text.value);
    const span = place === undefined ? text.span : text.place(place.start, place.end);
    return [error(span, l10n.t("The template cannot be read: {0}", reasonOf(cause)))];
  }
}

type Program = ReturnType<typeof parse>;

/** A fault inside the parser tells people nothing. */
function reasonOf(cause: Error): string {
  if (!(cause instanceof TypeError)) return cause.message;
  return l10n.t("a tag is not closed, such as an if without its endif.");
}

/** The first expression that cannot be read by itself, or tag that is not closed. */
function brokenTag(source: string): { readonly start: number; readonly end: number } | undefined {
  return tagsIn(source).find((tag) => {
    if (!tag.isClosed) return true;
    if (tag.kind !== "expression") return false;
    try {
      parse(tokenize(source.slice(tag.start, tag.end)));
      return false;
    } catch (cause) {
      if (cause instanceof Error) return true;
      throw cause;
    }
  });
}

function unknownVariables(
  text: PlacedText,
  names: ReadonlySet<string>,
  { columns, items, counter }: TemplateScope,
): readonly RecipeProblem[] {
  const functions = Object.keys(templateFunctions);
  const isKnown = (name: string): boolean =>
    name === "row" ||
    items.includes(name) ||
    functions.includes(name) ||
    columns.variable(name) !== undefined;
  const unknown = [...names].filter((name) => !isKnown(name));
  const uncounted = [...names].filter(
    (name) =>
      counter === undefined &&
      columns.variable(name) === undefined &&
      templateFunctions[name]?.needsTokens,
  );
  return [
    ...unknownNames(text, unknown, [...columns.variables, ...items, ...functions], unknownColumn),
    ...uncounted.map((name) =>
      error(
        placeOf(text, name),
        l10n.t(
          '"{0}" counts tokens: name a "model", a "tokenizer" or a "target" that says how.',
          name,
        ),
      ),
    ),
  ];
}

function unknownColumn(name: string): string {
  return l10n.t('There is no column "{0}".', name);
}

function unknownNames(
  text: PlacedText,
  names: readonly string[],
  known: readonly string[],
  message: (name: string) => string,
): readonly RecipeProblem[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => error(placeOf(text, name), message(name) + didYouMean(name, known)));
}

/** Where a name stands in a tag; the parser does not say. */
function placeOf(text: PlacedText, name: string): RecipeProblem["span"] {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`(?<![\\w.])${escaped}(?!\\w)`, "g");
  for (const { start, end } of tagsIn(text.value)) {
    pattern.lastIndex = start;
    const at = pattern.exec(text.value)?.index;
    if (at !== undefined && at < end) return text.place(at, at + name.length);
  }
  return text.span;
}

interface TemplateUse {
  readonly rowMembers: ReadonlySet<string>;
  readonly usesWholeRow: boolean;
  readonly scope: TemplateScope;
}

/** A part of a template that only says what a column holds. */
type PlainPart = string | number;

class Template implements CompiledTemplate {
  readonly columns: ReadonlySet<number>;
  readonly #program: Program;
  /** Of each variable its column; items have none. */
  readonly #variables: readonly (readonly [name: string, column: number | undefined])[];
  readonly #row: readonly (readonly [name: string, column: number])[] | undefined;
  readonly #plain: readonly PlainPart[] | undefined;
  readonly #globals: Environment;

  constructor(program: Program, variables: ReadonlySet<string>, use: TemplateUse) {
    const { columns, items, counter } = use.scope;
    this.#program = program;
    const isItem = (name: string): boolean => items.includes(name);
    this.#variables = [...variables].flatMap((name) => {
      const column = isItem(name) ? undefined : columns.variable(name);
      return column === undefined && !isItem(name) ? [] : [[name, column] as const];
    });
    const named = use.usesWholeRow ? columns.names : [...use.rowMembers];
    const hasRow = variables.has("row") && columns.variable("row") === undefined && !isItem("row");
    this.#row = hasRow ? named.map((name) => [name, columns.index(name) ?? 0] as const) : undefined;
    this.columns = new Set([
      ...this.#variables.flatMap(([, column]) => column ?? []),
      ...(this.#row ?? []).map(([, column]) => column),
    ]);
    this.#plain = plainParts(program, (name) =>
      isItem(name) ? undefined : columns.variable(name),
    );
    this.#globals = globalsFor(counter, new Set(this.#variables.map(([name]) => name)));
  }

  render(row: TemplateRow): string {
    const plain = this.#plain && renderPlain(this.#plain, row.cells);
    if (plain !== undefined) return plain;
    const { value } = new Interpreter(this.#environment(row)).run(this.#program);
    // What a program gives is a text.
    return typeof value === "string" ? value : "";
  }

  value(row: TemplateRow): JsonValue {
    const [only, another] = this.#program.body;
    if (only === undefined || another !== undefined || only.type === "StringLiteral")
      return this.render(row);
    const environment = this.#environment(row);
    const found = new Interpreter(environment).evaluate(only, environment);
    const json = jsonOf(found);
    return typeof json === "object" && json !== null ? json : this.render(row);
  }

  #environment({ cells, items }: TemplateRow): Environment {
    const environment = new Environment(this.#globals);
    for (const [name, column] of this.#variables) {
      environment.set(
        name,
        column === undefined ? items[name] : templateValue(cells[column] ?? null),
      );
    }
    if (this.#row !== undefined) {
      const members = this.#row.map(([name, column]) => [
        name,
        templateValue(cells[column] ?? null),
      ]);
      environment.set("row", Object.fromEntries(members));
    }
    return environment;
  }
}

function globalsFor(counter: TokenCounter | undefined, taken: ReadonlySet<string>): Environment {
  const globals = new Environment();
  for (const [name, value] of [
    ["true", true],
    ["false", false],
    ["none", null],
    ["True", true],
    ["False", false],
    ["None", null],
  ] as const) {
    globals.set(name, value);
  }
  globals.set("range", range);
  globals.set("raise_exception", (message: unknown) => {
    throw new Error(String(message));
  });
  for (const [name, { make }] of Object.entries(templateFunctions)) {
    if (!taken.has(name)) globals.set(name, make(counter));
  }
  return globals;
}

const longestRange = 100_000;

function range(start: number, stop?: number, step = 1): readonly number[] {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  const length = Math.max(0, Math.ceil((to - from) / step));
  if (!Number.isFinite(length) || length > longestRange) throw new Error("The range has no end.");
  return Array.from({ length }, (_, index) => from + index * step);
}

/** Most templates are texts and columns in turn: those need no interpreter. */
function plainParts(
  { body }: Program,
  columnOf: (name: string) => number | undefined,
): readonly PlainPart[] | undefined {
  const parts: PlainPart[] = [];
  for (const node of body) {
    const value = "value" in node ? node.value : undefined;
    const part =
      node.type === "StringLiteral"
        ? value
        : columnOf(node.type === "Identifier" ? String(value) : "");
    if (typeof part !== "string" && typeof part !== "number") return undefined;
    parts.push(part);
  }
  return parts;
}

function renderPlain(parts: readonly PlainPart[], cells: readonly Cell[]): string | undefined {
  let text = "";
  for (const part of parts) {
    const next = typeof part === "string" ? part : cellText(cells[part] ?? null);
    if (next === undefined) return undefined;
    text += next;
  }
  return text;
}
