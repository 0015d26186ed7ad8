import { matchAt, skipBlanks } from "../json-tokens.js";
import { closerTrouble } from "./bracket-trouble.js";
import { startOfTexts } from "./missing-bracket.js";
import { quoteTrouble } from "./quote-trouble.js";
import { canEndBefore, doubleQuote, looksLikeKey, looksLikeValue, nextQuote } from "./text-end.js";
import type { Mend, Place, Trouble } from "./trouble.js";
import { dropping, replace } from "./trouble.js";

/** Names what stands between a key and its value instead of a colon. */
export function colonTrouble(place: Place): Trouble {
  const { position } = place;
  return (
    startOfTexts(place) ??
    closerTrouble(place) ??
    wrongSign(place, /：/y) ??
    extraQuote(place) ??
    quoteTrouble(place) ??
    wrongSign(place, /=>|->|[=;,]/y) ?? {
      kind: "missing-colon",
      span: { start: position, end: position + 1 },
      mend: () => missingColon(place),
    }
  );
}

function wrongSign(place: Place, signs: RegExp): Trouble | undefined {
  const { text, position: start } = place;
  const sign = matchAt(signs, text, start);
  if (sign === undefined) return undefined;
  const end = start + sign.length;
  const next = skipBlanks(text, end);
  // Behind a comma a key is the next one: it is the value that is missing.
  const isValue = looksLikeValue(text, next) && !(sign === "," && looksLikeKey(text, next));
  const trouble = { kind: "wrong-sign", span: { start, end }, expected: ":" } as const;
  if (!isValue && sign !== "：") return sign === "," ? undefined : trouble;
  return { ...trouble, mend: () => colonAt(place, start, end) };
}

/** A second closing quote behind the key. */
function extraQuote({ text, position }: Place): Trouble | undefined {
  if (matchAt(/"\s*:/y, text, position) === undefined) return undefined;
  const span = { start: position, end: position + 1 };
  return { kind: "unexpected-character", span, mend: () => dropping(span.start, span.end, false) };
}

function missingColon(place: Place): Mend | undefined {
  const { text, position, tree } = place;
  if (!looksLikeValue(text, position)) return undefined;
  if (text.charAt(position) === '"') {
    const quote = nextQuote(text, position + 1, doubleQuote);
    if (quote === undefined || !canEndBefore(place, "value", quote.end)) return undefined;
  }
  const end = tree.last?.end ?? position;
  return colonAt(place, end, end);
}

/** Puts a colon somewhere; it is not in doubt where a full-width one stood. */
function colonAt({ text, position }: Place, start: number, end: number): Mend {
  return {
    edits: [replace(start, end, ":")],
    isCertain: text.slice(start, end) === "：",
    steps: ["colon"],
    position: Math.max(position, end),
  };
}
