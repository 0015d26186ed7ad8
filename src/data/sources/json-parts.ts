/** A value within the outermost list or object of a file. */
export interface JsonPart {
  /** The property of the outermost object that holds it; undefined where the file is a list. */
  readonly property: string | undefined;
  /** Whether it is an element of a list, not the property's own value. */
  readonly isElement: boolean;
  readonly text: string;
  /** Line of the file from 1 where it begins. */
  readonly line: number;
}

const [lineFeed, space, quote, backslash] = [0x0a, 0x20, 0x22, 0x5c];
const [comma, colon, openList, closeList, openObject, closeObject] = [
  0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d,
];

const structure = new Set([comma, colon, openList, closeList, openObject, closeObject]);
const ends = new Set([comma, closeList, closeObject]);

/**
 * Cuts one JSON value into its parts a piece at a time, so that a file need not fit into memory.
 * Only brackets and strings are looked at: whether a part is JSON is for its parser to say.
 */
export class JsonParts {
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #line = 1;
  #root: "list" | "object" | undefined;
  #key: string | undefined;
  /** Whether the property's value is a list whose elements are parts. */
  #isInList = false;
  #part = "";
  #partLine = 0;
  #hasElements = false;
  #isAtEnd = false;
  /** What stands behind the outermost value, or where the file began with none. */
  #excess: number | undefined;

  /** Line of what does not belong to the file's one value. */
  get excessLine(): number | undefined {
    return this.#excess;
  }

  get isList(): boolean {
    return this.#root === "list";
  }

  /** Whether the outermost value is closed. */
  get isComplete(): boolean {
    return this.#isAtEnd;
  }

  push(piece: string): JsonPart[] {
    const parts: JsonPart[] = [];
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (code === lineFeed) this.#line += 1;
      if (this.#isInString) {
        this.#inString(code);
        continue;
      }
      if (code === quote) this.#isInString = true;
      if (code <= space) continue;
      if (!structure.has(code)) {
        this.#seeStart();
        continue;
      }
      if (!this.#isCut(code)) {
        this.#seeStart();
        this.#nest(code);
        continue;
      }
      this.#part += piece.slice(from, at);
      from = at + 1;
      const part = this.#cut(code);
      if (part !== undefined) parts.push(part);
    }
    this.#part += piece.slice(from);
    return parts;
  }

  #inString(code: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (code === backslash) this.#isEscaped = true;
    else if (code === quote) this.#isInString = false;
  }

  #seeStart(): void {
    if (this.#partLine === 0) this.#partLine = this.#line;
    if (this.#isAtEnd || this.#root === undefined) this.#excess ??= this.#line;
  }

  /** Whether a character of structure ends a part or begins the list of them. */
  #isCut(code: number): boolean {
    if (this.#isAtEnd) return false;
    if (this.#depth === 0) return code === openList || code === openObject;
    if (this.#depth > (this.#isInList ? 2 : 1)) return false;
    return ends.has(code) || this.#isCutOfProperty(code);
  }

  /** The colon behind a property's name, or the bracket of the list that is its value. */
  #isCutOfProperty(code: number): boolean {
    if (this.#root === "list" || this.#isInList) return false;
    if (this.#key === undefined) return code === colon;
    return code === openList && this.#partLine === 0;
  }

  #nest(code: number): void {
    if (code === openList || code === openObject) this.#depth += 1;
    if (code === closeList || code === closeObject) this.#depth -= 1;
  }

  #cut(code: number): JsonPart | undefined {
    const text = this.#part.trim();
    const line = this.#partLine || this.#line;
    this.#part = "";
    this.#partLine = 0;
    if (this.#depth === 0) {
      this.#root = code === openList ? "list" : "object";
      this.#depth = 1;
      return undefined;
    }
    if (code === colon) {
      this.#key = keyOf(text);
      return undefined;
    }
    if (code === openList) {
      this.#isInList = true;
      this.#hasElements = false;
      this.#depth = 2;
      return undefined;
    }
    return this.#ended(code, text, line);
  }

  #ended(code: number, text: string, line: number): JsonPart | undefined {
    const isElement = this.#isInList || this.#root === "list";
    const property = this.#key;
    const isNothing = text === "" && !(isElement && (code === comma || this.#hasElements));
    this.#hasElements = isElement && code === comma;
    if (code !== comma) this.#close();
    else if (!this.#isInList) this.#key = undefined;
    return isNothing ? undefined : { property, isElement, text, line };
  }

  #close(): void {
    this.#depth -= 1;
    if (this.#depth === 0) this.#isAtEnd = true;
    this.#isInList = false;
  }
}

function keyOf(text: string): string {
  try {
    const key: unknown = JSON.parse(text);
    return typeof key === "string" ? key : text;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text;
  }
}
