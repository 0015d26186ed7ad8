import type { TokenCounter } from "../../tokens/token-counter.js";
import { formatInstant, instantOf } from "./instant.js";

/** What a template may call beside the filters of the template language. */
export interface TemplateFunction {
  readonly signature: string;
  readonly what: string;
  /** Whether tokens have to be counted for it. */
  readonly needsTokens?: true;
  /** Throws an Error that says what is wrong with the arguments. */
  readonly make: (counter: TokenCounter | undefined) => (...values: unknown[]) => unknown;
}

/** Functions by their names. */
export const templateFunctions: Readonly<Record<string, TemplateFunction>> = {
  truncateTokens: {
    signature: "truncateTokens(text, most)",
    what: "The beginning of a text, of at most so many tokens.",
    needsTokens: true,
    make: (counter) => (text, most) => {
      if (counter === undefined) throw new Error("Nothing is known to count tokens with.");
      return firstTokens(textOf(text), countOf(most), counter);
    },
  },
  truncateWords: {
    signature: "truncateWords(text, most)",
    what: "The beginning of a text, of at most so many words.",
    make: () => (text, most) => firstWords(textOf(text), countOf(most)),
  },
  truncateCharacters: {
    signature: "truncateCharacters(text, most)",
    what: "The beginning of a text, of at most so many characters.",
    make: () => (text, most) => Array.from(textOf(text)).slice(0, countOf(most)).join(""),
  },
  oneLine: {
    signature: "oneLine(text)",
    what: "A text with each stretch of white space as one blank, and none at its ends.",
    make: () => (text) => textOf(text).replace(/\s+/g, " ").trim(),
  },
  date: {
    signature: "date(text, format)",
    what: "A date of ISO 8601 in another way: %Y %m %d %H %M %S %B %b %A %a, names in English, in UTC.",
    make: () => (text, format) => {
      const value = textOf(text);
      if (value === "") return "";
      const time = instantOf(value);
      if (time === undefined) throw new Error(`"${value}" is no date such as 2024-05-31.`);
      return formatInstant(time, textOf(format));
    },
  },
  round: {
    signature: "round(number, digits)",
    what: "A number with so many digits behind the point.",
    make: () => (value, digits) => {
      const number = Number(value);
      if (value === "" || !Number.isFinite(number))
        throw new Error(`"${textOf(value)}" is no number.`);
      return number.toFixed(digits === undefined ? 0 : Math.min(countOf(digits), 20));
    },
  },
};

/** The longest beginning of whole characters that has no more tokens: found by halving. */
function firstTokens(text: string, most: number, counter: TokenCounter): string {
  if (counter.count(text, most) <= most) return text;
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (counter.count(text.slice(0, middle), most) <= most) fits = middle;
    else tooLong = middle;
  }
  const isCut = /[\uD800-\uDBFF]$/.test(text.slice(0, fits));
  return text.slice(0, isCut ? fits - 1 : fits);
}

function firstWords(text: string, most: number): string {
  let [end, words] = [0, 0];
  for (const match of text.matchAll(/\S+/g)) {
    if (words === most) return text.slice(0, end);
    words += 1;
    end = match.index + match[0].length;
  }
  return text;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error("A text is needed, got a list or an object.");
}

function countOf(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error("A whole number from 0 is needed.");
}
