import { UserError } from "../user-error.js";
import { nearName } from "../../core/config/near-name.js";
import {
  allowedFunctions,
  arithmeticOperators,
  functionsOfLambdas,
  numericFunctions,
} from "./allowed-functions.js";
import type { ReferenceTo } from "./expressions.js";
import type { TableColumn } from "./source-table.js";
import { absent, call, cast, valueWhere } from "./sql-nodes.js";
import type { SqlNode, SqlValue } from "./sql-tree.js";
import { isSqlNode, nodesOf, textOf, textsOf } from "./sql-tree.js";

/** What a text is read as where it meets such a value. */
type Meaning = "DOUBLE" | "HUGEINT" | "BOOLEAN" | "DATE" | "TIMESTAMP";

export interface RewriterOptions {
  readonly place: string;
  readonly columns: readonly TableColumn[];
  readonly referenceTo: ReferenceTo;
}

/**
 * Goes through the tree of an expression: refuses what is not known to be harmless, puts the
 * engine's names in place of the columns', and lets a column of text that meets a number, a
 * boolean or a date be read as one (absent where the text is none), so that `rating >= 4` means
 * what it says in a table whose cells are all texts.
 */
export class ExpressionRewriter {
  readonly #place: string;
  readonly #columns: readonly TableColumn[];
  readonly #referenceTo: ReferenceTo;
  readonly #reads = new Set<number>();
  /** Names that a lambda gives to its parameters. */
  #parameters: readonly string[] = [];

  constructor({ place, columns, referenceTo }: RewriterOptions) {
    this.#place = place;
    this.#columns = columns;
    this.#referenceTo = referenceTo;
  }

