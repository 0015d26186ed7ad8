import { skipBlanks } from "../json-tokens.js";
import { missingStartOfValue } from "./bare-text.js";
import { closerTrouble } from "./bracket-trouble.js";
import { endOfTuple } from "./comma-trouble.js";
import { foreignQuotes } from "./foreign-quotes.js";
import { endOfEmptyArray, startOfArray } from "./missing-bracket.js";
import { numberTrouble } from "./number-trouble.js";
import { looksLikeValue } from "./text-end.js";
import type { Place, Trouble } from "./trouble.js";
import { dropping, replace } from "./trouble.js";
import { wordTrouble } from "./word-trouble.js";

/** Names what stands where a value should. */
export function valueTrouble(place: Place): Trouble {
  return (
    startOfArray(place) ??
    closerTrouble(place) ??
    foreignQuotes(place, "value") ??
    signTrouble(place) ??
    numberTrouble(place) ??
    wordTrouble(place) ??
    missingStartOfValue(place, place.position) ?? {
      kind: "unexpected-character",
      span: here(place),
    }
  );
}

function here({ position }: Place): { readonly start: number; readonly end: number } {
  return { start: position, end: position + 1 };
}

/** Punctuation that belongs elsewhere. */
function signTrouble(place: Place): Trouble | undefined {
  const { text, position, tree } = place;
  const span = here(place);
  const inArray = tree.brackets.at(-1)?.kind === "array";
  switch (text.charAt(position)) {
    case ",":
    case "，":
      if (!inArray) return { kind: "missing-value", span };
      return (
        endOfEmptyArray(place) ?? {
          kind: "extra-comma",
          span,
          mend: () => dropping(position, position + 1, false),
        }
      );
    case ":":
    case "=":
      if (inArray || !looksLikeValue(text, skipBlanks(text, position + 1))) return undefined;
      return {
        kind: "unexpected-character",
        span,
        mend: () => dropping(position, position + 1, false),
      };
    case ")":
      return inArray ? (trailingCommaOfTuple(place) ?? endOfTuple(place)) : undefined;
    case "(":
      return missingStartOfValue(place, position) ?? tupleTrouble(place);
    default:
      return undefined;
  }
}

/** `(1,)` is how Python writes a tuple of one. */
function trailingCommaOfTuple({ position, tree }: Place): Trouble | undefined {
  const comma = tree.commaAt;
  if (tree.state !== "value" || comma < 0) return undefined;
  return {
    kind: "trailing-comma",
    span: { start: comma, end: comma + 1 },
    mend: () => ({
      edits: [replace(comma, comma + 1, "")],
      isCertain: false,
      steps: ["take-back-comma"],
      position,
    }),
  };
}

/** A Python tuple, which JSON writes as an array. */
function tupleTrouble(place: Place): Trouble {
  const { position } = place;
  return {
    kind: "wrong-sign",
    span: here(place),
    expected: "[",
    mend: () => ({
      edits: [replace(position, position + 1, "[")],
      isCertain: false,
      steps: ["array"],
      value: here(place),
      position: position + 1,
    }),
  };
}
