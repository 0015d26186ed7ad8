import { jsonValueOf } from "../json-value-of.js";
import type { Span } from "../span.js";
import type { Mend, Place, Trouble } from "./trouble.js";
import { replace } from "./trouble.js";

/**
 * A record of which every quote is escaped, as it comes out of a CSV file, a program's source or a
 * web page. `span` is the first of the quotes.
 */
export function unwrapTrouble(place: Place, span: Span): Trouble | undefined {
  const { text, position, lookahead } = place;
  if (position > mostBefore || !escapedStart.test(text) || !lookahead.pay(text.length))
    return undefined;
  const plain = ways.map((way) => way(text.trim())).find(isRecord);
  if (plain === undefined) return undefined;
  return { kind: "escaped-quotes", span, mend: () => mendLine(place, plain) };
}

/** The first quote of a record stands near its start. */
const mostBefore = 200;

function mendLine({ text }: Place, plain: string): Mend {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  return {
    edits: [replace(start, end, plain)],
    isCertain: false,
    steps: ["record", "atom"],
    value: { start, end },
    position: text.length,
    replacesFrom: 0,
  };
}

const escapedStart = /^\s*"?\s*[{[][\s{[]*(?:\\"|""|&(?:quot|#34|#x22);)/i;

const ways: readonly ((line: string) => string | undefined)[] = [fromCode, fromCsv, fromPage];

function fromCode(line: string): string | undefined {
  return parsed(`"${line}"`);
}

function fromCsv(line: string): string | undefined {
  const isQuoted = line.startsWith('"') && line.endsWith('"');
  return (isQuoted ? line.slice(1, -1) : line).replaceAll('""', '"');
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  "#34": '"',
  "#x22": '"',
  apos: "'",
  "#39": "'",
  "#x27": "'",
  lt: "<",
  gt: ">",
  amp: "&",
};

function fromPage(line: string): string | undefined {
  return line.replace(/&(#?\w{2,4});/g, (entity, name: string) => {
    return entities[name.toLowerCase()] ?? entity;
  });
}

function isRecord(line: string | undefined): line is string {
  return line !== undefined && !line.includes("\n") && parsed(`[${line}]`) !== undefined;
}

/** The string that a text is as JSON; other values as text; `undefined` where it is no JSON. */
function parsed(text: string): string | undefined {
  const value = jsonValueOf(text);
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : text;
}
