import type { SqlNode } from "./sql-tree.js";

/** What the engine writes where a node stands nowhere in the text. */
const noLocation = "\u000018446744073709551615";

/** NULL. */
export const absent: SqlNode = {
  class: "CONSTANT",
  type: "VALUE_CONSTANT",
  alias: "",
  query_location: noLocation,
  value: { type: { id: "NULL", type_info: null }, is_null: true },
};

/** `CAST` or `TRY_CAST` to a type without parameters. */
export function cast(child: SqlNode, type: string, isTried: boolean): SqlNode {
  return {
    class: "CAST",
    type: "OPERATOR_CAST",
    alias: "",
    query_location: noLocation,
    child,
    cast_type: typeNode(type),
    try_cast: isTried,
  };
}

/** A call of a function with one argument. */
export function call(name: string, child: SqlNode): SqlNode {
  return {
    class: "FUNCTION",
    type: "FUNCTION",
    alias: "",
    query_location: noLocation,
    function_name: name,
    schema: "",
    children: [child],
    filter: null,
    order_bys: { type: "ORDER_MODIFIER", orders: [] },
    distinct: false,
    is_operator: false,
    export_state: false,
    catalog: "",
  };
}

/** `CASE WHEN condition THEN value END`. */
export function valueWhere(condition: SqlNode, value: SqlNode): SqlNode {
  return {
    class: "CASE",
    type: "CASE_EXPR",
    alias: "",
    query_location: noLocation,
    case_checks: [{ when_expr: condition, then_expr: value }],
    else_expr: absent,
  };
}

function typeNode(name: string): SqlNode {
  if (name !== "JSON") return { id: name, type_info: null };
  // A type that an extension brings is looked up by its name.
  const named = { type: "UNBOUND_TYPE_INFO", alias: "", extension_info: null, name };
  return {
    id: "UNBOUND",
    type_info: { ...named, catalog: "", schema: "", user_type_modifiers: [] },
  };
}
