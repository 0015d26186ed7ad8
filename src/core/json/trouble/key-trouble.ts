import { bareKey, missingStartOfKey } from "./bare-text.js";
import { closerTrouble } from "./bracket-trouble.js";
import { foreignQuotes } from "./foreign-quotes.js";
import { matchAt, tokens } from "../json-tokens.js";
import { bracketBeforeValue } from "./missing-bracket.js";
import type { Place, Trouble } from "./trouble.js";
import { dropping } from "./trouble.js";

/** Names what stands where a key should. */
export function keyTrouble(place: Place): Trouble {
  const { text, position } = place;
  const here = { start: position, end: position + 1 };
  const character = text.charAt(position);
  if (character === ",") {
    const mend = dropping(position, position + 1, false);
    return { kind: "extra-comma", span: here, mend: () => mend };
  }
  return (
    closerTrouble(place) ??
    foreignQuotes(place, "key") ??
    bracketBeforeValue(place) ??
    missingStartOfKey(place) ??
    bareKey(place) ??
    wordTrouble(place) ?? { kind: "unexpected-character", span: here }
  );
}

function wordTrouble({ text, position }: Place): Trouble | undefined {
  const word = matchAt(tokens.word, text, position);
  if (word === undefined) return undefined;
  return { kind: "unquoted-key", span: { start: position, end: position + word.length } };
}
