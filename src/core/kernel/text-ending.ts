import { trailingRunStart } from "../json/trailing-run.js";

const windowBytes = 24;

/**
 * How a text ends, where it ends as people end prompts and completions on purpose: with a separator
 * or a stop sequence, such as `\n\n###\n\n`, ` ->`, ` Answer:`, ` END` or a line break. Nothing where
 * it ends like plain text. Spaces and tabs at the very end do not count.
 *
 * Looks at the last 24 bytes only, so that equal endings are found whatever stands before them:
 * marks that are a word of their own, or a word that ends in a mark, with the white space before
 * it; at least two marks at the end of a word; or line breaks. `assembly/ending.ts` does the same.
 */
export function textEnding(text: string): string {
  const kept = text.slice(0, trailingRunStart(text, " \t"));
  const bytes = new TextEncoder().encode(kept.slice(-windowBytes - 1));
  const isCut = bytes.length > windowBytes || kept.length > windowBytes + 1;
  const window = bytes.subarray(Math.max(bytes.length - windowBytes, 0));
  // Latin-1 stands for bytes: one character each.
  const shown = Array.from(window, (byte) => String.fromCharCode(byte)).join("");
  const start = endingStart(shown, isCut);
  const hasContent = isCut || /[^ \t-\r]/.test(shown.slice(0, start));
  if (start === shown.length || !hasContent) return "";
  return new TextDecoder("utf-8").decode(window.subarray(start));
}

function endingStart(shown: string, isCut: boolean): number {
  const blanks = shown.length - tailLength(shown, /[ \t-\r]/);
  if (blanks === 0) return shown.length;
  const word = wordAt(shown.slice(0, blanks), isCut);
  if (word !== undefined) return word;
  return /[\r\n]/.test(shown.slice(blanks)) ? blanks : shown.length;
}

/** Where an ending starts that has marks or a stop word in it, which stand at the end of `body`. */
function wordAt(body: string, isCut: boolean): number | undefined {
  const run = body.length - tailLength(body, /[^ \t-\r0-9A-Za-z\x80-\xff]/);
  const token = run - tailLength(body.slice(0, run), /[^ \t-\r]/);
  const marks = run + (/^[!"'),.;?]*/.exec(body.slice(run))?.[0].length ?? 0);
  const count = body.length - marks;
  const withBlanks = token - tailLength(body.slice(0, token), /[ \t-\r]/);
  if (count > 0 && token === run) return withBlanks;
  if (count > 1) return marks;
  const isStopWord = /^(?:END|STOP|DONE|EOS)$/.test(body.slice(token));
  const isWhole = token > 0 || !isCut;
  return isWhole && (count === 1 || isStopWord) ? withBlanks : undefined;
}

/** How many characters at the end of a text match a pattern for one character. */
function tailLength(text: string, character: RegExp): number {
  let length = 0;
  while (length < text.length && character.test(text.charAt(text.length - 1 - length))) length += 1;
  return length;
}
