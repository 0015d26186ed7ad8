/**
 * Characters that show nothing or turn the text around them: controls, marks of direction, invisible
 * ones. Joiners hold emoji and letters of some scripts together: they count at the ends of a text only.
 */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|^[\u200c\u200d]+|[\u200c\u200d]+$/gu;

/** What nearly all tokens are. */
const plain = /^[ -~]*$/;

/** A text in which characters that would not be seen, or would turn others around, have names. */
export function withNames(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(unseen, (characters) => Array.from(characters, nameOf).join(""));
}

/** The name of a character, such as `‹U+202E›`. */
export function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}
