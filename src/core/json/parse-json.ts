import type {
  JsonArrayNode,
  JsonMember,
  JsonNode,
  JsonObjectNode,
  JsonStringNode,
} from "./json-node.js";
import type { JsonProblem, JsonProblemKind, ParserState } from "./json-problem.js";
import { matchAt, singleQuotedAt, tokens } from "./json-tokens.js";
import { wholeCharacters } from "./span.js";
import { trailingRunStart } from "./trailing-run.js";

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
        this.#fail("unexpected-end", this.#position - 1, this.#position);
        return undefined;
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
        return this.#readAfterEnd();
    }
  }

  #readValue(character: string): void {
    if (character === '"') return this.#readString();
    if (character === "{") return this.#open("object");
    if (character === "[") return this.#open("array");
    if (character === "]" && this.#state === "first-item") return this.#close();
    if (character === "]" || character === "}") return this.#failNoValue(character);
    if (character === "'") return this.#failQuoted();
    return this.#startsNumber() ? this.#readNumber() : this.#readWord();
  }

  #startsNumber(): boolean {
    const ahead = this.#text.slice(this.#position, this.#position + 2);
    return /^[-+.0-9]/.test(ahead) && !/^[-+][A-Za-z]/.test(ahead);
  }

  #failNoValue(character: string): void {
    const top = this.#stack.at(-1);
    const closesArray = top?.kind === "array" && character === "]";
    if (!closesArray) return this.#failHere("missing-value", 1);
    this.#failAtComma();
  }

  /** The comma before the closing bracket at the current position. */
  #failAtComma(): void {
    const comma = this.#text.lastIndexOf(",", this.#position);
    this.#fail("trailing-comma", comma, comma + 1);
  }

  #readNumber(): void {
    const number = matchAt(tokens.number, this.#text, this.#position);
    const whole = matchAt(tokens.numberLike, this.#text, this.#position) ?? "";
    if (number === undefined || number.length < whole.length) {
      return this.#failHere("bad-number", Math.max(whole.length, 1));
    }
    this.#add({ kind: "atom", start: this.#position, end: this.#position + number.length });
  }

  #readWord(): void {
    const word = matchAt(tokens.word, this.#text, this.#position);
    if (word === undefined) return this.#failHere("unexpected-character", 1);
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
    const word = matchAt(tokens.word, this.#text, this.#position);
    if (word !== undefined) return this.#failHere("unquoted-key", word.length);
    this.#failHere("unexpected-character", 1);
  }

  #readColon(character: string): void {
    if (character !== ":") {
      if (this.#isWordAfterString(character)) return this.#failUnescapedQuote();
      return this.#failHere("missing-colon", 1);
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
    if (character === "}" || character === "]") return this.#readCloser(character);
    if (this.#isWordAfterString(character)) return this.#failUnescapedQuote();
    const startsNext = /["'{[\w$.+-]/.test(character);
    this.#failHere(startsNext ? "missing-comma" : "unexpected-character", 1);
  }

  #readCloser(character: string): void {
    const closer = this.#stack.at(-1)?.kind === "object" ? "}" : "]";
    if (character === closer) return this.#close();
    this.#failHere("mismatched-bracket", 1);
  }

  /** Text such as `"He said "hi"`: a word right behind a string's closing quote. */
  #isWordAfterString(character: string): boolean {
    const touches = this.#lastEnd === this.#position;
    return this.#lastWasString && touches && /[\p{L}\p{N}]/u.test(character);
  }

  #failUnescapedQuote(): void {
    this.#fail("unescaped-quote", this.#position - 1, this.#position);
  }

  #readAfterEnd(): void {
    const end = trailingRunStart(this.#text, " \t\r\n");
    const rest = this.#text.slice(this.#position, end);
    if (rest === ",") return this.#failHere("comma-after-record", 1);
    const startsValue = /^(?:,[ \t]*)?[{[]/.test(rest);
    this.#failHere(startsValue ? "second-value" : "unexpected-character", rest.length);
  }

  #readString(): void {
    const start = this.#position;
    let position = start + 1;
    for (;;) {
      position += matchAt(tokens.plainText, this.#text, position)?.length ?? 0;
      const character = this.#text.charAt(position);
      if (character === '"') break;
      if (character !== "\\") return this.#failInString(character, position);
      const escape = matchAt(tokens.escape, this.#text, position);
      if (escape === undefined) return this.#failEscape(position);
      position += escape.length;
    }
    this.#addString({ kind: "string", start, end: position + 1 });
  }

  #failInString(character: string, position: number): void {
    if (character === "") {
      return this.#fail("unexpected-end", position - 1, position, { inString: true });
    }
    this.#fail("control-character", position, position + 1, { inString: true });
  }

  #failEscape(position: number): void {
    const tail = this.#text.slice(position);
    const isCut = /^\\(?:u[0-9A-Fa-f]{0,3})?$/.test(tail);
    if (isCut) {
      return this.#fail("unexpected-end", position, this.#text.length, { inString: true });
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
      kind === "object" ? { kind, start, members: [], key: undefined } : { kind, start, items: [] },
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

  #failHere(kind: JsonProblemKind, length: number): void {
    this.#fail(kind, this.#position, this.#position + length);
  }

  #fail(
    kind: JsonProblemKind,
    start: number,
    end: number,
    { inString }: { inString: boolean } = { inString: false },
  ): void {
    const span = wholeCharacters(this.#text, { start: Math.max(start, 0), end });
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
  }
}

function closed(open: Open, end: number): JsonObjectNode | JsonArrayNode {
  if (open.kind === "array") return { kind: "array", start: open.start, end, items: open.items };
  return { kind: "object", start: open.start, end, members: open.members };
}
