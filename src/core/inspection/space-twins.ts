import type { Token } from "./token.js";

/**
 * A text that is a candidate for a place both with a space before it and without, or `undefined`: to a
 * model these are two tokens, and a record trains one of them.
 */
export function spaceTwin({ alternatives, text }: Token): string | undefined {
  const texts = new Set([text, ...alternatives.map((other) => other.text)]);
  const spaced = [...texts].find(
    (one) => one.startsWith(" ") && one.trim() !== "" && texts.has(one.slice(1)),
  );
  return spaced?.slice(1);
}
