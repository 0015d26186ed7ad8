import type { Format } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import type { ImageTokens } from "./models.js";
import type { TokenCounter } from "./token-counter.js";
import { toolTokens } from "./tool-tokens.js";

/** What OpenAI's models are given beside the texts of a conversation. */
export interface MessageOverhead {
  /** For each function that may be called. */
  readonly functionStart: number;
  readonly image: ImageTokens;
}

/** How many tokens a record has. */
export interface RecordTokens {
  readonly total: number;
  /** Those that a model learns to write. */
  readonly trained: number;
  /** Whether pictures, functions or calls are among them, which can only be estimated. */
  readonly isEstimate: boolean;
  /** Whether there are more, which were not counted. */
  readonly isLeast: boolean;
}

/** What is needed to count. */
export interface RecordCounting {
  readonly format: Format;
  readonly counter: TokenCounter;
  /** `undefined` where only the texts are counted: a chat template adds more. */
  readonly overhead: MessageOverhead | undefined;
  /** Counting may stop at more tokens than this. */
  readonly most?: number;
}

/** For each message, for a message with a name, and once for the answer (openai-cookbook, as above). */
const perMessage = 3;
const perName = 1;
const perReply = 3;

/** A picture of unknown size is taken for one of 1,024 × 1,024 pixels: so many squares. */
const tilesOfUnknown = 4;

/** Where messages may stand, and whether the assistant's among them are learned. */
const messageLists = [
  { path: ["messages"], isLearned: true },
  { path: ["input", "messages"], isLearned: false },
  { path: ["preferred_output"], isLearned: true },
  { path: ["non_preferred_output"], isLearned: true },
  { path: ["prompt"], isLearned: false },
  { path: ["completion"], isLearned: true },
  { path: ["chosen"], isLearned: true },
  { path: ["rejected"], isLearned: true },
] as const;

/** What speakers and fields are called whose texts a model learns. */
const learnedNames: ReadonlySet<string> = new Set(
  "assistant model gpt chatgpt bot Chatbot function_call completion output chosen rejected text".split(
    " ",
  ),
);

/** Where a part of a message holds its text. */
const partTexts = ["text", "value", "refusal"];

function isText(value: JsonValue | undefined): value is string {
  return typeof value === "string";
}

/** Counts the tokens of a record. Never throws, whatever the record holds. */
export function recordTokens(record: JsonObject, counting: RecordCounting): RecordTokens {
  const sum = new Sum(counting);
  const lists = messageLists.flatMap(({ path, isLearned }) => {
    const list = valueAt(record, path);
    return isJsonArray(list) ? [{ list, isLearned }] : [];
  });
  for (const { list, isLearned } of lists) {
    for (const message of list) if (isJsonObject(message)) sum.addMessage(message, isLearned);
  }
  if (lists.length === 0) sum.addTexts(record);
  else sum.finishConversation(record);
  const { total, trained, isEstimate, isLeast } = sum;
  return { total, trained, isEstimate, isLeast };
}

class Sum implements RecordTokens {
  total = 0;
  trained = 0;
  isEstimate = false;
  isLeast = false;
  readonly #counting: RecordCounting;

  constructor(counting: RecordCounting) {
    this.#counting = counting;
  }

  addTexts(record: JsonObject): void {
    const { format } = this.#counting;
    for (const { name, text } of format.texts(record)) this.#addText(text, learnedNames.has(name));
    for (const text of format.learnedTexts?.(record) ?? []) {
      this.trained += this.#counting.counter.count(text);
    }
  }

  addMessage(message: JsonObject, mayBeLearned: boolean): void {
    const role = ownMember(message, "role");
    const isLearned = mayBeLearned && role === "assistant" && ownMember(message, "weight") !== 0;
    this.#addContent(ownMember(message, "content"), isLearned);
    this.#addContent(ownMember(message, "refusal"), isLearned);
    this.#addCalls(message, isLearned);
    if (this.#counting.overhead === undefined) return;
    this.total += perMessage;
    this.#addContent(role, false);
    const name = ownMember(message, "name");
    if (typeof name !== "string") return;
    this.total += perName;
    this.#addContent(name, false);
  }

  finishConversation(record: JsonObject): void {
    if (this.#counting.overhead !== undefined) this.total += perReply;
    const tools = valueAt(record, ["tools"]) ?? valueAt(record, ["input", "tools"]);
    this.#addTools(tools);
    this.#addTools(valueAt(record, ["functions"]));
  }

  #addText(text: string, isLearned: boolean): void {
    const { counter, most = Infinity } = this.#counting;
    this.isLeast ||= this.total > most;
    if (this.isLeast) return;
    const tokens = counter.count(text, most);
    this.isLeast = tokens > most;
    this.total += tokens;
    if (isLearned) this.trained += tokens;
  }

  #addContent(content: JsonValue | undefined, isLearned: boolean): void {
    if (typeof content === "string") return this.#addText(content, isLearned);
    if (!isJsonArray(content)) return;
    for (const part of content) {
      if (!isJsonObject(part)) continue;
      const text = partTexts.map((name) => ownMember(part, name)).find(isText);
      if (text !== undefined) this.#addText(text, isLearned);
      const image = ownMember(part, "image_url");
      if (image !== undefined) this.#addImage(image);
    }
  }

  #addImage(image: JsonValue): void {
    const { overhead } = this.#counting;
    this.isEstimate = true;
    if (overhead === undefined) return;
    const { base, tile } = overhead.image;
    const isLow = isJsonObject(image) && ownMember(image, "detail") === "low";
    this.total += isLow ? base : base + tile * tilesOfUnknown;
  }

  #addCalls(message: JsonObject, isLearned: boolean): void {
    const calls = ownMember(message, "tool_calls");
    const single = ownMember(message, "function_call");
    const called = [
      ...(isJsonArray(calls)
        ? calls.map((call) => (isJsonObject(call) ? ownMember(call, "function") : undefined))
        : []),
      single,
    ];
    for (const call of called) {
      if (!isJsonObject(call)) continue;
      this.isEstimate = true;
      for (const name of ["name", "arguments"]) {
        const value = ownMember(call, name);
        if (value === undefined || value === null) continue;
        this.#addText(typeof value === "string" ? value : JSON.stringify(value), isLearned);
      }
    }
  }

  #addTools(tools: JsonValue | undefined): void {
    if (!isJsonArray(tools) || tools.length === 0) return;
    this.isEstimate = true;
    this.total += toolTokens(tools, this.#counting);
  }
}
