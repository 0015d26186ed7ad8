import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { tokenOf } from "./read-tokens.js";
import { tokenBytes } from "./token-bytes.js";
import type { Candidate, Token } from "./token.js";
import { floorLogprob } from "./token.js";

/**
 * The tokens of a given text from vLLM's `prompt_logprobs`: at each position an object from token ids
 * to `{logprob, rank, decoded_token}`, `null` at the first. The object holds the likeliest tokens and
 * the one of the text; which that is, only `prompt_token_ids` say, since JSON's objects have no order
 * (`vllm/logprobs.py`, `entrypoints/openai/protocol.py`). Without them a position with one entry is
 * plain, and `undefined` is returned where another has several.
 */
export function readPromptLogprobs(body: JsonValue): readonly Token[] | undefined {
  if (!isJsonObject(body)) return undefined;
  const positions = besideChoice(body, "prompt_logprobs");
  if (!isJsonArray(positions)) return undefined;
  const ids = besideChoice(body, "prompt_token_ids");
  const tokens = positions.map((position, index) =>
    tokenAt(position, isJsonArray(ids) ? ids[index] : undefined),
  );
  return tokens.every((token) => token !== undefined) ? tokens : undefined;
}

/** Of completions it stands in the choice, of chats in the answer itself. */
function besideChoice(body: JsonObject, name: string): JsonValue | undefined {
  const choices = ownMember(body, "choices");
  const choice = isJsonArray(choices) ? choices[0] : undefined;
  return ownMember(body, name) ?? (isJsonObject(choice) ? ownMember(choice, name) : undefined);
}

const unknownToken: Token = { text: "", bytes: [], logprob: null, rank: null, alternatives: [] };

function tokenAt(position: JsonValue, id: JsonValue | undefined): Token | undefined {
  if (!isJsonObject(position)) return unknownToken;
  const entries = Object.entries(position);
  const isAlone = entries.length === 1;
  const own = entries.find(([key]) => isAlone || (typeof id === "number" && key === `${id}`))?.[1];
  const token = candidateOf(own);
  if (token === undefined) return undefined;
  // One alone says nothing of the others.
  const others = isAlone ? [] : entries.flatMap(([, entry]) => candidateOf(entry) ?? []);
  return tokenOf({ ...token, rank: rankIn(own), alternatives: others }, others.length);
}

function rankIn(entry: JsonValue | undefined): number | null {
  const rank = isJsonObject(entry) ? ownMember(entry, "rank") : undefined;
  return typeof rank === "number" && rank > 0 ? rank : null;
}

function candidateOf(entry: JsonValue | undefined): Candidate | undefined {
  if (!isJsonObject(entry)) return undefined;
  const logprob = ownMember(entry, "logprob");
  const decoded = ownMember(entry, "decoded_token");
  const text = typeof decoded === "string" ? decoded : "";
  if (typeof logprob !== "number") return undefined;
  return {
    text,
    bytes: tokenBytes(undefined, text),
    logprob: Math.min(0, Math.max(floorLogprob, logprob)),
  };
}
