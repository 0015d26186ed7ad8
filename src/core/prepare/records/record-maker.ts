import * as l10n from "@vscode/l10n";
import type { ValueKind } from "../../formats/format.js";
import { formatTable } from "../../formats/index.js";
import type { JsonObject, JsonValue } from "../../json/json-node.js";
import { isJsonArray, isJsonObject } from "../../json/json-node.js";
import type { Span } from "../../json/span.js";
import { conversationFields } from "../recipe/field-keys.js";
import type { PlacedText, Recipe, RecipeProblem, TemplateTree } from "../recipe/recipe.js";
import type { TemplateRow, TemplateScope } from "../templates/compile-template.js";
import { compileTemplate } from "../templates/compile-template.js";

/** What is wrong with one row: a sentence, and the template that fails. */
export class RowFault extends Error {
  override readonly name = "RowFault";
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

/** Makes records of rows. */
export interface RecordMaker {
  /** The columns that its templates read, by their places. */
  readonly columns: ReadonlySet<number>;
  /** Throws a `RowFault`. */
  make(cells: TemplateRow["cells"]): JsonObject;
}

/** Makes a value; `undefined` where it is left out. */
type Make = (row: TemplateRow) => JsonValue | undefined;

interface Field {
  readonly name: string;
  readonly make: Make;
}

/** Compiles the templates of a recipe, or says all that is wrong with them. */
export function recordMaker(
  recipe: Recipe,
  scope: Omit<TemplateScope, "items">,
): RecordMaker | readonly RecipeProblem[] {
  const compiler = new Compiler({ ...scope, items: [] });
  const format = formatTable[recipe.format.value];
  const kinds = new Map(format.knownFields([]).map(({ name, kinds }) => [name, kinds]));
  const fields = recipe.fields.map(({ name, value }): Field => {
    const make = compiler.tree(value, []);
    const { span } = value.kind === "template" ? value.text : value;
    return { name, make: withKind(make, { name, kinds: kinds.get(name), span }) };
  });
  if (compiler.problems.length > 0) return compiler.problems;
  const isShort =
    recipe.format.value === "chat" &&
    fields.some(({ name }) => Object.hasOwn(conversationFields, name));
  const assemble = isShort ? conversation : plainRecord;
  return {
    columns: compiler.columns,
    make: (cells) => assemble(fields, { cells, items: {} }),
  };
}

function plainRecord(fields: readonly Field[], row: TemplateRow): JsonObject {
  const record: Record<string, JsonValue> = {};
  for (const { name, make } of fields) {
    const value = make(row);
    if (value !== undefined) record[name] = value;
  }
  return record;
}

/** A conversation of what system, user and assistant say, behind it the other fields. */
function conversation(fields: readonly Field[], row: TemplateRow): JsonObject {
  const { system, turns, prompt, completion, ...others } = plainRecord(fields, row);
  const message = (role: string, content: JsonValue | undefined): readonly JsonValue[] =>
    content === undefined || (role === "system" && content === "") ? [] : [{ role, content }];
  return {
    messages: [
      ...message("system", system),
      ...(isJsonArray(turns) ? turns : []),
      ...message("user", prompt),
      ...message("assistant", completion),
    ],
    ...others,
  };
}

class Compiler {
  readonly problems: RecipeProblem[] = [];
  readonly columns = new Set<number>();
  readonly #scope: TemplateScope;

  constructor(scope: TemplateScope) {
    this.#scope = scope;
  }

