import type { ComponentChildren } from "preact";
import { textOfBytes } from "../../core/inspection/token-bytes.js";
import type { Candidate } from "../../core/inspection/token.js";
import { withNames } from "./unseen-characters.js";

/** So that a line may break where a space was. */
const mayBreak = "\u200b";

/** A token by itself: every space and line break to be seen. */
export function tokenName(text: string): string {
  return text === "" ? "∅" : withSigns(text).replaceAll("\n", "").replaceAll(" ", "␣");
}

/** The same of one whose bytes are known: those that are no whole character are told one by one. */
export function candidateName({ text, bytes }: Pick<Candidate, "bytes" | "text">): string {
  if (bytes === null || !textOfBytes(bytes).includes("\ufffd")) return tokenName(text);
  return bytes.map((byte) => `‹${byte.toString(16).toUpperCase().padStart(2, "0")}›`).join("");
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
    signs(text.slice(0, start), mayBreak),
    withSigns(body),
    signs(text.slice(start + body.length), ""),
  ];
}

function signs(spaces: string, before: string): ComponentChildren {
  if (spaces === "") return null;
  return <span class="sign">{before + withSigns(spaces).replaceAll(" ", "␣")}</span>;
}

function withSigns(text: string): string {
  return withNames(text).replaceAll("\n", "↵\n").replaceAll("\t", "⇥");
}
