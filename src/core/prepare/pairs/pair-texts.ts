import type { Pair } from "./pair.js";

/** Pairs with other prompts. */
export function withPrompts(
  pairs: readonly Pair[],
  change: (text: string) => string,
): readonly Pair[] {
  return pairs.map((pair) => ({ ...pair, prompt: change(pair.prompt) }));
}

/** Pairs with other completions. */
export function withCompletions(
  pairs: readonly Pair[],
  change: (text: string) => string,
): readonly Pair[] {
  return pairs.map((pair) => ({ ...pair, completion: change(pair.completion) }));
}

const mostShown = 80;

/** A text in a message: with its white space to be seen, and not too long. */
export function quoted(text: string): string {
  const shown = text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
  return JSON.stringify(shown);
}

/** The length of a text as Python counts it. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
