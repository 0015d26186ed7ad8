import { isGiven, isList, isObject, need, refusalIn } from "./oracle.ts";
import type { Fields, Oracle } from "./oracle.ts";

/** The formats by the columns that must be there, and those that may stand beside them. */
const formats: readonly { readonly columns: readonly string[]; readonly others: string[] }[] = [
  { columns: ["text"], others: [] },
  { columns: ["messages"], others: ["tools"] },
  { columns: ["prompt", "completion"], others: [] },
  { columns: ["input", "preferred_output", "non_preferred_output"], others: [] },
];
const roles = new Set<unknown>(["system", "user", "assistant", "tool"]);
const mostImages = 10;
const longestImage = "data:image/jpeg;base64,".length + Math.floor((4 * 10 * 1024 * 1024) / 3);

/** `together files check` of the Python client of 2026 (lib/utils/files.py), for fine-tuning. */
export const togetherOracle: Oracle = {
  title: "Together's `files check`",
  source: "together-py, lib/utils/files.py, 2026",
  target: "together",
  refusalOf: (line) => refusalIn(line, checkRecord),
};

/**
 * The same check as it was until 2025 (together-python, utils/files.py): text in turns, no tools.
 * It is asked where today's has nothing to say.
 */
export const earlierTogetherOracle: Oracle = {
  ...togetherOracle,
  title: "Together's `files check` until 2025",
  source: "together-python, utils/files.py, 2025-12",
  refusalOf: (line) =>
    refusalIn(line, (record) => {
      checkRecord(record);
      need(isObject(record) && record["tools"] === undefined, "tools");
      const { messages } = record;
      let before: unknown;
      for (const message of isList(messages) ? messages.filter(isObject) : []) {
        const { role, content } = message;
        need(role !== "tool", "the role tool");
        need(content !== undefined && content !== null, "no content");
        need(role !== before, "two messages of one role in a row");
        before = role;
      }
    }),
};

function checkRecord(record: unknown): void {
  need(isObject(record), "no object");
  const [format, ...more] = formats.filter(({ columns }) =>
    columns.every((column) => column in record),
  );
  need(format !== undefined, "no known format");
  need(more.length === 0, "several formats");
  const isKnown = (name: string): boolean => [...format.columns, ...format.others].includes(name);
  need(Object.keys(record).every(isKnown), "an extra column");
  if ("messages" in record) return checkChat(record);
  if ("input" in record) return checkPair(record);
  for (const column of format.columns) {
    checkContent(record[column], column === "completion" ? "assistant" : "user");
  }
}

function checkChat({ messages, tools }: Fields): void {
  const names = isGiven(tools) ? toolNames(tools) : undefined;
  checkMessages(messages, names);
  const list = isList(messages) ? messages.filter(isObject) : [];
  need(
    list.some(({ role }) => role === "assistant"),
    "no answer",
  );
}

function toolNames(tools: unknown): readonly unknown[] {
  need(isList(tools), "tools that are no list");
  need(tools.length > 0, "an empty list of tools");
  return tools.map((tool) => {
    need(isObject(tool) && tool["type"] === "function", "a tool without the type function");
    const about = tool["function"];
    need(isObject(about) && typeof about["name"] === "string", "a tool without a name");
    return about["name"];
  });
}

/** Messages; gives back how many of them hold parts instead of a text. */
function checkMessages(messages: unknown, tools: readonly unknown[] | undefined): number {
  need(isList(messages), "messages that are no list");
  need(messages.length > 0, "no messages");
  const images = messages.map((message) => {
    need(isObject(message), "a message that is no object");
    const given = Object.fromEntries(Object.entries(message).filter(([, value]) => value !== null));
    return checkMessage(given, tools);
  });
  const kinds = new Set(images.map((count) => count === undefined));
  need(kinds.size === 1, "text beside parts");
  if (kinds.has(true)) return 0;
  const count = images.reduce<number>((sum, own) => sum + (own ?? 0), 0);
  need(count > 0, "parts without a picture");
  need(count <= mostImages, "too many pictures");
  return images.length;
}

/** The pictures of a message with parts, `undefined` of one with a text. */
function checkMessage(message: Fields, tools: readonly unknown[] | undefined): number | undefined {
  const { role, content, weight, tool_calls: calls } = message;
  need(typeof role === "string", "no role");
  need(roles.has(role), "an unknown role");
  need([undefined, 0, 1, true, false].includes(weight as number), "a weight other than 0 and 1");
  const hasBody = content !== undefined || (role === "assistant" && calls !== undefined);
  need(hasBody, "no content");
  need(role === "assistant" || calls === undefined, "a call that is not the assistant's");
  const images = content === undefined ? undefined : checkContent(content, role);
  need((images ?? 0) === 0 || weight === undefined || weight === 0, "a picture with a weight");
  if (calls !== undefined) checkCalls(calls, tools);
  return images;
}

function checkCalls(calls: unknown, tools: readonly unknown[] | undefined): void {
  need(isList(calls), "calls that are no list");
  for (const call of calls) {
    need(isObject(call) && "type" in call, "a call without a type");
    if (call["type"] !== "function") continue;
    const about = call["function"];
    need(isObject(about) && typeof about["name"] === "string", "a call without a name");
    need(tools === undefined || tools.includes(about["name"]), "a call of no declared tool");
    if (!("arguments" in about)) continue;
    need(typeof about["arguments"] === "string", "arguments that are no text");
    const found = refusalIn(about["arguments"], (value) => need(isObject(value), "no object"));
    need(found === undefined, "arguments that are no JSON object");
  }
}

/** How many pictures there are among parts; `undefined` for a text. */
function checkContent(content: unknown, role: string): number | undefined {
  if (typeof content === "string") return undefined;
  need(isList(content), "content of another type");
  let images = 0;
  for (const part of content) {
    need(isObject(part) && "type" in part, "a part without a type");
    if (part["type"] === "text") need(typeof part["text"] === "string", "a part without its text");
    else {
      need(part["type"] === "image_url", "a part of another type");
      need(role === "user", "a picture that is not the user's");
      const image = part["image_url"];
      const url = isObject(image) ? image["url"] : undefined;
      const form = /^data:image\/(?:jpeg|png|webp);base64,/;
      need(typeof url === "string" && form.test(url), "a picture that is not in the record");
      need(url.length <= longestImage, "a picture that is too large");
      images += 1;
    }
  }
  need(images <= mostImages, "too many pictures");
  return images;
}

function checkPair(record: Fields): void {
  const { input } = record;
  need(isObject(input), "an input that is no object");
  need("messages" in input, "an input without messages");
  const { messages } = input;
  const partsInInput = checkMessages(messages, undefined);
  const last = isList(messages) ? messages.at(-1) : undefined;
  need(isObject(last) && last["role"] !== "assistant", "an input that ends with an answer");
  for (const name of ["preferred_output", "non_preferred_output"]) {
    const side = record[name];
    need(isList(side), "a side that is no list");
    need(side.length === 1, "a side that is not one message");
    const [answer] = side;
    need(isObject(answer), "a side that is no object");
    need(answer["role"] === "assistant", "a side that is not the assistant's");
    need("content" in answer, "a side without content");
    const parts = checkContent(answer["content"], "assistant");
    need((parts === undefined) === (partsInInput === 0), "text beside parts");
  }
}
