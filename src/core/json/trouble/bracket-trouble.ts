import { nextQuote, doubleQuote } from "./text-end.js";
import type { Mend, Place, Trouble } from "./trouble.js";
import { closerOf, closing, dropping, replace } from "./trouble.js";

/** Names a closing bracket that cannot stand where it does. */
export function closerTrouble(place: Place): Trouble | undefined {
  const { text, position, tree } = place;
  const character = text.charAt(position);
  if (character !== "}" && character !== "]") return undefined;
  const top = tree.brackets.at(-1);
  const span = { start: position, end: position + 1 };
  if (top === undefined) return { kind: "mismatched-bracket", span };
  if (tree.state === "colon") return { kind: "missing-colon", span };
  const isBehindComma = tree.state === "key" || (tree.state === "value" && top.kind === "array");
  if (isBehindComma) return trailingComma(place, character === closerOf(top.kind));
  if (tree.state === "value") return { kind: "missing-value", span };
  return {
    kind: "mismatched-bracket",
    span,
    expected: closerOf(top.kind),
    mend: () => mendCloser(place, character),
  };
}

function trailingComma({ position, tree }: Place, isCertain: boolean): Trouble {
  const comma = tree.commaAt;
  if (comma < 0) return { kind: "extra-comma", span: { start: position, end: position + 1 } };
  return {
    kind: "trailing-comma",
    span: { start: comma, end: comma + 1 },
    mend: () => ({
      edits: [replace(comma, comma + 1, "")],
      isCertain,
      steps: ["take-back-comma"],
      position,
    }),
  };
}

/**
 * Chooses what a wrong closing bracket is: one too many, the wrong one, or right with others
 * missing before it. What the rest of the line closes decides.
 */
function mendCloser(place: Place, character: "}" | "]"): Mend | undefined {
  const { position, tree } = place;
  const depth = tree.brackets.length;
  const stillClosed = countClosed(place);
  if (stillClosed === undefined) return undefined;
  if (stillClosed === depth) return dropping(position, position + 1, false);
  const outer = outerBracket(place, character);
  if (stillClosed === depth - 1 || outer === undefined) return replaceCloser(place);
  const missing = tree.brackets.slice(outer + 1).map(({ kind }) => closerOf(kind));
  const end = lastEnd(place);
  return {
    edits: [replace(end, end, missing.reverse().join(""))],
    isCertain: false,
    steps: closing(missing.length + 1),
    position: position + 1,
  };
}

function lastEnd({ position, tree }: Place): number {
  return tree.state === "comma" ? (tree.last?.end ?? position) : position;
}

function replaceCloser({ position, tree }: Place): Mend | undefined {
  const top = tree.brackets.at(-1);
  if (top === undefined) return undefined;
  return {
    edits: [replace(position, position + 1, closerOf(top.kind))],
    isCertain: false,
    steps: ["close"],
    position: position + 1,
  };
}

const mostMissing = 64;

/** The innermost bracket that a closing bracket could close. */
function outerBracket({ tree }: Place, character: "}" | "]"): number | undefined {
  const depth = tree.brackets.length;
  for (let index = depth - 2; index >= Math.max(0, depth - mostMissing); index -= 1) {
    const bracket = tree.brackets[index];
    if (bracket !== undefined && closerOf(bracket.kind) === character) return index;
  }
  return undefined;
}

/** How many more brackets the rest of the line closes than it opens; strings do not count. */
export function countClosed({ text, position, lookahead }: Place): number | undefined {
  if (!lookahead.pay(text.length - position)) return undefined;
  const token = /[{}[\]"]/g;
  token.lastIndex = position + 1;
  let closed = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [character] = match;
    if (character === '"') {
      const end = nextQuote(text, token.lastIndex, doubleQuote);
      token.lastIndex = end?.end ?? text.length;
    } else {
      closed += "{[".includes(character) ? -1 : 1;
    }
  }
  return closed;
}
