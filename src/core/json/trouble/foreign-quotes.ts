import type { JsonProblemKind } from "../json-problem.js";
import { matchAt } from "../json-tokens.js";
import type { Span } from "../span.js";
import { unwrapTrouble } from "./escaped-line.js";
import type { OpenText } from "./open-text.js";
import { mendOpenText } from "./open-text.js";
import type { TextStyle } from "./rewrite-text.js";
import type { TextRole } from "./text-end.js";
import { canEndBefore, doubleQuote, findTextEnd, nextQuote } from "./text-end.js";
import { mendText } from "./text-mend.js";
import type { Place, Trouble } from "./trouble.js";

interface Quotes {
  readonly open: RegExp;
  readonly close: RegExp;
  readonly style: TextStyle;
  readonly kind: JsonProblemKind;
  /** The closing quote with which the reading is not in doubt. */
  readonly partner?: string;
}

const quotes: readonly Quotes[] = [
  { open: /[uUbB]?'''/y, close: /(\\[^])|'''/g, style: "code", kind: "single-quotes" },
  {
    open: /[uU]?'/y,
    close: /(\\[^])|'/g,
    style: "code",
    kind: "single-quotes",
    partner: "'",
  },
  { open: /[bB]'/y, close: /(\\[^])|'/g, style: "code", kind: "single-quotes" },
  {
    open: /[uU]"/y,
    close: /(\\[^])|"/g,
    style: "code",
    kind: "wrong-quotes",
    partner: '"',
  },
  { open: /[bB]"/y, close: /(\\[^])|"/g, style: "code", kind: "wrong-quotes" },
  {
    open: /[“”„]/y,
    close: /(\\[^])|[“”"]/g,
    style: "json",
    kind: "wrong-quotes",
    partner: "”",
  },
  {
    open: /[‘’‚]/y,
    close: /(\\[^])|[‘’']/g,
    style: "json",
    kind: "wrong-quotes",
    partner: "’",
  },
  {
    open: /＂/y,
    close: /(\\[^])|＂/g,
    style: "json",
    kind: "wrong-quotes",
    partner: "＂",
  },
  { open: /`/y, close: /(\\[^])|`/g, style: "json", kind: "wrong-quotes" },
  { open: /\\"/y, close: /\\"/g, style: "json", kind: "escaped-quotes" },
  { open: /&(?:quot|#34);/y, close: /&(?:quot|#34);/g, style: "json", kind: "escaped-quotes" },
];

/** A key or value in quotes that are not JSON's. */
export function foreignQuotes(place: Place, role: TextRole): Trouble | undefined {
  for (const kind of quotes) {
    const opening = matchAt(kind.open, place.text, place.position);
    if (opening === undefined) continue;
    return escapedLine(kind, place, opening) ?? quotedBy(kind, place, { role, opening });
  }
  return undefined;
}

function escapedLine({ kind }: Quotes, place: Place, opening: string): Trouble | undefined {
  const { position: start } = place;
  if (kind !== "escaped-quotes") return undefined;
  return unwrapTrouble(place, { start, end: start + opening.length });
}

interface Opening {
  readonly role: TextRole;
  readonly opening: string;
}

function quotedBy(kind: Quotes, place: Place, { role, opening }: Opening): Trouble | undefined {
  const { text, position: start } = place;
  const contentStart = start + opening.length;
  if (isEndOfText(kind, place, { role, opening })) return undefined;
  const { style } = kind;
  const close = findTextEnd(place, role, contentStart, kind.close) ?? mixedEnd(place, role);
  if (close === undefined) return unclosed(kind, place, { start, contentStart, style });
  if (isOwnQuote(kind, text, { start: contentStart, end: close.start })) return undefined;
  const content = { start: contentStart, end: close.start };
  const mend = mendText(place, { start, end: close.end, content, style });
  const isPartner = text.slice(close.start, close.end) === kind.partner;
  const isCertain = mend.isCertain && isPartner && isFirst(kind, text, contentStart, close.start);
  return {
    kind: kind.kind,
    span: { start, end: close.end },
    mend: () => ({ ...mend, isCertain }),
  };
}

/** The double quote that ends a text whose opening quote is another one. */
function mixedEnd(place: Place, role: TextRole): Span | undefined {
  return findTextEnd(place, role, place.position + 1, doubleQuote);
}

/** Whether the opening quote is the text's own, and its partner in the text: the real one is missing. */
function isOwnQuote({ partner, kind }: Quotes, text: string, content: Span): boolean {
  if (text.charAt(content.end) !== '"') return false;
  if (kind === "escaped-quotes") return true;
  return (
    partner !== undefined &&
    partner !== '"' &&
    text.slice(content.start, content.end).includes(partner)
  );
}

/** A letter with a double quote that ends a key or value is all that is left of that. */
function isEndOfText({ style }: Quotes, place: Place, { role, opening }: Opening): boolean {
  if (style !== "code" || !opening.endsWith('"')) return false;
  return canEndBefore(place, role, place.position + opening.length);
}

/** Whether no quote before this one could be the closing one. */
function isFirst({ close }: Quotes, text: string, from: number, closeStart: number): boolean {
  return nextQuote(text, from, close)?.start === closeStart;
}

function unclosed({ kind }: Quotes, place: Place, open: OpenText): Trouble {
  const end = place.text.length;
  return { kind, span: { start: open.start, end }, mend: () => mendOpenText(place, open) };
}
