import type {
  JsonArrayNode,
  JsonMember,
  JsonNode,
  JsonObjectNode,
  JsonStringNode,
} from "./json-node.js";
import type { ParserState } from "./json-problem.js";

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

type OpenBracket = OpenObject | OpenArray;

/** An open bracket, as those see it who only look. */
export type BracketView = Readonly<OpenObject> | OpenArray;

/** What has been read so far, as those see it who only look. */
export interface TreeView {
  readonly state: ParserState;
  /** The open brackets, outermost first. */
  readonly brackets: readonly BracketView[];
  /** The complete value of the text. */
  readonly root: JsonNode | undefined;
  /** The last complete key or value. */
  readonly last: JsonNode | undefined;
  /** Where the last comma stands; -1 where there is none in the text. */
  readonly commaAt: number;
}

/**
 * The tree of a text while it is read, token by token, and what may come next.
 *
 * It trusts its caller to add only what may come next, and to call what takes something back only
 * where that is there.
 */
export class JsonTree implements TreeView {
  readonly #brackets: OpenBracket[] = [];
  #state: ParserState = "value";
  #root: JsonNode | undefined;
  #last: JsonNode | undefined;
  #commaAt = -1;
  #lastClosed: OpenBracket | undefined;

  get state(): ParserState {
    return this.#state;
  }

  get brackets(): readonly BracketView[] {
    return this.#brackets;
  }

  get root(): JsonNode | undefined {
    return this.#root;
  }

  get last(): JsonNode | undefined {
    return this.#last;
  }

  get commaAt(): number {
    return this.#commaAt;
  }

  /** Adds a string, which is a key where one is expected. */
  addString(node: JsonStringNode): void {
    const top = this.#brackets.at(-1);
    if (top?.kind !== "object" || top.key !== undefined) return this.addValue(node);
    top.key = node;
    this.#last = node;
    this.#state = "colon";
  }

  addValue(node: JsonNode): void {
    this.#last = node;
    const top = this.#brackets.at(-1);
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

  open(kind: "object" | "array", start: number): void {
    this.#brackets.push(
      kind === "object" ? { kind, start, members: [], key: undefined } : { kind, start, items: [] },
    );
    this.#state = kind === "object" ? "first-key" : "first-item";
  }

  close(end: number): void {
    const top = this.#brackets.pop();
    if (top === undefined) throw new Error("A bracket was closed that was never opened.");
    this.#lastClosed = top;
    this.addValue(closed(top, end));
  }

  addComma(position: number): void {
    this.#commaAt = position;
    this.#state = this.#brackets.at(-1)?.kind === "object" ? "key" : "value";
  }

  addColon(): void {
    this.#state = "value";
  }

  /** Takes back the last key or value; the next one comes in its place. */
  forget(): void {
    const top = this.#brackets.at(-1);
    if (top === undefined) {
      this.#root = undefined;
      this.#state = "value";
    } else if (top.kind === "array") {
      top.items.pop();
      this.#state = "value";
    } else if (top.key !== undefined) {
      top.key = undefined;
      this.#state = "key";
    } else {
      top.key = top.members.pop()?.key;
      this.#state = "value";
    }
    this.#last = top === undefined ? undefined : lastIn(top);
  }

  takeBackComma(): void {
    this.#state = "comma";
    this.#commaAt = -1;
    const top = this.#brackets.at(-1);
    this.#last = top === undefined ? this.#last : lastIn(top);
  }

  /** Takes back the closing bracket of the root. */
  reopen(): void {
    if (this.#lastClosed === undefined) throw new Error("There is no closed bracket to open.");
    this.#brackets.push(this.#lastClosed);
    this.#root = undefined;
    this.#last = lastIn(this.#lastClosed);
    this.#state = "comma";
  }

  /** Opens an array around the value before the last comma. */
  wrapInArray(): void {
    const top = this.#brackets.at(-1);
    const member = top?.kind === "object" ? top.members.pop() : undefined;
    if (top?.kind !== "object" || member === undefined)
      throw new Error("There is no value to wrap.");
    top.key = member.key;
    this.#brackets.push({ kind: "array", start: member.value.start, items: [member.value] });
    this.#state = "value";
  }

  /** Takes back all that is not complete, up to the innermost bracket with something complete. */
  cutBack(): void {
    while (this.#brackets.length > 0) {
      const top = this.#brackets.at(-1);
      if (top?.kind === "object") top.key = undefined;
      this.#last = top === undefined ? undefined : lastIn(top);
      if (this.#last !== undefined) break;
      this.#brackets.pop();
    }
    this.#state = "comma";
  }

  /** Starts anew with the next record of the same text. */
  startRecord(): void {
    this.#brackets.length = 0;
    this.#root = undefined;
    this.#last = undefined;
    this.#state = "value";
  }
}

/** The last complete value in an open bracket. */
export function lastIn(bracket: BracketView): JsonNode | undefined {
  return bracket.kind === "array" ? bracket.items.at(-1) : bracket.members.at(-1)?.value;
}

function closed(open: OpenBracket, end: number): JsonObjectNode | JsonArrayNode {
  if (open.kind === "array") return { kind: "array", start: open.start, end, items: open.items };
  return { kind: "object", start: open.start, end, members: open.members };
}
