import * as l10n from "@vscode/l10n";
import type { Node, Pair, Scalar } from "yaml";
import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Span } from "../../json/span.js";
import type { PlacedText, RecipeProblem } from "./recipe.js";
import { placedText } from "./scalar-place.js";

/** A value of a recipe with its place. */
export type RecipeNode =
  | {
      readonly kind: "scalar";
      readonly value: ScalarValue;
      readonly text: PlacedText;
      readonly span: Span;
    }
  | { readonly kind: "list"; readonly items: readonly RecipeNode[]; readonly span: Span }
  | { readonly kind: "map"; readonly members: readonly RecipeMember[]; readonly span: Span };

/** What a scalar is; `text` of its node is how it is written. */
export type ScalarValue = string | number | boolean | null;

/** A key with its value. */
export interface RecipeMember {
  readonly name: string;
  readonly key: Span;
  readonly value: RecipeNode;
}

/** No person writes more, and it would keep a machine busy. */
const longestText = 1 << 20;
const deepestNesting = 40;
/** Aliases of aliases are few characters and many values. */
const mostAliases = 1_000;

/** Reads YAML 1.2 as nodes, or says what is wrong with it. */
export function readNodes(source: string): {
  readonly root: RecipeNode | undefined;
  readonly problems: readonly RecipeProblem[];
} {
  if (source.length > longestText) {
    const message = l10n.t("The file has more than {0} characters.", longestText);
    return {
      root: undefined,
      problems: [{ span: { start: 0, end: 0 }, message, severity: "error" }],
    };
  }
  const document = parseDocument(source, { prettyErrors: false });
  const problems = [...document.errors, ...document.warnings].map(
    ({ pos: [start, end], message }): RecipeProblem => ({
      span: { start, end: Math.max(end, start + 1) },
      message: message.split("\n")[0] ?? message,
      severity: "error",
    }),
  );
  if (problems.length > 0) return { root: undefined, problems };
  const reader = new NodeReader(source, (alias) => document.contents && alias.resolve(document));
  const root = document.contents === null ? undefined : reader.node(document.contents, 0);
  return { root, problems: reader.problems };
}

type AliasNode = Extract<Node, { readonly source: string; resolve: unknown }>;

class NodeReader {
  readonly problems: RecipeProblem[] = [];
  readonly #source: string;
  readonly #resolve: (alias: AliasNode) => Node | null | undefined;
  #aliases = 0;

  constructor(source: string, resolve: (alias: AliasNode) => Node | null | undefined) {
    this.#source = source;
    this.#resolve = resolve;
  }

  node(node: Node | null, depth: number, at = 0): RecipeNode {
    const span = spanOf(node, at);
    if (depth > deepestNesting) {
      const message = l10n.t("There are more than {0} levels in one another.", deepestNesting);
      this.problems.push({ span, message, severity: "error" });
      return nothing(span);
    }
    if (isAlias(node)) return this.#alias(node, depth);
    if (isScalar(node)) return this.#scalar(node);
    if (isSeq<Node>(node)) {
      const items = node.items.map((item) => this.node(item, depth + 1, span.start));
      return { kind: "list", items, span };
    }
    if (!isMap<Node, Node | null>(node)) return nothing(span);
    return { kind: "map", members: node.items.map((pair) => this.#member(pair, depth)), span };
  }

  #alias(alias: AliasNode, depth: number): RecipeNode {
    const span = spanOf(alias, 0);
    this.#aliases += 1;
    if (this.#aliases <= mostAliases) {
      return this.node(this.#resolve(alias) ?? null, depth + 1, span.start);
    }
    if (this.#aliases === mostAliases + 1) {
      const message = l10n.t("There are more than {0} aliases.", mostAliases);
      this.problems.push({ span, message, severity: "error" });
    }
    return nothing(span);
  }

  #member({ key, value }: Pair<Node, Node | null>, depth: number): RecipeMember {
    const keySpan = spanOf(key, 0);
    const name = isScalar(key) ? this.#scalar(key).text.value : "";
    if (!isScalar(key)) {
      this.problems.push({
        span: keySpan,
        message: l10n.t("A key has to be one text."),
        severity: "error",
      });
    }
    return { name, key: keySpan, value: this.node(value, depth + 1, keySpan.end) };
  }

  #scalar(node: Scalar): Extract<RecipeNode, { kind: "scalar" }> {
    const { value } = node;
    const span = spanOf(node, 0);
    const isPlain = typeof value === "number" || typeof value === "boolean" || value === null;
    // How a number is written says more than its value: a label may be 05.
    const written = typeof value === "string" ? value : (node.source ?? "");
    const text = placedText(node, written, this.#source);
    return { kind: "scalar", value: isPlain ? value : written, text, span };
  }
}

function nothing(span: Span): RecipeNode {
  return { kind: "scalar", value: null, text: { value: "", span, place: () => span }, span };
}

function spanOf(node: Node | null, at: number): Span {
  const [start, end] = node?.range ?? [at, at];
  return { start, end };
}