  tree(tree: TemplateTree, items: readonly string[]): Make {
    switch (tree.kind) {
      case "constant":
        return () => tree.value;
      case "template":
        return this.#template(tree.text, items);
      case "list": {
        const makes = tree.items.map((item) => this.#item(item, items));
        return (row) => makes.flatMap((make) => make(row));
      }
      case "object": {
        const make = this.#item(tree, items);
        return (row) => make(row)[0];
      }
    }
  }

  /** An item of a list, which may be none or many. */
  #item(tree: TemplateTree, items: readonly string[]): (row: TemplateRow) => readonly JsonValue[] {
    if (tree.kind !== "object") {
      const make = this.tree(tree, items);
      return (row) => [make(row)].filter((value) => value !== undefined);
    }
    const inner = tree.each === undefined ? items : [...items, tree.each.as];
    const members = tree.members.map(({ name, value }) => ({
      name,
      make: this.tree(value, inner),
    }));
    const when = tree.when && this.#template(tree.when, inner);
    const one = (row: TemplateRow): readonly JsonValue[] =>
      when === undefined || isTrue(when(row)) ? [plainRecord(members, row)] : [];
    if (tree.each === undefined) return one;
    const { as, list } = tree.each;
    const source = this.#template(listTemplate(list), items);
    return (row) =>
      listOf(source(row), list.span).flatMap((item) =>
        one({ ...row, items: { ...row.items, [as]: item } }),
      );
  }

  #template(text: PlacedText, items: readonly string[]): (row: TemplateRow) => JsonValue {
    const compiled = compileTemplate(text, { ...this.#scope, items });
    if ("length" in compiled) {
      this.problems.push(...compiled);
      return () => "";
    }
    for (const column of compiled.columns) this.columns.add(column);
    return (row) => {
      try {
        return compiled.value(row);
      } catch (cause) {
        if (!(cause instanceof Error)) throw cause;
        throw new RowFault(cause.message, text.span);
      }
    };
  }
}

/** `each` may be the bare name of a column. */
function listTemplate(text: PlacedText): PlacedText {
  if (text.value.includes("{{")) return text;
  const place = (start: number, end: number): Span =>
    text.place(Math.max(start - 3, 0), Math.max(end - 3, 1));
  return { value: `{{ ${text.value} }}`, span: text.span, place };
}

function isTrue(value: JsonValue): boolean {
  if (typeof value === "object") return value !== null && Object.keys(value).length > 0;
  return !["", "false", "False", "0", "none", "None", "null"].includes(String(value).trim());
}

function listOf(value: JsonValue, span: Span): readonly JsonValue[] {
  if (value === "") return [];
  const read = typeof value === "string" ? jsonIn(value) : value;
  if (isJsonArray(read)) return read;
  throw new RowFault(l10n.t("A list is needed here, or its JSON."), span);
}

function jsonIn(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

interface FieldKinds {
  readonly name: string;
  readonly kinds: readonly ValueKind[] | undefined;
  readonly span: Span;
}

/** A text becomes what the field wants where that is never a text. */
function withKind(make: Make, field: FieldKinds): Make {
  const { kinds } = field;
  if (kinds === undefined || kinds.includes("text")) return make;
  return (row) => {
    const value = make(row);
    return typeof value === "string" ? coerced(value, { ...field, kinds }) : value;
  };
}

function coerced(
  text: string,
  { name, kinds, span }: FieldKinds & { readonly kinds: readonly ValueKind[] },
): JsonValue | undefined {
  const trimmed = text.trim();
  // A row without such a value has no such field.
  if (trimmed === "") return undefined;
  const json = jsonIn(kinds.includes("true or false") ? truthOf(trimmed) : trimmed);
  if (json !== undefined && kinds.some((kind) => isOfKind(json, kind))) return json;
  throw new RowFault(
    l10n.t('The field "{0}" is no text: {1} is needed.', name, kinds.join(", ")),
    span,
  );
}

function truthOf(text: string): string {
  if (/^(?:true|yes|1)$/i.test(text)) return "true";
  return /^(?:false|no|0)$/i.test(text) ? "false" : text;
}

function isOfKind(value: JsonValue, kind: ValueKind): boolean {
  switch (kind) {
    case "list":
      return isJsonArray(value);
    case "object":
      return isJsonObject(value);
    case "number":
      return typeof value === "number";
    case "true or false":
      return typeof value === "boolean";
    case "null":
      return value === null;
    case "text":
      return typeof value === "string";
  }
}