  get reads(): readonly number[] {
    return [...this.#reads];
  }

  rewrite(node: SqlNode): SqlNode {
    const kind = textOf(node["class"]);
    switch (kind) {
      case "COLUMN_REF":
        return this.#column(node);
      case "CONSTANT":
        return node;
      case "COMPARISON":
        return this.#parts(node, ["left", "right"], this.#meaning([node["left"], node["right"]]));
      case "BETWEEN": {
        const parts = ["input", "lower", "upper"];
        return this.#parts(node, parts, this.#meaning(parts.map((part) => node[part])));
      }
      case "CAST":
        this.#refuseComputedType(node["cast_type"]);
        return this.#parts(node, ["child"], undefined);
      case "COLLATE":
        return this.#parts(node, ["child"], undefined);
      case "CONJUNCTION":
        return { ...node, children: this.#all(node["children"], undefined) };
      case "OPERATOR":
        return this.#operator(node);
      case "FUNCTION":
        return this.#function(node);
      case "CASE":
        return this.#case(node);
      case "LAMBDA":
        // Only as an argument is it a function: elsewhere it is the arrow of JSON.
        return this.#parts(node, ["lhs", "expr"], undefined);
      default:
        throw new UserError(
          `${this.#place}: ${refusals[kind] ?? `${kind.toLowerCase()} is not possible here`}.`,
        );
    }
  }

  /** The parameters of a type may be expressions too. */
  #refuseComputedType(type: SqlValue | undefined): void {
    const info = isSqlNode(type) ? type["type_info"] : undefined;
    const parameters = isSqlNode(info) ? nodesOf(info["user_type_modifiers"]) : [];
    if (parameters.every((parameter) => textOf(parameter["class"]) === "CONSTANT")) return;
    throw new UserError(`${this.#place}: the parameters of a type must be constants.`);
  }

  #parts(node: SqlNode, names: readonly string[], meaning: Meaning | undefined): SqlNode {
    const parts = names.map((name) => [name, this.#part(node[name], meaning)] as const);
    return { ...node, ...Object.fromEntries(parts) };
  }

  #all(values: SqlValue | undefined, meaning: Meaning | undefined): readonly SqlValue[] {
    return nodesOf(values).map((value) => this.#part(value, meaning));
  }

  #part(value: SqlValue | undefined, meaning: Meaning | undefined): SqlValue {
    if (!isSqlNode(value)) return value ?? null;
    const rewritten = this.rewrite(value);
    return meaning !== undefined && this.#isText(value) ? readAs(meaning, rewritten) : rewritten;
  }

  #operator(node: SqlNode): SqlNode {
    const type = textOf(node["type"]);
    if (type === "GROUPING_FUNCTION")
      throw new UserError(`${this.#place}: grouping is not possible here.`);
    const compares = type === "COMPARE_IN" || type === "COMPARE_NOT_IN";
    const meaning = compares ? this.#meaning(nodesOf(node["children"])) : undefined;
    return { ...node, children: this.#all(node["children"], meaning) };
  }

  #function(node: SqlNode): SqlNode {
    const name = textOf(node["function_name"]).toLowerCase();
    const schema = textOf(node["schema"]);
    if (
      !allowedFunctions.has(name) ||
      (schema !== "" && schema !== "main") ||
      textOf(node["catalog"]) !== ""
    ) {
      throw new UserError(
        `${this.#place}: the function “${textOf(node["function_name"])}” cannot be used here: only those that compute from the cells of one row, the same each time, can.`,
      );
    }
    const isPlain =
      node["filter"] === null && node["distinct"] === false && node["export_state"] === false;
    if (!isPlain)
      throw new UserError(`${this.#place}: ${name} cannot have a filter or DISTINCT here.`);
    const children = nodesOf(node["children"]);
    const meaning = arithmeticOperators.has(name)
      ? (this.#meaning(children) ?? "DOUBLE")
      : undefined;
    const isLambda = (child: SqlNode): boolean =>
      functionsOfLambdas.has(name) && textOf(child["class"]) === "LAMBDA";
    const rewritten = children.map((child) =>
      isLambda(child) ? this.#lambda(child) : this.#part(child, meaning),
    );
    return { ...node, children: rewritten };
  }

  #case(node: SqlNode): SqlNode {
    const checks = nodesOf(node["case_checks"]).map((check) =>
      this.#parts(check, ["when_expr", "then_expr"], undefined),
    );
    return { ...node, case_checks: checks, else_expr: this.#part(node["else_expr"], undefined) };
  }

  #lambda(node: SqlNode): SqlNode {
    const outer = this.#parameters;
    const { lhs } = node;
    const named =
      isSqlNode(lhs) && textOf(lhs["class"]) === "FUNCTION" ? nodesOf(lhs["children"]) : [lhs];
    const names = named.flatMap((item) => (isSqlNode(item) ? textsOf(item["column_names"]) : []));
    this.#parameters = [...outer, ...names];
    const rewritten = this.#parts(node, ["expr"], undefined);
    this.#parameters = outer;
    return rewritten;
  }

  #column(node: SqlNode): SqlNode {
    const [name = "", ...fields] = textsOf(node["column_names"]);
    if (this.#parameters.includes(name)) return node;
    const index = this.#indexOf(name);
    const column = this.#columns[index];
    const reference = this.#referenceTo(index);
    if (reference === undefined || column === undefined) return absent;
    this.#reads.add(index);
    if (fields.length > 0 && !column.sqlType.startsWith("STRUCT")) {
      const hint = column.type === "nested" ? `: write "${name}"->>'${fields[0]}'` : "";
      throw new UserError(`${this.#place}: “${name}” has no field “${fields.join(".")}”${hint}.`);
    }
    const plain: SqlNode = { ...node, column_names: [reference, ...fields] };
    return column.sqlType === "JSON" ? cast(plain, "JSON", false) : plain;
  }

