import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bytePairCounter } from "../core/tokens/byte-pair-counter.js";
import type { EncodingName } from "../core/tokens/encodings.js";
import { piecePattern } from "../core/tokens/encodings.js";
import type { TokenizerAnswer, Tokenizers } from "../core/tokens/tokenizers.js";
import type * as TokenizerFile from "./tokenizer-file.js";
import { describeSystemError } from "./user-error.js";

/** Where the build puts the vocabularies: beside the bundle. */
const vocabularies = join(dirname(fileURLToPath(import.meta.url)), "tokens");

interface ReadFile {
  readonly stamp: string;
  readonly answer: TokenizerAnswer;
}

/** Reads tokenizers from disk when they are first asked for, and keeps them. */
export class NodeTokenizers implements Tokenizers {
  readonly #folder: string;
  readonly #encodings = new Map<EncodingName, TokenizerAnswer>();
  readonly #files = new Map<string, ReadFile>();

  /** `folder` holds the vocabularies. */
  constructor(folder = vocabularies) {
    this.#folder = folder;
  }

  encoding(name: EncodingName): TokenizerAnswer {
    const known = this.#encodings.get(name) ?? this.#readEncoding(name);
    this.#encodings.set(name, known);
    return known;
  }

  /** `path` is absolute. A file that has changed is read again. */
  file(path: string): TokenizerAnswer {
    const stamp = stampOf(path);
    const known = this.#files.get(path);
    if (known?.stamp === stamp) return known.answer;
    const answer = tokenizerFile().readTokenizerFile(path, basename(path));
    this.#files.set(path, { stamp, answer });
    return answer;
  }

  #readEncoding(name: EncodingName): TokenizerAnswer {
    const file = `${name}.bin`;
    try {
      const packed = readFileSync(join(this.#folder, file));
      const counter = bytePairCounter({ name, packed, pieces: piecePattern(name) });
      return { kind: "ready", counter };
    } catch (error) {
      return { kind: "failed", reason: describeSystemError(error, file) };
    }
  }
}

function stampOf(path: string): string {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? "" : `${status.size} ${status.mtimeMs}`;
}

/** Loaded at the first tokenizer file: it brings a library along. */
function tokenizerFile(): typeof TokenizerFile {
  // The build makes a file of this name of the module of this name.
  return createRequire(import.meta.url)("./tokenizer-file.js") as typeof TokenizerFile;
}
