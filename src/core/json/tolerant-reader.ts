import type { JsonMember, JsonNode, JsonStringNode, JsonValue } from "./json-node.js";
import type { JsonToken } from "./scan-tokens.js";
import { tokenAt, tokensFrom } from "./scan-tokens.js";
import type { Span } from "./span.js";

/** What may stand next in an object or array, in its members or items, or behind all. */
export type Expected = "key" | "colon" | "value" | "comma" | "end";

/** An object or array whose closing bracket has not been read. */
export interface OpenNode {
  readonly kind: "object" | "array";
  readonly start: number;
  /** The complete members; none in an array. */
  readonly members: JsonMember[];
  /** The complete items; none in an object. */
  readonly items: JsonNode[];
  /** The key whose value has not been read. */
  key: JsonStringNode | undefined;
  expected: Expected;
}

/**
 * Reads a text that is meant to be JSON as far as it makes sense: a tree with exact offsets for
 * anything. For JSON it is the tree of `parseJson`.
 *
 * What is missing is made up: a value that is missing is an atom of no length, an open bracket
 * ends with the text, a closing bracket that fits nothing is left out.
 */
export function readTolerantly(text: string): readonly JsonNode[] {
  const reader = new TolerantReader();
  for (const token of tokensFrom(text, 0)) reader.add(token);
  return reader.finish(text.length);
}

/** A tolerant read, token by token. A class because brackets stay open between the tokens. */
export class TolerantReader {
  readonly #roots: JsonNode[] = [];
  readonly #open: OpenNode[] = [];
  readonly #openOfKind = { object: 0, array: 0 };
  #lastEnd = 0;

  /** What is open now, outermost first. */
  get open(): readonly OpenNode[] {
    return this.#open;
  }

  /** Where the last token ended. */
  get lastEnd(): number {
    return this.#lastEnd;
  }

  /** What JSON has to go on with. */
  get expected(): Expected {
    return this.#open.at(-1)?.expected ?? (this.#roots.length > 0 ? "end" : "value");
  }

  add(token: JsonToken): void {
    switch (token.kind) {
      case "{":
        this.#push("object", token.start);
        break;
      case "[":
        this.#push("array", token.start);
        break;
      case "}":
        this.#closeKind("object", token);
        break;
      case "]":
        this.#closeKind("array", token);
        break;
      case ":":
        this.#readColon();
        break;
      case ",":
        this.#readComma();
        break;
      case "string":
      case "word":
        this.#readScalar(token);
        break;
    }
    this.#lastEnd = token.end;
  }

  /** Closes what is open and gives the values that were read: one, where the text is JSON. */
  finish(end: number): readonly JsonNode[] {
    while (this.#open.length > 0) this.#close(end);
    return this.#roots;
  }

  #push(kind: "object" | "array", start: number): void {
    const expected = kind === "object" ? "key" : "value";
    this.#open.push({ kind, start, members: [], items: [], key: undefined, expected });
    this.#openOfKind[kind] += 1;
  }

  #closeKind(kind: "object" | "array", { start, end }: JsonToken): void {
    if (this.#openOfKind[kind] === 0) return;
    while (this.#open.at(-1)?.kind !== kind) this.#close(start);
    this.#close(end);
  }

  #close(end: number): void {
    const top = this.#open.pop();
    if (top === undefined) return;
    this.#openOfKind[top.kind] -= 1;
    endMember(top);
    const { kind, start, members, items } = top;
    this.#addValue(kind === "object" ? { kind, start, end, members } : { kind, start, end, items });
  }

  #readColon(): void {
    const top = this.#open.at(-1);
    if (top?.kind === "object" && top.key !== undefined) top.expected = "value";
  }

  #readComma(): void {
    const top = this.#open.at(-1);
    if (top === undefined) return;
    endMember(top);
    top.expected = top.kind === "object" ? "key" : "value";
  }

  #readScalar({ kind, start, end }: JsonToken): void {
    const top = this.#open.at(-1);
    if (top?.kind === "object" && top.key === undefined) {
      top.key = { kind: "string", start, end };
      top.expected = "colon";
      return;
    }
    this.#addValue({ kind: kind === "string" ? "string" : "atom", start, end });
  }

  #addValue(node: JsonNode): void {
    const top = this.#open.at(-1);
    if (top === undefined) {
      this.#roots.push(node);
      return;
    }
    top.expected = "comma";
    if (top.kind === "array") {
      top.items.push(node);
      return;
    }
    const key = top.key ?? { kind: "string", start: node.start, end: node.start };
    top.members.push({ key, value: node });
    top.key = undefined;
  }
}

/** Completes a member that has a key and no value. */
function endMember(open: OpenNode): void {
  if (open.key === undefined) return;
  const { end } = open.key;
  open.members.push({ key: open.key, value: { kind: "atom", start: end, end } });
  open.key = undefined;
}

/** Where the characters of a string stand: without the quotes that it has. */
export function contentSpan(text: string, { start, end }: Span): Span {
  const token = tokenAt(text.slice(0, end), start);
  if (token === undefined || token.kind !== "string") return { start, end };
  return { start: start + 1, end: token.isClosed ? end - 1 : end };
}

const escapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** The text of a string or key with its escapes resolved, however broken it is. */
export function looseText(text: string, span: Span): string {
  const { start, end } = contentSpan(text, span);
  return text
    .slice(start, end)
    .replace(/\\(?:u([0-9A-Fa-f]{4})|(.?))/gs, (_, hex?: string, character?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return escapes[character ?? ""] ?? character ?? "";
    });
}

const deepest = 100;

/** The value of a tolerant tree. Numbers and words that JSON does not know become texts. */
export function looseValue(text: string, node: JsonNode, depth = 0): JsonValue {
  if (depth > deepest) return null;
  switch (node.kind) {
    case "string":
      return looseText(text, node);
    case "atom":
      return looseAtom(text.slice(node.start, node.end));
    case "array":
      return node.items.map((item) => looseValue(text, item, depth + 1));
    case "object":
      return Object.fromEntries(
        node.members.map(({ key, value }) => [
          looseText(text, key),
          looseValue(text, value, depth + 1),
        ]),
      );
  }
}

const words: Readonly<Record<string, boolean | null>> = {
  "": null,
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
};

function looseAtom(source: string): JsonValue {
  const known = Object.hasOwn(words, source) ? words[source] : undefined;
  if (known !== undefined) return known;
  const number = Number(source);
  return Number.isFinite(number) ? number : source;
}
