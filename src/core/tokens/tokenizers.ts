import type { EncodingName } from "./encodings.js";
import type { TokenCounter } from "./token-counter.js";

/** What came of asking for a tokenizer. */
export type TokenizerAnswer =
  | { readonly kind: "ready"; readonly counter: TokenCounter }
  /** It is on its way: who asked is asked again when it has come. */
  | { readonly kind: "loading" }
  /** A sentence for people. */
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Where tokenizers come from: passed in by the host. Their data is large, so a host reads it when it
 * is first asked for and keeps it. A host that cannot wait for it (a browser fetches files) answers
 * `loading` and has the dataset checked again when it is there.
 */
export interface Tokenizers {
  encoding(name: EncodingName): TokenizerAnswer;
  /** A `tokenizer.json` at a place that the host understands. */
  file(location: string): TokenizerAnswer;
}
