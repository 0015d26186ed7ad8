import { matchAt, skipBlanks } from "../json-tokens.js";
import type { Span } from "../span.js";
import { bareText, missingStartOfValue } from "./bare-text.js";
import { closerTrouble } from "./bracket-trouble.js";
import { bracketBeforeKey, startOfArray } from "./missing-bracket.js";
import { quoteTrouble } from "./quote-trouble.js";
import { looksLikeNext } from "./text-end.js";
import type { Place, Trouble } from "./trouble.js";
import { replace } from "./trouble.js";

/** Names what stands behind a value where a comma or a closing bracket should. */
export function commaTrouble(place: Place): Trouble {
  const { text, position } = place;
  return (
    startOfArray(place) ??
    closerTrouble(place) ??
    wrongSign(place) ??
    bracketBeforeKey(place) ??
    endOfTuple(place) ??
    quoteTrouble(place) ??
    textThatStartsLikeNumber(place) ??
    (/^(?:["'{[\w$]|[-+.]\d)/.test(text.slice(position, position + 2))
      ? missingComma(place)
      : { kind: "unexpected-character", span: here(place) })
  );
}

function here({ position }: Place): { readonly start: number; readonly end: number } {
  return { start: position, end: position + 1 };
}

function missingComma(place: Place): Trouble {
  const { position, tree } = place;
  const end = tree.last?.end ?? position;
  return {
    kind: "missing-comma",
    span: here(place),
    mend: () => ({
      edits: [replace(end, end, ",")],
      isCertain: false,
      steps: ["comma"],
      position,
    }),
  };
}

function wrongSign(place: Place): Trouble | undefined {
  const { text, position, tree } = place;
  const sign = matchAt(/[，；;、.]/y, text, position);
  if (sign === undefined) return undefined;
  if (!looksLikeNext(text, skipBlanks(text, position + 1), tree.brackets.at(-1))) return undefined;
  return {
    kind: "wrong-sign",
    span: here(place),
    expected: ",",
    mend: () => ({
      edits: [replace(position, position + 1, ",")],
      isCertain: sign === "，",
      steps: ["comma"],
      position: position + 1,
    }),
  };
}

/** The end of a Python tuple, which stands for an array. */
export function endOfTuple({ text, position, tree }: Place): Trouble | undefined {
  if (text.charAt(position) !== ")" || tree.brackets.at(-1)?.kind !== "array") return undefined;
  return {
    kind: "wrong-sign",
    span: { start: position, end: position + 1 },
    expected: "]",
    mend: () => ({
      edits: [replace(position, position + 1, "]")],
      isCertain: false,
      steps: ["close"],
      position: position + 1,
    }),
  };
}

/** Text such as `5 stars"`, of which the number has been read already. */
function textThatStartsLikeNumber(place: Place): Trouble | undefined {
  const { last } = place.tree;
  if (last?.kind !== "atom" || startsNext(place, last)) return undefined;
  const trouble = missingStartOfValue(place, last.start) ?? bareText(place, last.start);
  const mend = trouble?.mend?.();
  if (trouble === undefined || mend === undefined) return undefined;
  return { ...trouble, mend: () => ({ ...mend, steps: ["forget", "string"] }) };
}

/** Whether what follows a number is another value rather than more of the same text. */
function startsNext({ text, position }: Place, last: Span): boolean {
  const character = text.charAt(position);
  return character === '"' ? last.end !== position : /[-+.\d]/.test(character);
}
