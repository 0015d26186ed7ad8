/** Characters that show nothing or turn the text around them: controls, marks of direction, joiners. */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** So that a line may break where a space was. */
const mayBreak = "\u200b";

/** A token by itself: every space and line break to be seen. */
export function visibleToken(text: string): string {
  if (text === "") return "∅";
  return named(text).replaceAll(" ", "␣").replaceAll("\n", "⏎").replaceAll("\t", "⇥");
}

/** A token among others: the spaces around it are seen, and lines break where it breaks them. */
export function visibleInText(text: string): string {
  return named(text)
    .replace(/^ +| +$/g, (spaces) => mayBreak + "␣".repeat(spaces.length))
    .replaceAll("\n", "⏎\n")
    .replaceAll("\t", "⇥\t");
}

/** A text to be read, with its spaces to be seen. */
export function visibleText(text: string): string {
  return named(text)
    .replaceAll(" ", `·${mayBreak}`)
    .replaceAll("\n", "⏎\n")
    .replaceAll("\t", "⇥\t");
}

function named(text: string): string {
  return text.replace(unseen, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
  });
}
