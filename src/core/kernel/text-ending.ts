import { trailingRunStart } from "../json/trailing-run.js";
import { signClass } from "./text-signs.js";

const windowBytes = 24;

/** Control characters among them. */
const asciiMarks = "\\x00-\\x08\\x0e-\\x1f!-/:-@[-`{-\\x7f";
const mark = new RegExp(`[${asciiMarks}${signClass.any}]`);
const symbol = new RegExp(`[${signClass.symbols}]`);
const sentenceEnds = new RegExp(`^[!"'),.;?${signClass.ends}]*`);
const parting = new RegExp(`[${signClass.parts}]`);
const opening = new RegExp(`[${signClass.opens}]`);

/**
 * How a text ends, where it ends as people end prompts and completions on purpose: with a separator
 * or a stop sequence, such as `\n\n###\n\n`, ` ->`, `→`, ` Answer:`, `情感：`, ` END` or a line break.
 * Nothing where it ends like plain text. Spaces and tabs at the very end do not count.
 *
 * Looks at the last 24 bytes only, so that equal endings are found whatever stands before them:
 * marks that are a word of their own, or a word that ends in a mark, with the white space before
 * it; at least two marks, or one symbol, at the end of a word; one mark of a script without spaces;
 * or line breaks. In such scripts words start behind what ends a sentence, too, and at brackets.
 * `assembly/ending.ts` does the same.
 */
export function textEnding(text: string): string {
  const kept = text.slice(0, trailingRunStart(text, " \t"));
  const bytes = new TextEncoder().encode(kept.slice(-windowBytes - 1));
  const isCut = bytes.length > windowBytes || kept.length > windowBytes + 1;
  const window = bytes.subarray(Math.max(bytes.length - windowBytes, 0));
  // What is left of a character that the window cuts reads as U+FFFD, which is no mark.
  return endingOf(new TextDecoder("utf-8", { ignoreBOM: true }).decode(window), isCut);
}

/** All of an ending that may be longer than `textEnding` says: marks have no end. */
export function wholeEnding(text: string): string {
  return endingOf(text.slice(0, trailingRunStart(text, " \t")), false);
}

/** Whether what `textEnding` says may be but the last part of a longer ending. */
export function mayBeCut(ending: string): boolean {
  const bytes = new TextEncoder().encode(ending).length;
  if (/^[ \t-\r]/.test(ending)) return bytes === windowBytes;
  // A mark before it may have been cut itself, and at most two of its bytes are left.
  return mark.test(ending.charAt(0)) && bytes >= windowBytes - 2;
}

function endingOf(shown: string, isCut: boolean): string {
  const start = endingStart(shown, isCut);
  const hasContent = isCut || /[^ \t-\r]/.test(shown.slice(0, start));
  return hasContent ? shown.slice(start) : "";
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
  const run = body.length - tailLength(body, mark);
  const token = wordStart(body, run);
  const marks = behindSentenceEnds(body, run);
  const weight = weightOf(body.slice(marks));
  const withBlanks = token - tailLength(body.slice(0, token), /[ \t-\r]/);
  if (weight > 0 && token === run) return withBlanks;
  if (weight > 1) return marks;
  // Where a script has no spaces, what reaches to the start may be more than a word.
  if (body.charCodeAt(marks) >= 0x80) return token > 0 ? withBlanks : marks;
  if (token === 0 && isCut) return undefined;
  return weight === 1 || isStopWord(body.slice(token)) ? withBlanks : undefined;
}

function isStopWord(token: string): boolean {
  return /^(?:END|STOP|DONE|EOS)$/.test(token);
}

/** Behind those marks from `start` on that end plain sentences. */
function behindSentenceEnds(body: string, start: number): number {
  return start + (sentenceEnds.exec(body.slice(start))?.[0].length ?? 0);
}

/** Where the word starts that stands before `end`. */
function wordStart(body: string, end: number): number {
  let at = end;
  while (at > 0) {
    const character = body.charAt(at - 1);
    if (/[ \t-\r]/.test(character) || parting.test(character)) break;
    at -= 1;
    if (opening.test(character)) break;
  }
  return at;
}

/** How many marks there are; a symbol counts as two, since nothing else needs it. */
function weightOf(marks: string): number {
  return Array.from(marks).reduce((sum, one) => sum + (symbol.test(one) ? 2 : 1), 0);
}

/** How many characters at the end of a text match a pattern for one character. */
function tailLength(text: string, character: RegExp): number {
  let length = 0;
  while (length < text.length && character.test(text.charAt(text.length - 1 - length))) length += 1;
  return length;
}
