import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { packedVocabulary, vocabularyFile } from "../../scripts/pack-vocabulary.ts";
import type { TokenizerAnswer } from "../../src/core/tokens/tokenizers.js";
import { NodeTokenizers } from "../../src/data/node-tokenizers.js";
import { bytePairTokenizer, unigramTokenizer } from "../support/small-tokenizers.ts";
import { temporaryFolder } from "./temporary-folder.ts";

function counts(answer: TokenizerAnswer, ...texts: readonly string[]): readonly number[] | string {
  if (answer.kind !== "ready") return answer.kind === "failed" ? answer.reason : answer.kind;
  return texts.map((text) => answer.counter.count(text));
}

describe("the tokenizers on disk", () => {
  it("are the vocabularies that the build has packed", (context) => {
    const folder = temporaryFolder(context).path;
    writeFileSync(join(folder, vocabularyFile("r50k_base")), packedVocabulary("r50k_base"));
    const tokenizers = new NodeTokenizers(folder);
    assert.deepEqual(counts(tokenizers.encoding("r50k_base"), "hello world"), [2]);
    assert.match(
      String(counts(tokenizers.encoding("o200k_base"))),
      /o200k_base\.bin does not exist/,
    );
  });

  it("are a tokenizer.json with byte pairs, or with pieces and their probabilities", (context) => {
    const folder = temporaryFolder(context).path;
    const pairs = join(folder, "pairs.json");
    const unigram = join(folder, "unigram.json");
    writeFileSync(pairs, JSON.stringify(bytePairTokenizer));
    writeFileSync(unigram, JSON.stringify(unigramTokenizer));
    const tokenizers = new NodeTokenizers(folder);
    assert.deepEqual(counts(tokenizers.file(pairs), "hello hello", "é", "\ud800"), [2, 2, 3]);
    assert.deepEqual(counts(tokenizers.file(unigram), "kettle kettles boil"), [4]);
  });

  it("are read again when the file has changed", (context) => {
    const folder = temporaryFolder(context).path;
    const path = join(folder, "tokenizer.json");
    const tokenizers = new NodeTokenizers(folder);
    assert.match(String(counts(tokenizers.file(path))), /tokenizer\.json does not exist/);
    writeFileSync(path, JSON.stringify(bytePairTokenizer));
    assert.deepEqual(counts(tokenizers.file(path), "hello"), [1]);
  });

  for (const [content, reason] of [
    ["{", /cannot be used: .*JSON/],
    ["[]", /no tokenizer file: it has no "model"/],
    ['{"model":{"type":"Sounds","vocab":{}}}', /tokenizer\.json cannot be used: /],
    ['{"model":null}', /cannot be used: /],
  ] as const) {
    it(`say what is wrong with a file that holds ${content}`, (context) => {
      const path = join(temporaryFolder(context).path, "tokenizer.json");
      writeFileSync(path, content);
      assert.match(String(counts(new NodeTokenizers().file(path))), reason);
    });
  }

  it("say that a directory is no file", (context) => {
    const path = join(temporaryFolder(context).path, "tokenizer.json");
    mkdirSync(path);
    assert.match(String(counts(new NodeTokenizers().file(path))), /is a directory/);
  });
});
