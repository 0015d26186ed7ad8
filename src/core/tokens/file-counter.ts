import { Tokenizer } from "@huggingface/tokenizers";
import { textSlices } from "./text-slices.js";
import type { TokenCounter } from "./token-counter.js";

/** In UTF-16 units. The library takes a second for a word of this length, and cannot be stopped. */
const longestSlice = 1 << 16;

/**
 * Makes a counter of the contents of a `tokenizer.json`, as the trainers of open models read it: what
 * stands in a text as one of its special tokens counts as one. Throws where it is none that the
 * library knows.
 */
export function fileCounter(name: string, contents: object): TokenCounter {
  const tokenizer = new Tokenizer(contents, {});
  const encode = (text: string): readonly number[] =>
    tokenizer.encode(text, { add_special_tokens: false }).ids;
  // What it lacks shows only when it is used.
  encode("A text.");
  return {
    name,
    count(text, most = Infinity) {
      let tokens = 0;
      for (const slice of textSlices(text, longestSlice)) {
        if (tokens > most) break;
        tokens += encode(slice).length;
      }
      return tokens;
    },
    encode,
  };
}
