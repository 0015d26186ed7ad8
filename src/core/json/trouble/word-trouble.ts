import { matchAt, tokens } from "../json-tokens.js";
import { bareText, missingStartOfValue } from "./bare-text.js";
import { canEndBefore } from "./text-end.js";
import type { Mend, Place, Trouble } from "./trouble.js";
import { replace } from "./trouble.js";

/** Names a word that is no JSON value. */
export function wordTrouble(place: Place): Trouble | undefined {
  const { text, position: start } = place;
  const word = matchAt(tokens.word, text, start);
  if (word === undefined) return undefined;
  const end = start + word.length;
  const span = { start, end };
  const isPython = Object.hasOwn(pythonWords, word);
  const json = isPython ? pythonWords[word] : otherWord(word, end === text.length);
  const kind = isPython ? "python-literal" : "not-a-value";
  if (json !== undefined && canEndBefore(place, "value", end)) {
    return { kind, span, mend: () => mendWord(place, { end, json, isCertain: isPython }) };
  }
  const missing = missingStartOfValue(place, start);
  if (missing !== undefined || /^[-+]?(?:Infinity|inf|NaN)$/.test(word)) {
    return missing ?? { kind, span };
  }
  return { kind, span, ...bareText(place, start) };
}

const pythonWords: Readonly<Record<string, string>> = {
  True: "true",
  False: "false",
  None: "null",
};

/** The JSON word that another word most likely stands for. */
function otherWord(word: string, isCut: boolean): string | undefined {
  if (/^(?:nan|undefined|nil|na)$/i.test(word)) return "null";
  const lower = word.toLowerCase();
  const known = ["true", "false", "null"];
  const isStart = isCut || word.length > 2;
  return known.find((name) => name === lower || (isStart && name.startsWith(word)));
}

interface JsonWord {
  readonly end: number;
  readonly json: string;
  readonly isCertain: boolean;
}

function mendWord({ position: start }: Place, { end, json, isCertain }: JsonWord): Mend {
  return {
    edits: [replace(start, end, json)],
    isCertain,
    steps: ["atom"],
    value: { start, end },
    position: end,
  };
}
