import type { JsonToken, TokenKind } from "./scan-tokens.js";
import { tokenAt, tokensFrom } from "./scan-tokens.js";
import type { Edit, Span } from "./span.js";

/** Where a line of JSON has a space between its tokens. */
export interface JsonSpacing {
  readonly afterColon: boolean;
  readonly afterComma: boolean;
  /** Behind `{` and before `}`, where the object is not empty. */
  readonly insideBraces: boolean;
  /** Behind `[` and before `]`, where the array is not empty. */
  readonly insideBrackets: boolean;
}

/** No space that is not needed. */
export const compactSpacing: JsonSpacing = {
  afterColon: false,
  afterComma: false,
  insideBraces: false,
  insideBrackets: false,
};

/**
 * The edits that put spaces between the tokens of a line of JSON where they belong, and take other
 * white space between and around them away. The tokens stay as they are written.
 */
export function spacingEdits(text: string, spacing: JsonSpacing): readonly Edit[] {
  const edits: Edit[] = [];
  let before: JsonToken | undefined;
  for (const token of tokensFrom(text, 0)) {
    const wanted = before !== undefined && hasSpace(before.kind, token.kind, spacing) ? " " : "";
    putGap({ start: before?.end ?? 0, end: token.start }, wanted);
    before = token;
  }
  if (before !== undefined) putGap({ start: before.end, end: text.length }, "");
  return edits;

  function putGap(span: Span, wanted: string): void {
    const isRight =
      span.end - span.start === wanted.length &&
      (wanted === "" || text.charCodeAt(span.start) === 0x20);
    if (!isRight) edits.push({ span, text: wanted });
  }
}

function hasSpace(before: TokenKind, after: TokenKind, spacing: JsonSpacing): boolean {
  const name = gapName(before, after) ?? closingGapName(after);
  return name !== undefined && !isEmptyPair(before, after) && spacing[name];
}

function isEmptyPair(before: TokenKind, after: TokenKind): boolean {
  return (before === "{" && after === "}") || (before === "[" && after === "]");
}

function closingGapName(after: TokenKind): keyof JsonSpacing | undefined {
  if (after === "}") return "insideBraces";
  return after === "]" ? "insideBrackets" : undefined;
}

/** How many tokens of a line tell its spacing. */
const tokensToLookAt = 200;

/** How a line is spaced, told by its first colon, comma, brace and bracket; parts may be missing. */
export function spacingOf(text: string): Partial<JsonSpacing> {
  const found: { -readonly [Name in keyof JsonSpacing]?: boolean } = {};
  let before = tokenAt(text, 0);
  for (let i = 1; before !== undefined && i < tokensToLookAt; i += 1) {
    const after = tokenAt(text, before.end);
    const name = after === undefined ? undefined : gapName(before.kind, after.kind);
    if (after !== undefined && name !== undefined) found[name] ??= after.start > before.end;
    before = after;
  }
  return found;
}

/** What decides about the space behind a token. */
function gapName(before: TokenKind, after: TokenKind): keyof JsonSpacing | undefined {
  if (isEmptyPair(before, after)) return undefined;
  switch (before) {
    case ":":
      return "afterColon";
    case ",":
      return "afterComma";
    case "{":
      return "insideBraces";
    case "[":
      return "insideBrackets";
    default:
      return undefined;
  }
}

/** The spacing that most of some lines have, each question for itself; compact where they draw. */
export function commonSpacing(lines: Iterable<string>): JsonSpacing {
  const votes = { afterColon: 0, afterComma: 0, insideBraces: 0, insideBrackets: 0 };
  for (const text of lines) {
    const { afterColon, afterComma, insideBraces, insideBrackets } = spacingOf(text);
    votes.afterColon += vote(afterColon);
    votes.afterComma += vote(afterComma);
    votes.insideBraces += vote(insideBraces);
    votes.insideBrackets += vote(insideBrackets);
  }
  return {
    afterColon: votes.afterColon > 0,
    afterComma: votes.afterComma > 0,
    insideBraces: votes.insideBraces > 0,
    insideBrackets: votes.insideBrackets > 0,
  };
}

function vote(answer: boolean | undefined): number {
  if (answer === undefined) return 0;
  return answer ? 1 : -1;
}
