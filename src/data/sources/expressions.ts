import { UserError } from "../user-error.js";
import type { Engine } from "./engine.js";
import { sqlText } from "./engine.js";
import { ExpressionRewriter } from "./expression-rewriter.js";
import type { TableColumn } from "./source-table.js";
import type { SqlNode, SqlValue } from "./sql-tree.js";
import { isSqlNode, nodesOf, parseSqlTree, textOf, writeSqlTree } from "./sql-tree.js";

/** An expression of a recipe as SQL that the engine may be given. */
export interface Expression {
  readonly sql: string;
  /** Columns that it reads, by their index. */
  readonly reads: readonly number[];
}

/** Condition and derived columns for one table. */
export interface Expressions {
  readonly where: Expression | undefined;
  readonly columns: readonly { readonly name: string; readonly expression: Expression }[];
}

/** An expression as the recipe has it. */
export interface WrittenExpression {
  /** As messages name it: `where`, or a column's name. */
  readonly place: string;
  readonly text: string;
}

/** How the engine is told of a column: its name in a table of the engine, or nothing there. */
export type ReferenceTo = (index: number) => string | undefined;

/** The columns that an expression may name. */
export interface ExpressionScope {
  readonly columns: readonly TableColumn[];
  readonly referenceTo: ReferenceTo;
}

/**
 * Turns what people write into SQL that can do nothing but compute a value from the cells of one
 * row. The engine parses it; every node of the tree must be of a kind that is known to be
 * harmless, and the SQL is written anew from the tree.
 *
 * @throws a `UserError` where it is more or less than one such expression
 */
export async function compileExpression(
  engine: Engine,
  written: WrittenExpression,
  { columns, referenceTo }: ExpressionScope,
): Promise<Expression> {
  const statement = await parsed(engine, written);
  const rewriter = new ExpressionRewriter({ place: written.place, columns, referenceTo });
  const tree = onlyExpression(statement, written);
  const rewritten = rewriter.rewrite(tree);
  const whole = replaced(statement, rewritten);
  const query = await scalar(engine, `json_deserialize_sql(${sqlText(writeSqlTree(whole))})`);
  // The engine writes back the `SELECT` of one expression that it parsed.
  const sql = query.replace(/^SELECT /, "");
  return { sql: `(${sql})`, reads: rewriter.reads };
}

async function parsed(engine: Engine, { place, text }: WrittenExpression): Promise<SqlNode> {
  if (text.includes("\0"))
    throw new UserError(`${place}: a zero character cannot be in an expression.`);
  // A comment at the end must not swallow anything.
  const query = sqlText(`SELECT ${text}\n`);
  const options = "skip_null := false, skip_empty := false, skip_default := false";
  const tree = parseSqlTree(await scalar(engine, `json_serialize_sql(${query}, ${options})`));
  if (!isSqlNode(tree)) throw new Error("The engine's tree is no object.");
  if (tree["error"] === true) throw notAnExpression({ place, text }, textOf(tree["error_message"]));
  return tree;
}

async function scalar(engine: Engine, call: string): Promise<string> {
  const [row] = await (await engine.connection.run(`SELECT ${call}`)).getRows();
  const [value] = row ?? [];
  if (typeof value !== "string") throw new Error(`The engine gave no text for ${call}.`);
  return value;
}

function notAnExpression({ place, text }: WrittenExpression, reason: string): UserError {
  const said = reason === "" ? "" : ` (${reason.replace(/\s+/g, " ")})`;
  return new UserError(
    `${place}: “${text}” is not one SQL expression over the columns of a row${said}.`,
  );
}

/** Parts of a query that one expression has not. */
const emptyParts = ["where_clause", "having", "qualify", "sample"] as const;
const emptyLists = ["modifiers", "group_expressions", "group_sets"] as const;

function onlyExpression(tree: SqlNode, written: WrittenExpression): SqlNode {
  const [statement, ...others] = nodesOf(tree["statements"]);
  const node = statement?.["node"];
  if (!isSqlNode(node) || others.length > 0) throw notAnExpression(written, "");
  const [expression, ...more] = nodesOf(node["select_list"]);
  if (more.length > 0 || !isBare(node) || expression === undefined)
    throw notAnExpression(written, "");
  if (textOf(expression["alias"]) !== "") throw notAnExpression(written, "it has a name: AS …");
  return expression;
}

/** Whether a query is `SELECT` and nothing else. */
function isBare(node: SqlNode): boolean {
  return (
    node["type"] === "SELECT_NODE" &&
    typeIs(node["from_table"], "EMPTY") &&
    emptyParts.every((name) => node[name] === null) &&
    emptyLists.every((name) => isEmptyList(node[name])) &&
    hasNoTables(node["cte_map"])
  );
}

function typeIs(value: SqlValue | undefined, type: string): boolean {
  return isSqlNode(value) && value["type"] === type;
}

function isEmptyList(value: SqlValue | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

function hasNoTables(value: SqlValue | undefined): boolean {
  return isSqlNode(value) && isEmptyList(value["map"]);
}

/** The statement with another expression in its place. */
function replaced(tree: SqlNode, expression: SqlNode): SqlNode {
  const [statement] = nodesOf(tree["statements"]);
  const node = statement?.["node"];
  if (statement === undefined || !isSqlNode(node))
    throw new Error("The engine's tree has no statement.");
  return { ...tree, statements: [{ ...statement, node: { ...node, select_list: [expression] } }] };
}
