import type { ComponentChildren } from "preact";
import { withNames } from "../ui/unseen-characters.js";

/** So that a line may break where a space was. */
const mayBreak = "\u200b";

/** A token by itself: every space and line break to be seen. */
export function tokenName(text: string): string {
  return text === "" ? "∅" : withSigns(text).replaceAll("\n", "").replaceAll(" ", "␣");
}

/**
 * A token among others: the white space around it is seen, quieter than the words, and lines break
 * where it breaks them. No component of its own: there are thousands of them.
 */
export function tokenText(text: string): ComponentChildren {
  const body = text.trim();
  if (body === text) return withSigns(text);
  const start = body === "" ? text.length : text.indexOf(body);
  return [
    text.startsWith(" ") && mayBreak,
    signs(text.slice(0, start)),
    withSigns(body),
    signs(text.slice(start + body.length)),
  ];
}

function signs(spaces: string): ComponentChildren {
  if (spaces === "") return null;
  return <span class="sign">{withSigns(spaces).replaceAll(" ", "␣")}</span>;
}

function withSigns(text: string): string {
  return withNames(text).replaceAll("\n", "↵\n").replaceAll("\t", "⇥");
}