  #indexOf(name: string): number {
    const exact = this.#columns.findIndex((column) => column.name === name);
    if (exact >= 0) return exact;
    const alike = this.#columns.flatMap((column, index) =>
      column.name.toLowerCase() === name.toLowerCase() ? [index] : [],
    );
    const [only] = alike;
    if (only !== undefined && alike.length === 1) return only;
    const names = this.#columns.map((column) => column.name);
    const near = nearName(name, names);
    const suggestion =
      near === undefined
        ? `The columns are ${names.map((item) => `“${item}”`).join(", ")}`
        : `Is it “${near}”`;
    throw new UserError(
      `${this.#place}: there is no column “${name}”. ${suggestion}${near === undefined ? "." : "?"} Texts stand in single quotes.`,
    );
  }

  /** Whether a node is a column of text, as the table has it. */
  #isText(node: SqlNode): boolean {
    if (textOf(node["class"]) !== "COLUMN_REF") return false;
    const [name = "", ...fields] = textsOf(node["column_names"]);
    if (fields.length > 0 || this.#parameters.includes(name)) return false;
    return this.#columns[this.#indexOf(name)]?.sqlType === "VARCHAR";
  }

  #meaning(values: readonly (SqlValue | undefined)[]): Meaning | undefined {
    const meanings = values.flatMap((value) => (isSqlNode(value) ? [this.#meaningOf(value)] : []));
    const found = meanings.filter((meaning) => meaning !== undefined);
    return found.includes("HUGEINT") ? "HUGEINT" : found[0];
  }

  #meaningOf(node: SqlNode): Meaning | undefined {
    switch (textOf(node["class"])) {
      case "CONSTANT": {
        const value = node["value"];
        return isSqlNode(value) ? meaningOfType(value["type"]) : undefined;
      }
      case "CAST":
        return meaningOfType(node["cast_type"]);
      case "FUNCTION":
        return this.#meaningOfFunction(node);
      case "COLUMN_REF":
        return this.#meaningOfColumn(node);
      default:
        return undefined;
    }
  }

  #meaningOfFunction(node: SqlNode): Meaning | undefined {
    const name = textOf(node["function_name"]).toLowerCase();
    if (!numericFunctions.has(name)) return undefined;
    const inner = arithmeticOperators.has(name)
      ? this.#meaning(nodesOf(node["children"]))
      : undefined;
    return inner ?? "DOUBLE";
  }

  #meaningOfColumn(node: SqlNode): Meaning | undefined {
    const [name = "", ...fields] = textsOf(node["column_names"]);
    if (fields.length > 0 || this.#parameters.includes(name)) return undefined;
    const type = this.#columns[this.#indexOf(name)]?.sqlType;
    return type === undefined ? undefined : meaningOfName(type);
  }
}

const refusals: Readonly<Record<string, string>> = {
  SUBQUERY: "a query within the expression is not possible: only the cells of the row can be used",
  WINDOW: "functions over several rows are not possible: only the cells of the row can be used",
  STAR: "all columns at once (*, COLUMNS) are not possible: name each",
  PARAMETER: "parameters ($1, ?) have no value here",
  POSITIONAL_REFERENCE: "columns by their position (#1) are not possible: name them",
};

function meaningOfType(type: SqlValue | undefined): Meaning | undefined {
  return isSqlNode(type) ? meaningOfName(textOf(type["id"])) : undefined;
}

function meaningOfName(name: string): Meaning | undefined {
  if (/^HUGEINT|^UHUGEINT/.test(name)) return "HUGEINT";
  if (/INT(?:EGER)?$|^DECIMAL|^DOUBLE|^FLOAT/.test(name)) return "DOUBLE";
  if (name === "BOOLEAN" || name === "DATE") return name;
  if (/^TIMESTAMP|^INTERVAL/.test(name)) return "TIMESTAMP";
  return undefined;
}

function readAs(meaning: Meaning, node: SqlNode): SqlNode {
  const read = cast(node, meaning, true);
  if (meaning !== "DOUBLE") return read;
  // `nan` and `inf` are words in a table: they would be larger than every number.
  return valueWhere(call("isfinite", read), read);
}
