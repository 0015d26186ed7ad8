import { matchAt, tokens } from "../json-tokens.js";
import { bareText, missingStartOfValue } from "./bare-text.js";
import { canEndBefore } from "./text-end.js";
import type { Place, Trouble } from "./trouble.js";
import { replace } from "./trouble.js";

/** Names what looks like a number and is none. */
export function numberTrouble(place: Place): Trouble | undefined {
  const { text, position: start } = place;
  const ahead = text.slice(start, start + 2);
  if (!/^[-+.0-9]/.test(ahead) || /^[-+]\p{L}/u.test(ahead)) return undefined;
  const found = matchAt(tokens.numberLike, text, start) ?? text.charAt(start);
  const end = start + found.length;
  const trouble = { kind: "bad-number", span: { start, end } } as const;
  const number = asNumber(found);
  if (number === undefined || !canEndBefore(place, "value", end)) {
    const bare = isText(found) ? bareText(place, start) : undefined;
    return missingStartOfValue(place, start) ?? { ...bare, ...trouble };
  }
  return {
    ...trouble,
    mend: () => ({
      edits: [replace(start, end, number.text)],
      isCertain: number.isCertain,
      steps: ["atom"],
      value: { start, end },
      position: end,
    }),
  };
}

/** Dates, versions, quantities: `2026-01-31`, `1.2.3`, `10k`. */
function isText(found: string): boolean {
  return /^\d+(?:([-./])\d+\1\d+|[A-Za-z]+)$/.test(found);
}

interface NumberText {
  readonly text: string;
  /** Whether it is the same number for everyone: an identifier may start with 0 too. */
  readonly isCertain: boolean;
}

function asNumber(found: string): NumberText | undefined {
  const pointed = found
    .replace(/^\+/, "")
    .replace(/^(-?)\.(?=\d)/, "$10.")
    .replace(/\.(?=$|[eE])/, ".0");
  if (isNumber(pointed)) return { text: pointed, isCertain: true };
  const guessed = otherNotation(pointed);
  return isNumber(guessed) ? { text: guessed, isCertain: false } : undefined;
}

/** Numbers as programs write them: `007`, `0x1f`, `1_000`, `10n`, `10L`. */
function otherNotation(found: string): string {
  const [, sign = "", digits] =
    /^(-?)(0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+)$/.exec(found) ?? [];
  if (digits !== undefined) return sign + BigInt(digits).toString();
  return found
    .replace(/(?<=\d)_(?=\d)/g, "")
    .replace(/^(-?\d+)[nL]$/, "$1")
    .replace(/^(-?)0+(?=\d)/, "$1");
}

function isNumber(text: string): boolean {
  return text !== "" && matchAt(tokens.number, text, 0) === text;
}
