import { packedVocabulary } from "../../scripts/pack-vocabulary.ts";
import { bytePairCounter } from "../../src/core/tokens/byte-pair-counter.js";
import type { EncodingName } from "../../src/core/tokens/encodings.js";
import { piecePattern } from "../../src/core/tokens/encodings.js";
import type { TokenCounter } from "../../src/core/tokens/token-counter.js";
import type { Tokenizers } from "../../src/core/tokens/tokenizers.js";
import { readTokenizerFile } from "../../src/data/tokenizer-file.js";

const counters = new Map<EncodingName, TokenCounter>();

/** The counter of an encoding, from the package that the build takes the vocabulary of. */
export function testCounter(name: EncodingName): TokenCounter {
  const known = counters.get(name);
  if (known !== undefined) return known;
  const packed = packedVocabulary(name);
  const counter = bytePairCounter({ name, packed, pieces: piecePattern(name) });
  counters.set(name, counter);
  return counter;
}

/** Tokenizers without a build. */
export const testTokenizers: Tokenizers = {
  encoding: (name) => ({ kind: "ready", counter: testCounter(name) }),
  file: (path) => readTokenizerFile(path, path),
};
