import type { JsonMember } from "./json-node.js";
import type { JsonToken, TokenKind } from "./scan-tokens.js";
import { tokenAt, tokensFrom } from "./scan-tokens.js";
import type { Span } from "./span.js";
import type { Expected, OpenNode } from "./tolerant-reader.js";
import { looseText, TolerantReader } from "./tolerant-reader.js";

/** What a place in a line of JSON is, however unfinished the line is. */
export interface JsonPlace {
  /** What stands there, or would have to. */
  readonly kind: Expected;
  /**
   * The way to it: at a key (or where one is expected) that to the object, at a value that to the
   * value itself.
   */
  readonly path: readonly (string | number)[];
  /** The string or word that the place is in or at the end of, quotes included; else empty. */
  readonly span: Span;
  /** Whether `span` starts with a quote. */
  readonly isQuoted: boolean;
  /** The complete members that the innermost open object has before the place. */
  readonly members: readonly JsonMember[];
  /** The names of that object's members, before the place and behind it. */
  readonly keys: readonly string[];
  /** What follows `span`. */
  readonly next: TokenKind | undefined;
}

/**
 * Tells what stands at an offset of a text. The text before the offset decides; a string that is
 * still open there ends with its quote only where what follows that quote makes sense.
 */
export function placeAt(text: string, offset: number): JsonPlace {
  const { reader, current } = readUpTo(text, offset);
  const kind = current === undefined ? reader.expected : kindOf(current, reader);
  const span =
    current === undefined
      ? { start: offset, end: offset }
      : {
          start: current.start,
          end: endOf(text, current, offset, kind),
        };
  const top = reader.open.at(-1);
  const members = top?.members ?? [];
  const keys = members.map(({ key }) => looseText(text, key));
  if (top?.kind === "object") keys.push(...keysBehind(text, span.end));
  return {
    kind,
    path: pathOf(text, reader.open, kind),
    span,
    isQuoted: current?.kind === "string",
    members,
    keys,
    next: tokenAt(text, span.end)?.kind,
  };
}

/** Reads all tokens before an offset; the one that the offset is in is left over. */
function readUpTo(
  text: string,
  offset: number,
): { readonly reader: TolerantReader; readonly current: JsonToken | undefined } {
  const reader = new TolerantReader();
  for (const token of tokensFrom(text, 0)) {
    if (token.start >= offset) break;
    if (reaches(token, offset)) return { reader, current: token };
    reader.add(token);
  }
  return { reader, current: undefined };
}

/** Whether a token goes up to an offset: it is in the token, or behind one that may go on. */
function reaches({ kind, end, isClosed }: JsonToken, offset: number): boolean {
  return offset < end || (offset === end && (kind === "word" || !isClosed));
}

/** What a string or word is at its place; where a comma or colon is missing before it, too. */
function kindOf(token: JsonToken, { expected, open, lastEnd }: TolerantReader): Expected {
  if (expected === "colon") return token.start === lastEnd ? "colon" : "value";
  // Right behind a string it belongs to what somebody quoted in it.
  if (expected !== "comma" || token.start === lastEnd) return expected;
  return open.at(-1)?.kind === "object" ? "key" : "value";
}

/** Where the string or word ends that a place is in. */
function endOf(text: string, token: JsonToken, offset: number, kind: Expected): number {
  const isWhole = token.kind === "word" || (token.isClosed && fits(text, token.end, kind));
  if (isWhole) return token.end;
  return offset + (/^[\w-]*/.exec(text.slice(offset, offset + 100))?.[0].length ?? 0);
}

/** Whether a quote can close a key or value: by what stands behind it. */
function fits(text: string, end: number, kind: Expected): boolean {
  const next = tokenAt(text, end)?.kind;
  if (next === undefined || next === "}" || next === ",") return true;
  return kind === "key" ? next === ":" : next === "]";
}

/** The keys behind a position in the object that is open there. */
function keysBehind(text: string, position: number): readonly string[] {
  const keys: string[] = [];
  let depth = 0;
  let last: JsonToken | undefined;
  for (const token of tokensFrom(text, position)) {
    depth += depthChange(token.kind);
    if (depth < 0) break;
    const isMember = token.kind === ":" && depth === 0;
    if (isMember && last?.kind === "string") keys.push(looseText(text, last));
    last = token;
  }
  return keys;
}

function depthChange(kind: TokenKind): number {
  if (kind === "{" || kind === "[") return 1;
  return kind === "}" || kind === "]" ? -1 : 0;
}

function pathOf(
  text: string,
  open: readonly OpenNode[],
  kind: Expected,
): readonly (string | number)[] {
  const steps = kind === "value" ? open : open.slice(0, -1);
  return steps.map((node) => {
    if (node.kind === "array") return node.items.length;
    return node.key === undefined ? "" : looseText(text, node.key);
  });
}
