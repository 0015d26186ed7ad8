/** The encodings of OpenAI's models. */
export type EncodingName = "cl100k_base" | "o200k_base" | "p50k_base" | "r50k_base";

/**
 * How each encoding splits a text before it merges bytes, as `tiktoken_ext/openai_public.py` of
 * tiktoken has it. White space is spelled out because JavaScript's `\s` is not Unicode's, and case
 * because the patterns ignore it in one place only (`ſ` is a small s there).
 */
const s = String.raw`\p{White_Space}`;
const notS = String.raw`\P{White_Space}`;
const contraction = "'(?:[sSſtTmMdD]|[rR][eE]|[vV][eE]|[lL]{2})";
const capitals = String.raw`[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`;
const smalls = String.raw`[\p{Ll}\p{Lm}\p{Lo}\p{M}]`;
const lead = String.raw`[^\r\n\p{L}\p{N}]?`;
const blanks = String.raw`${s}+(?!${notS})|${s}+`;

const gpt2 = String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^${s}\p{L}\p{N}]+|${blanks}`;

const patterns: Readonly<Record<EncodingName, string>> = {
  r50k_base: gpt2,
  p50k_base: gpt2,
  cl100k_base: [
    contraction,
    String.raw`${lead}\p{L}+`,
    String.raw`\p{N}{1,3}`,
    String.raw` ?[^${s}\p{L}\p{N}]+[\r\n]*`,
    String.raw`${s}*[\r\n]+`,
    blanks,
  ].join("|"),
  o200k_base: [
    `${lead}${capitals}*${smalls}+(?:${contraction})?`,
    `${lead}${capitals}+${smalls}*(?:${contraction})?`,
    String.raw`\p{N}{1,3}`,
    String.raw` ?[^${s}\p{L}\p{N}]+[\r\n/]*`,
    String.raw`${s}*[\r\n]+`,
    blanks,
  ].join("|"),
};

/** What splits a text into the pieces of an encoding. A new one for each who asks. */
export function piecePattern(encoding: EncodingName): RegExp {
  return new RegExp(patterns[encoding], "gu");
}
