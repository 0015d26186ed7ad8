const aloneScripts = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"];
const alone = `[${aloneScripts.map((script) => `\\p{Script=${script}}`).join("")}]`;

/** A letter of a script without spaces between words, or letters and digits that stand together. */
const word = new RegExp(
  `${alone}|(?!${alone})[\\p{L}\\p{N}](?:(?!${alone})[\\p{L}\\p{N}\\p{M}])*`,
  "gu",
);

/**
 * The words of a text as they are compared: in the normal form NFKC, in small letters, without what
 * stands between them. Where a script has no spaces between words, each letter is one.
 */
export function wordsOf(text: string): readonly string[] {
  return normalForm(text).match(word) ?? [];
}

/**
 * A text without what does not count: its normal form NFKC in small letters, white space as one
 * blank, and no quotes, dashes and stops but for those that numbers are written with.
 */
export function plainForm(text: string): string {
  return normalForm(text)
    .replace(/(?<!\p{N})[.,:]|[.,:](?!\p{N})|(?<!\p{N})!/gu, " ")
    .replace(/[;?'"`‘’‚“”„–—«»。、「」…\p{Cf}\s]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}

function normalForm(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
