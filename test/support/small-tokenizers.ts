/** The letters that byte-level tokenizers have for bytes, in the order of the bytes. */
function byteLetters(): readonly string[] {
  const isShown = (byte: number): boolean =>
    (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCharCode(isShown(byte) ? byte : next++),
  );
}

const merges = ["h e", "l l", "he ll", "hell o", "Ġ hello"];

/** A `tokenizer.json` of the kind that GPT-2, Llama 3 and Qwen have: bytes and a few merges. */
export const bytePairTokenizer = {
  version: "1.0",
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, use_regex: true },
  post_processor: null,
  decoder: { type: "ByteLevel" },
  model: {
    type: "BPE",
    merges,
    vocab: Object.fromEntries(
      [...byteLetters(), ...merges.map((merge) => merge.replace(" ", ""))].map((token, id) => [
        token,
        id,
      ]),
    ),
  },
};

/** A `tokenizer.json` of the kind that T5 and XLM-R have: pieces with log probabilities. */
export const unigramTokenizer = {
  version: "1.0",
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: { type: "Metaspace", replacement: "▁", prepend_scheme: "always" },
  post_processor: null,
  decoder: { type: "Metaspace", replacement: "▁", prepend_scheme: "always" },
  model: {
    type: "Unigram",
    unk_id: 0,
    vocab: [
      ["<unk>", 0],
      ["▁", -4],
      ["▁kettle", -2],
      ["kettle", -3],
      ["s", -3],
      ["▁boil", -3],
    ],
  },
};
