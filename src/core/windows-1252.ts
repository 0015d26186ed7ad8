/** What windows-1252 has for the bytes 0x80 to 0x9f; a blank stands for those that it lacks. */
const characters = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** The characters that windows-1252 has for the bytes 0x80 to 0x9f. */
export const windows1252Marks = characters.replaceAll(" ", "");

/** The byte that windows-1252 or ISO 8859-1 has for a character; above 255 where neither has it. */
export function singleByteOf(character: string): number {
  const at = character === " " ? -1 : characters.indexOf(character);
  return at < 0 ? character.charCodeAt(0) : 0x80 + at;
}

/** What windows-1252 has where ISO 8859-1 has a control character; nothing where it has none. */
export function windows1252Of(control: string): string {
  return (characters[control.charCodeAt(0) - 0x80] ?? "").trim();
}
