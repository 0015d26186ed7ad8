import type { JsonNode } from "./json-node.js";
import type { JsonProblem } from "./json-problem.js";
import type { Stop } from "./json-reader.js";
import { JsonReader } from "./json-reader.js";
import type { TreeView } from "./json-tree.js";
import { wholeCharacters } from "./span.js";
import { Lookahead } from "./trouble/lookahead.js";
import { nameTrouble } from "./trouble/name-trouble.js";
import { closersOf } from "./trouble/trouble.js";

/** A tree with exact offsets, or the first problem. */
export type ParseResult =
  | { readonly kind: "tree"; readonly node: JsonNode }
  | { readonly kind: "problem"; readonly problem: JsonProblem };

/**
 * Parses one JSON value and says where everything stands.
 *
 * Accepts exactly what `JSON.parse` accepts (RFC 8259, no byte order mark). Nesting is limited by
 * memory only. Offsets are UTF-16.
 */
export function parseJson(text: string): ParseResult {
  const reader = new JsonReader(text);
  const stop = reader.read();
  const { root } = reader.tree;
  if (stop !== undefined) return { kind: "problem", problem: problemAt(text, stop, reader.tree) };
  if (root === undefined) throw new Error("A text was read to its end and held no value.");
  return { kind: "tree", node: root };
}

function problemAt(text: string, stop: Stop, tree: TreeView): JsonProblem {
  const lookahead = new Lookahead(text.length);
  const { kind, span, expected } = nameTrouble({ text, ...stop, tree, lookahead });
  const { start, end } = wholeCharacters(text, span);
  return {
    kind,
    span: { start, end },
    found: text.slice(start, end),
    expected,
    state: tree.state,
    inString: stop.stringStart !== undefined,
    closers: closersOf(tree.brackets),
  };
}
