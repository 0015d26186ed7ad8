import { matchAt, tokens } from "./json-tokens.js";
import { JsonTree } from "./json-tree.js";

/** Where a text stops being JSON. */
export interface Stop {
  /** The first character that does not fit; the text's length where more should come. */
  readonly position: number;
  /** Where the string starts in which that is. */
  readonly stringStart: number | undefined;
}

/**
 * Reads JSON token by token and stops where the text is none. Whoever knows better can change the
 * tree and let it read on elsewhere.
 */
export class JsonReader {
  readonly tree = new JsonTree();
  readonly #text: string;
  #position: number;
  #stringStart: number | undefined;

  constructor(text: string, position = 0) {
    this.#text = text;
    this.#position = position;
  }

  /** Reads to the end of the text, where it gives nothing, or to where it stops being JSON. */
  read(): Stop | undefined {
    do this.#skipWhitespace();
    while (this.#position < this.#text.length && this.#step(this.#text.charAt(this.#position)));
    const isWhole = this.#position >= this.#text.length && this.tree.state === "done";
    if (isWhole && this.#stringStart === undefined) return undefined;
    return { position: this.#position, stringStart: this.#stringStart };
  }

  goOn(position: number): void {
    this.#position = position;
    this.#stringStart = undefined;
  }

  /** Reads one token; `false` where there is none that fits. */
  #step(character: string): boolean {
    switch (this.tree.state) {
      case "value":
      case "first-item":
        return this.#readValue(character);
      case "first-key":
      case "key":
        return this.#readKey(character);
      case "colon":
        if (character !== ":") return false;
        this.tree.addColon();
        this.#position += 1;
        return true;
      case "comma":
        return this.#readCommaOrEnd(character);
      case "done":
        return false;
    }
  }

  #readValue(character: string): boolean {
    switch (character) {
      case '"':
        return this.#readString();
      case "{":
        return this.#open("object");
      case "[":
        return this.#open("array");
      case "]":
        return this.tree.state === "first-item" && this.#close();
      case "t":
      case "f":
      case "n":
        return this.#readWord();
      default:
        return this.#readNumber();
    }
  }

  #readKey(character: string): boolean {
    if (character === '"') return this.#readString();
    return character === "}" && this.tree.state === "first-key" && this.#close();
  }

  #readCommaOrEnd(character: string): boolean {
    if (character === ",") {
      this.tree.addComma(this.#position);
      this.#position += 1;
      return true;
    }
    const closer = this.tree.brackets.at(-1)?.kind === "object" ? "}" : "]";
    return character === closer && this.#close();
  }

  #readNumber(): boolean {
    const number = matchAt(tokens.number, this.#text, this.#position);
    const whole = matchAt(tokens.numberLike, this.#text, this.#position);
    if (number === undefined || (whole !== undefined && number.length < whole.length)) return false;
    return this.#addAtom(number);
  }

  #readWord(): boolean {
    const word = matchAt(tokens.word, this.#text, this.#position);
    return (word === "true" || word === "false" || word === "null") && this.#addAtom(word);
  }

  #addAtom(token: string): boolean {
    const end = this.#position + token.length;
    this.tree.addValue({ kind: "atom", start: this.#position, end });
    this.#position = end;
    return true;
  }

  #readString(): boolean {
    const start = this.#position;
    let position = start + 1;
    for (;;) {
      position += matchAt(tokens.plainText, this.#text, position)?.length ?? 0;
      const character = this.#text.charAt(position);
      if (character === '"') break;
      const escape = character === "\\" ? matchAt(tokens.escape, this.#text, position) : undefined;
      if (escape === undefined) {
        this.#position = position;
        this.#stringStart = start;
        return false;
      }
      position += escape.length;
    }
    this.#position = position + 1;
    this.tree.addString({ kind: "string", start, end: this.#position });
    return true;
  }

  #open(kind: "object" | "array"): boolean {
    this.tree.open(kind, this.#position);
    this.#position += 1;
    return true;
  }

  #close(): boolean {
    this.#position += 1;
    this.tree.close(this.#position);
    return true;
  }

  #skipWhitespace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#position);
      if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return;
      this.#position += 1;
    }
  }
}
