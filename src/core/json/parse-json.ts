import type {
  JsonArrayNode,
  JsonMember,
  JsonNode,
  JsonObjectNode,
  JsonStringNode,
} from "./json-node.js";
import type { JsonProblem, JsonProblemKind, ParserState } from "./json-problem.js";

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
  const parser = new JsonParser(text);
  const node = parser.parse();
  if (node !== undefined) return { kind: "tree", node };
  return { kind: "problem", problem: parser.problem };
}

interface OpenObject {
  readonly kind: "object";
  readonly start: number;
  readonly members: JsonMember[];
  key: JsonStringNode | undefined;
}

interface OpenArray {
  readonly kind: "array";
  readonly start: number;
  readonly items: JsonNode[];
}

type Open = OpenObject | OpenArray;

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const numberLikePattern = /[+-]?[0-9.][0-9A-Za-z_.+-]*/y;
const wordPattern = /[-+]?[A-Za-z_$][\w$]*/y;
const plainTextPattern = /[^"\\\u0000-\u001f]*/y;
const escapePattern = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

/** One parse. A class because the position, the open brackets and the problem live together. */
class JsonParser {
  readonly #text: string;
  readonly #stack: Open[] = [];
  #position = 0;
  #state: ParserState = "value";
  #lastEnd = 0;
  #lastWasString = false;
  #problem: JsonProblem | undefined;
  #root: JsonNode | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The first problem. Only there when `parse` returned nothing. */
  get problem(): JsonProblem {
    if (this.#problem === undefined) throw new Error("There is no problem before a failed parse.");
    return this.#problem;
  }

  parse(): JsonNode | undefined {
    while (this.#problem === undefined) {
      this.#skipWhitespace();
      if (this.#position >= this.#text.length) {
        if (this.#state === "done") return this.#root;
        return this.#fail("unexpected-end", this.#position - 1, this.#position);
      }
      this.#step(this.#text.charAt(this.#position));
    }
    return undefined;
  }

  #step(character: string): void {
    switch (this.#state) {
      case "value":
      case "first-item":
        return this.#readValue(character);
      case "first-key":
      case "key":
        return this.#readKey(character);
      case "colon":
        return this.#readColon(character);
      case "comma":
        return this.#readCommaOrEnd(character);
      case "done":
        return this.#readAfterEnd(character);
    }
  }

  #readValue(character: string): void {
    if (character === '"') return this.#readString();
    if (character === "{") return this.#open("object");
    if (character === "[") return this.#open("array");
    if (character === "]" && this.#state === "first-item") return this.#close();
    if (character === "]" || character === "}") return this.#failNoValue(character);
    if (character === "'") return this.#failQuoted();
    if (/[-+.0-9]/.test(character) && !/^[-+][A-Za-z]/.test(this.#ahead(2))) {
      return this.#readNumber();
    }
    return this.#readWord();
  }

  #failNoValue(character: string): void {
    const top = this.#stack.at(-1);
    const closesArray = top?.kind === "array" && character === "]";
    if (!closesArray) return void this.#failHere("missing-value", 1);
    this.#failAtComma();
  }

  /** The comma before the closing bracket at the current position. */
  #failAtComma(): void {
    const comma = this.#text.lastIndexOf(",", this.#position);
    this.#fail("trailing-comma", comma, comma + 1);
  }

  #readNumber(): void {
    const number = matchAt(numberPattern, this.#text, this.#position);
    const whole = matchAt(numberLikePattern, this.#text, this.#position) ?? "";
    if (number === undefined || number.length < whole.length) {
      return void this.#failHere("bad-number", Math.max(whole.length, 1));
    }
    this.#add({ kind: "atom", start: this.#position, end: this.#position + number.length });
  }

  #readWord(): void {
    const word = matchAt(wordPattern, this.#text, this.#position);
    if (word === undefined) return void this.#failHere("unexpected-character", 1);
    if (word === "true" || word === "false" || word === "null") {
      return this.#add({
        kind: "atom",
        start: this.#position,
        end: this.#position + word.length,
      });
    }
    const isPython = word === "True" || word === "False" || word === "None";
    this.#failHere(isPython ? "python-literal" : "not-a-value", word.length);
  }

  #readKey(character: string): void {
    if (character === '"') return this.#readString();
    if (character === "}") return this.#state === "first-key" ? this.#close() : this.#failAtComma();
    if (character === "'") return this.#failQuoted();
    const word = matchAt(wordPattern, this.#text, this.#position);
    if (word !== undefined) return void this.#failHere("unquoted-key", word.length);
    this.#failHere("unexpected-character", 1);
  }

  #readColon(character: string): void {
    if (character !== ":") {
      if (this.#isWordAfterString(character)) return this.#failUnescapedQuote();
      return void this.#failHere("missing-colon", 1);
    }
    this.#position += 1;
    this.#state = "value";
  }

  #readCommaOrEnd(character: string): void {
    const top = this.#stack.at(-1);
    if (character === ",") {
      this.#position += 1;
      this.#state = top?.kind === "object" ? "key" : "value";
      return;
    }
    if (character === "}" || character === "]") {
      const closer = top?.kind === "object" ? "}" : "]";
      return character === closer ? this.#close() : void this.#failHere("mismatched-bracket", 1);
    }
    if (this.#isWordAfterString(character)) return this.#failUnescapedQuote();
    const startsNext = /["'{[\w$.+-]/.test(character);
    this.#failHere(startsNext ? "missing-comma" : "unexpected-character", 1);
  }

  /** Text such as `"He said "hi"`: a word right behind a string's closing quote. */
  #isWordAfterString(character: string): boolean {
    const touches = this.#lastEnd === this.#position;
    return this.#lastWasString && touches && /[^\s"'{}[\],:]/.test(character);
  }

  #failUnescapedQuote(): void {
    this.#fail("unescaped-quote", this.#position - 1, this.#position);
  }

  #readAfterEnd(character: string): void {
    const isOnlyComma = /^,\s*$/.test(this.#text.slice(this.#position));
    if (isOnlyComma) return void this.#failHere("comma-after-record", 1);
    const startsValue = character === "{" || character === "[";
    const length = this.#text.trimEnd().length - this.#position;
    this.#failHere(startsValue ? "second-value" : "unexpected-character", length);
  }

  #readString(): void {
    const start = this.#position;
    let position = start + 1;
    for (;;) {
      position += matchAt(plainTextPattern, this.#text, position)?.length ?? 0;
      const character = this.#text.charAt(position);
      if (character === '"') break;
      if (character !== "\\") return this.#failInString(character, position);
      const escape = matchAt(escapePattern, this.#text, position);
      if (escape === undefined) return this.#failEscape(position);
      position += escape.length;
    }
    this.#addString({ kind: "string", start, end: position + 1 });
  }

  #failInString(character: string, position: number): void {
    if (character === "") {
      return void this.#fail("unexpected-end", position - 1, position, { inString: true });
    }
    this.#fail("control-character", position, position + 1, { inString: true });
  }

  #failEscape(position: number): void {
    const tail = this.#text.slice(position);
    const isCut = /^\\(?:u[0-9A-Fa-f]{0,3})?$/.test(tail);
    if (isCut) {
      return void this.#fail("unexpected-end", position, this.#text.length, { inString: true });
    }
    const length = /^\\u[0-9A-Fa-f]{0,3}/.exec(tail)?.[0].length ?? 2;
    this.#fail("bad-escape", position, position + length, { inString: true });
  }

  #addString(node: JsonStringNode): void {
    const top = this.#stack.at(-1);
    if (top?.kind === "object" && top.key === undefined) {
      top.key = node;
      this.#moveBehind(node);
      this.#state = "colon";
      return;
    }
    this.#add(node);
  }

  #add(node: JsonNode): void {
    this.#moveBehind(node);
    const top = this.#stack.at(-1);
    if (top === undefined) {
      this.#root = node;
      this.#state = "done";
      return;
    }
    this.#state = "comma";
    if (top.kind === "array") {
      top.items.push(node);
      return;
    }
    if (top.key === undefined) throw new Error("A member's value was read before its key.");
    top.members.push({ key: top.key, value: node });
    top.key = undefined;
  }

  #moveBehind(node: JsonNode): void {
    this.#position = node.end;
    this.#lastEnd = node.end;
    this.#lastWasString = node.kind === "string";
  }

  #open(kind: "object" | "array"): void {
    const start = this.#position;
    this.#stack.push(
      kind === "object"
        ? { kind, start, members: [], key: undefined }
        : { kind, start, items: [] },
    );
    this.#position += 1;
    this.#state = kind === "object" ? "first-key" : "first-item";
  }

  #close(): void {
    const top = this.#stack.pop();
    if (top === undefined) throw new Error("A bracket was closed that was never opened.");
    const end = this.#position + 1;
    this.#add(closed(top, end));
  }

  #ahead(length: number): string {
    return this.#text.slice(this.#position, this.#position + length);
  }

  #skipWhitespace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#position);
      if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return;
      this.#position += 1;
    }
  }

  /** A string in single quotes, up to the quote that seems to end it. */
  #failQuoted(): void {
    const quoted = singleQuotedAt(this.#text, this.#position);
    this.#failHere("single-quotes", quoted.length);
  }

  #failHere(kind: JsonProblemKind, length: number): undefined {
    return this.#fail(kind, this.#position, this.#position + length);
  }

  #fail(
    kind: JsonProblemKind,
    start: number,
    end: number,
    { inString }: { inString: boolean } = { inString: false },
  ): undefined {
    const span = { start: Math.max(start, 0), end };
    const closers = this.#stack.map((open) => (open.kind === "object" ? "}" : "]"));
    this.#problem = {
      kind,
      span,
      found: this.#text.slice(span.start, span.end),
      state: this.#state,
      inString,
      closers: closers.reverse().join(""),
      lastEnd: this.#lastEnd,
    };
    return undefined;
  }
}

function closed(open: Open, end: number): JsonObjectNode | JsonArrayNode {
  if (open.kind === "array") return { kind: "array", start: open.start, end, items: open.items };
  return { kind: "object", start: open.start, end, members: open.members };
}

/**
 * The text in single quotes that starts at `start`: it ends at the first quote behind which a
 * value or key can end (`,`, `:`, a closing bracket, the end of the line), else at the text's end.
 */
export function singleQuotedAt(text: string, start: number): string {
  const end = /'(?=\s*(?:[,:}\]]|$))/g;
  end.lastIndex = start + 1;
  for (let match = end.exec(text); match !== null; match = end.exec(text)) {
    const escaped = text.charAt(match.index - 1) === "\\";
    if (!escaped) return text.slice(start, match.index + 1);
  }
  return text.slice(start);
}
