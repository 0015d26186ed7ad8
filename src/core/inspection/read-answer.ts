import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { readTokens } from "./read-tokens.js";
import { fillBytes } from "./token-bytes.js";
import type { Token } from "./token.js";

/** What a service has answered. */
export interface ReadAnswer {
  readonly text: string;
  /** Empty where it gives no log probabilities. */
  readonly tokens: readonly Token[];
  readonly finishReason: string | null;
  /** The text that came back with its own log probabilities, where it stands apart from the answer. */
  readonly given: readonly Token[];
}

/** Reads the first answer in what a service sent, of whichever route; `undefined` for anything else. */
export function readAnswer(body: JsonValue, asked: number): ReadAnswer | undefined {
  if (!isJsonObject(body)) return undefined;
  const part = choiceIn(body, asked) ?? outputIn(body, asked);
  return part && finished({ ...part, given: givenIn(body, asked) });
}

/**
 * Reads an answer that came in chunks: each holds the next part of the text, with its tokens or
 * without. `undefined` where no chunk has any part of an answer.
 */
export function readChunks(chunks: readonly JsonValue[], asked: number): ReadAnswer | undefined {
  const parts = chunks.flatMap((chunk) => readChunk(chunk, asked) ?? []);
  if (parts.length === 0) return undefined;
  return finished({
    text: parts.map(({ text }) => text).join(""),
    tokens: parts.flatMap(({ tokens }) => tokens),
    finishReason: parts.findLast((part) => part.finishReason !== null)?.finishReason ?? null,
    given: [],
  });
}

/** The next part of an answer that comes in chunks. */
export function readChunk(chunk: JsonValue, asked: number): Part | undefined {
  if (!isJsonObject(chunk)) return undefined;
  return choiceIn(chunk, asked) ?? eventIn(chunk, asked);
}

type Part = Omit<ReadAnswer, "given">;

function finished(answer: ReadAnswer): ReadAnswer {
  return { ...answer, tokens: fillBytes(answer.tokens, answer.text) };
}

/** Of completions and chats: whole, or a chunk. */
function choiceIn(body: JsonObject, asked: number): Part | undefined {
  const choices = ownMember(body, "choices");
  if (!isJsonArray(choices)) return undefined;
  const choice = choices.find((one) => isJsonObject(one) && (ownMember(one, "index") ?? 0) === 0);
  if (!isJsonObject(choice)) return undefined;
  return {
    text: textOfChoice(choice),
    tokens: readTokens(ownMember(choice, "logprobs"), asked),
    finishReason: textAt(choice, "finish_reason"),
  };
}

function textOfChoice(choice: JsonObject): string {
  const text = textAt(choice, "text");
  if (text !== null) return text;
  const message = ownMember(choice, "message") ?? ownMember(choice, "delta");
  if (!isJsonObject(message)) return "";
  return textAt(message, "content") ?? textAt(message, "refusal") ?? "";
}

/** Of the Responses API: the texts of all messages, one after the other. */
function outputIn(body: JsonObject, asked: number): Part | undefined {
  const output = ownMember(body, "output");
  if (!isJsonArray(output)) return undefined;
  const parts = output.filter(isJsonObject).flatMap(partsOfItem);
  const details = ownMember(body, "incomplete_details");
  const reason = isJsonObject(details) ? textAt(details, "reason") : null;
  return {
    text: parts.map((part) => textAt(part, "text") ?? textAt(part, "refusal") ?? "").join(""),
    tokens: parts.flatMap((part) => readTokens(ownMember(part, "logprobs"), asked)),
    finishReason: reason ?? textAt(body, "status"),
  };
}

function partsOfItem(item: JsonObject): readonly JsonObject[] {
  const content = ownMember(item, "content");
  const isMessage = (ownMember(item, "type") ?? "message") === "message";
  return isMessage && isJsonArray(content) ? content.filter(isJsonObject) : [];
}

/** Of the Responses API, in chunks. The events that end a text repeat it. */
function eventIn(event: JsonObject, asked: number): Part | undefined {
  switch (ownMember(event, "type")) {
    case "response.output_text.delta":
      return {
        text: textAt(event, "delta") ?? "",
        tokens: readTokens(ownMember(event, "logprobs"), asked),
        finishReason: null,
      };
    case "response.completed":
    case "response.incomplete":
      return { text: "", tokens: [], finishReason: reasonIn(event) };
    default:
      return undefined;
  }
}

function reasonIn(event: JsonObject): string | null {
  const response = ownMember(event, "response");
  return isJsonObject(response) ? (outputIn(response, 0)?.finishReason ?? null) : null;
}

/** Together's service gives what was echoed beside the answer (`PromptPart` in its API description). */
function givenIn(body: JsonObject, asked: number): readonly Token[] {
  const prompt = ownMember(body, "prompt");
  const part = isJsonArray(prompt) ? prompt[0] : undefined;
  if (!isJsonObject(part)) return [];
  return fillBytes(readTokens(ownMember(part, "logprobs"), asked), textAt(part, "text") ?? "");
}

function textAt(object: JsonObject, name: string): string | null {
  const value = ownMember(object, name);
  return typeof value === "string" ? value : null;
}
