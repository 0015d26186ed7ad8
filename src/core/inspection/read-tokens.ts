import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { tokenBytes } from "./token-bytes.js";
import type { Candidate, Token } from "./token.js";
import { floorLogprob } from "./token.js";

/**
 * The tokens of `logprobs`, whichever of the three shapes it has: legacy arrays (`tokens`,
 * `token_logprobs`, `top_logprobs`), a chat's `content[]` (and `refusal[]`), or the list of the
 * Responses API. Which route was asked says nothing: the completions of llama.cpp and Ollama come in
 * the shape of chats. Whatever is missing is unknown. `asked` is how many alternatives were asked for:
 * a token that stands behind so many others was added to them, and nobody knows its rank.
 *
 * Empty where there are no log probabilities.
 */
export function readTokens(logprobs: JsonValue | undefined, asked: number): readonly Token[] {
  if (isJsonArray(logprobs)) return entriesIn(logprobs, asked);
  if (!isJsonObject(logprobs)) return [];
  const tokens = ownMember(logprobs, "tokens");
  if (isJsonArray(tokens)) return legacyTokens(tokens, logprobs, asked);
  const content = ownMember(logprobs, "content");
  const refusal = ownMember(logprobs, "refusal");
  return [content, refusal].flatMap((list) => (isJsonArray(list) ? entriesIn(list, asked) : []));
}

function entriesIn(list: readonly JsonValue[], asked: number): readonly Token[] {
  return list.filter(isJsonObject).map((entry) => {
    // llama.cpp's server, where it is asked for probabilities after sampling, has no logarithms.
    const top = ownMember(entry, "top_logprobs") ?? ownMember(entry, "top_probs");
    const alternatives = isJsonArray(top) ? top.flatMap(candidateIn) : [];
    return tokenOf({ ...textIn(entry), logprob: logprobIn(entry), alternatives }, asked);
  });
}

function candidateIn(value: JsonValue): readonly Candidate[] {
  if (!isJsonObject(value)) return [];
  const logprob = logprobIn(value);
  return logprob === null ? [] : [{ ...textIn(value), logprob }];
}

function textIn(entry: JsonObject): Pick<Token, "bytes" | "text"> {
  const token = ownMember(entry, "token");
  const text = typeof token === "string" ? token : "";
  const told = ownMember(entry, "bytes");
  return { text, bytes: tokenBytes(told, text) };
}

function logprobIn(entry: JsonObject): number | null {
  const logprob = ownMember(entry, "logprob");
  if (typeof logprob === "number") return clamped(logprob);
  const probability = ownMember(entry, "prob");
  if (typeof probability !== "number") return null;
  return probability > 0 ? clamped(Math.log(probability)) : floorLogprob;
}

/** Rounding brings logarithms above 0, and floors differ by a little. */
function clamped(logprob: number): number {
  return Math.min(0, Math.max(floorLogprob, logprob));
}

function legacyTokens(
  tokens: readonly JsonValue[],
  logprobs: JsonObject,
  asked: number,
): readonly Token[] {
  const own = listIn(logprobs, "token_logprobs");
  const top = listIn(logprobs, "top_logprobs");
  return tokens.map((value, index) => {
    const text = typeof value === "string" ? value : "";
    const told = own[index];
    const logprob = typeof told === "number" ? clamped(told) : null;
    const bytes = tokenBytes(undefined, text);
    return tokenOf({ text, bytes, logprob, alternatives: legacyAlternatives(top[index]) }, asked);
  });
}

/** By text, so that distinct tokens of one text are one; some services have a list here too. */
function legacyAlternatives(value: JsonValue | undefined): readonly Candidate[] {
  if (isJsonArray(value)) return value.flatMap(candidateIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([text, logprob]) =>
    typeof logprob === "number"
      ? [{ text, bytes: tokenBytes(undefined, text), logprob: clamped(logprob) }]
      : [],
  );
}

function listIn(object: JsonObject, name: string): readonly JsonValue[] {
  const value = ownMember(object, name);
  return isJsonArray(value) ? value : [];
}

/** A token with its alternatives in order, and the rank that they give it. */
export function tokenOf(
  token: Omit<Token, "rank"> & { readonly rank?: number | null },
  asked: number,
): Token {
  const { text, bytes, logprob } = token;
  const alternatives = token.alternatives.toSorted((a, b) => b.logprob - a.logprob);
  return {
    text,
    bytes,
    logprob,
    rank: token.rank ?? rankAmong(alternatives, { text, bytes, logprob }, asked),
    alternatives,
  };
}

function rankAmong(
  alternatives: readonly Candidate[],
  token: Pick<Token, "bytes" | "logprob" | "text">,
  asked: number,
): number | null {
  if (token.logprob === null) return null;
  const place = alternatives.findIndex((other) => isSameToken(other, token));
  const isAdded = place === alternatives.length - 1 && alternatives.length > asked;
  // Several tokens may have the text of half a character, and be one in a list by texts.
  const mayBeSeveral = alternatives.slice(0, place + 1).some(({ bytes }) => bytes === null);
  if (place < 0 || isAdded || mayBeSeveral) return null;
  const own = alternatives[place]?.logprob ?? 0;
  return 1 + alternatives.filter((other) => other.logprob > own).length;
}

/** Logarithms that services write twice differ by rounding. */
const sameLogprob = 1e-6;

type Compared = Pick<Token, "bytes" | "logprob" | "text">;

/**
 * Whether two of one place are the same token, as far as their bytes tell, or else their texts and
 * log probabilities: many tokens have the text of half a character.
 */
export function isSameToken(one: Compared, other: Compared): boolean {
  if (one.bytes !== null && other.bytes !== null) {
    const { bytes } = other;
    return one.bytes.length === bytes.length && one.bytes.every((byte, i) => byte === bytes[i]);
  }
  if (one.text !== other.text) return false;
  if (one.logprob === null || other.logprob === null) return true;
  return Math.abs(one.logprob - other.logprob) < sameLogprob;
}
