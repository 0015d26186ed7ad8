import { readFileSync, statSync } from "node:fs";
import { fileCounter } from "../core/tokens/file-counter.js";
import type { TokenizerAnswer } from "../core/tokens/tokenizers.js";
import { describeSystemError, systemErrorCode } from "./user-error.js";

/** The largest that are in use have 35 MB. */
const mostBytes = 128 * 1024 * 1024;

/**
 * Reads a `tokenizer.json`. A file of its own in the product, because it brings the library along
 * that few need.
 */
export function readTokenizerFile(path: string, name: string): TokenizerAnswer {
  try {
    if (statSync(path).size > mostBytes) {
      return failed(`The tokenizer file ${name} is larger than ${mostBytes} bytes.`);
    }
    const contents: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (!isTokenizer(contents)) return failed(`${name} is no tokenizer file: it has no "model".`);
    return { kind: "ready", counter: fileCounter(name, contents) };
  } catch (error) {
    if (systemErrorCode(error) !== undefined) return failed(describeSystemError(error, name));
    // The library says in errors of all kinds what it does not understand.
    const reason = error instanceof Error ? error.message : String(error);
    return failed(`The tokenizer file ${name} cannot be used: ${reason}`);
  }
}

function failed(reason: string): TokenizerAnswer {
  return { kind: "failed", reason };
}

function isTokenizer(contents: unknown): contents is object {
  return typeof contents === "object" && contents !== null && "model" in contents;
}
