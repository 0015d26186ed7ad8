import { matchAt } from "../json-tokens.js";
import type { Mend, Place, Trouble } from "./trouble.js";
import { dropping, replace } from "./trouble.js";

/** Names what belongs to no record, wherever it stands: foreign blanks, comments, prefixes. */
export function strayTrouble(place: Place): Trouble | undefined {
  return prefixTrouble(place) ?? blankTrouble(place) ?? commentTrouble(place);
}

const invisible = /[\uFEFF\u200B-\u200D\u2060\u00AD]/;

/** Blanks that JSON does not know, such as a no-break space that came with pasted text. */
function blankTrouble({ text, position, tree }: Place): Trouble | undefined {
  const character = text.charAt(position);
  const isControl = /^[\u0000-\u001f\u007f]$/.test(character);
  const isInvisible = invisible.test(character);
  if (!isControl && !isInvisible && !/^\s$/.test(character)) return undefined;
  const end = position + 1;
  const isCertain = !isControl || /^\s$/.test(character);
  const isDropped = isInvisible || isControl || tree.state === "done";
  return {
    kind: "unexpected-character",
    span: { start: position, end },
    mend: () =>
      isDropped
        ? dropping(position, end, isCertain)
        : { ...dropping(position, end, isCertain), edits: [replace(position, end, " ")] },
  };
}

function commentTrouble(place: Place): Trouble | undefined {
  const { text, position: start } = place;
  if (text.startsWith("/*", start)) {
    const close = text.indexOf("*/", start + 2);
    const end = close < 0 ? text.length : close + 2;
    const span = { start, end };
    return close < 0
      ? { kind: "comment", span }
      : { kind: "comment", span, mend: () => dropping(start, end, false) };
  }
  if (matchAt(/\/\/|#(?=\s)/y, text, start) === undefined) return undefined;
  return { kind: "comment", span: { start, end: text.length }, mend: () => dropEnd(place) };
}

/** A comment up to the end of the line goes only where the record has ended before it. */
function dropEnd({ text, tree }: Place): Mend | undefined {
  return tree.root === undefined ? undefined : dropping(tree.root.end, text.length, false);
}

const prefix = /^\s*(?<prefix>data:|>+|[-*•]|(?:[\w./-]+:)?\d+(?:[:.)|]|(?=\s)))\s*(?=\[?\s*\{)/u;

/** What programs put before a line: its number, `data:`, `>`. */
function prefixTrouble({ text, position, tree }: Place): Trouble | undefined {
  if (tree.brackets.length > 0 || tree.state === "comma" || position > 200) return undefined;
  const match = prefix.exec(text.slice(0, 400));
  const found = match?.groups?.["prefix"];
  if (match === null || found === undefined || position > match[0].length) return undefined;
  const end = match[0].length;
  const start = match[0].indexOf(found);
  return {
    kind: "text-before-record",
    span: { start, end: start + found.length },
    mend: () => ({
      edits: [replace(start, end, "")],
      isCertain: false,
      steps: ["record"],
      position: end,
      replacesFrom: 0,
    }),
  };
}
