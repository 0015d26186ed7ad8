import { isGiven, isList, isObject, isTrue, need, refusalIn } from "./oracle.ts";
import type { Fields, Oracle } from "./oracle.ts";

const roles = new Set<unknown>(["system", "user", "assistant", "tool"]);
/** Which roles may follow one; system messages are taken out before. */
const followers: Readonly<Record<string, readonly unknown[]>> = {
  user: ["assistant", "user"],
  assistant: ["assistant", "user", "tool"],
  tool: ["assistant", "tool"],
};
const nameForm = /^[a-zA-Z0-9_-]{1,64}$/;
const idForm = /^[a-zA-Z0-9]{9}$/;

/**
 * mistral-finetune's utils/validate_data.py (commit 0e24c53) for instruction data, with what it asks
 * of finetune/data/tokenize.py and of mistral-common's validator for version 3, in the mode for
 * fine-tuning. Left out: the JSON schema of a tool's parameters, and the tokens.
 */
export const mistralOracle: Oracle = {
  title: "Mistral's `validate_data`",
  source: "mistral-finetune, utils/validate_data.py, with mistral-common's validator V3",
  target: "mistral",
  refusalOf: (line) => refusalIn(line, checkRecord),
};

function checkRecord(record: unknown): void {
  need(isObject(record), "no object");
  need("messages" in record || "interactions" in record, "no messages");
  need(!("messages" in record && "interactions" in record), "messages and interactions");
  const list = record["messages"] ?? record["interactions"];
  need(isList(list), "messages that are no list");
  checkTools(record);
  const messages = list.map((message) => {
    need(isObject(message), "a message that is no object");
    checkMessage(message);
    return message;
  });
  need(messages.filter(isSystem).length <= 1, "several system messages");
  const turns = messages.filter((message) => !isSystem(message));
  checkOrder(turns);
  turns.forEach((turn, index) => {
    if (turn["role"] === "assistant") checkAnswer(turn, index === turns.length - 1);
    if (turn["role"] === "tool") checkToolMessage(turn);
  });
}

function isSystem({ role }: Fields): boolean {
  return role === "system";
}

function checkTools(record: Fields): void {
  need(!("tools" in record && "available_tools" in record), "tools twice");
  const tools = record["tools"] ?? record["available_tools"];
  if (!isGiven(tools)) return;
  need(isList(tools), "tools that are no list");
  for (const tool of tools) {
    const about = isObject(tool) ? tool["function"] : undefined;
    need(isObject(about), "a tool without its function");
    need("name" in about && "description" in about, "a tool without name or description");
    need(isObject(about["parameters"]), "a tool without parameters");
    need(typeof about["name"] === "string" && nameForm.test(about["name"]), "the form of a name");
    need(typeof about["description"] === "string", "a description that is no text");
  }
}

function checkMessage(message: Fields): void {
  need("role" in message, "no role");
  need(!("content" in message && "text" in message), "content and text");
  const content = message["content"] ?? message["text"];
  const { role, tool_calls: calls } = message;
  need(isGiven(calls) || isGiven(content), "no content");
  need(roles.has(role), "an unknown role");
  if (role === "user") need(typeof content === "string" || isParts(content), "no content");
  else need(!isGiven(content) || typeof content === "string", "content that is no text");
  if (role === "tool") need(isGiven(content), "no content");
}

/** Texts and pictures; only users write them. */
function isParts(content: unknown): boolean {
  return (
    isList(content) &&
    content.every((part) => isObject(part) && ["text", "image_url"].includes(String(part["type"])))
  );
}

function checkOrder(turns: readonly Fields[]): void {
  need(turns.length > 0, "no messages");
  need(turns.length > 1 || turns[0]?.["role"] === "user", "one message alone");
  need(turns.at(-1)?.["role"] === "assistant", "an end that is no answer");
  let open = 0;
  turns.forEach(({ role, tool_calls: calls }, index) => {
    const before = turns[index - 1]?.["role"];
    if (typeof before !== "string" || typeof role !== "string") return;
    need(followers[before]?.includes(role) === true, `${role} after ${before}`);
    if (role === "tool") open -= 1;
    if (role !== "assistant") return;
    need(open === 0, "not as many answers of tools as calls");
    if (isList(calls)) open = calls.length;
  });
  need(open >= 0, "not as many answers of tools as calls");
}

function checkAnswer(message: Fields, isLast: boolean): void {
  const { tool_calls: calls, weight } = message;
  const content = message["content"] ?? message["text"];
  if (isGiven(calls)) checkCalls(calls, isLast);
  need(isTrue(content) !== isTrue(calls), isTrue(calls) ? "content beside calls" : "no content");
  need(
    !isGiven(weight) || [0, 1, true, false, "0", "1"].includes(weight as number),
    "a weight other than 0 and 1",
  );
}

function checkCalls(calls: unknown, isLast: boolean): void {
  need(isList(calls), "calls that are no list");
  for (const call of calls) {
    need(isObject(call) && "id" in call, "a call without an id");
    const about = call["function"];
    need(isObject(about), "a call without its function");
    need("name" in about && "arguments" in about, "a call without name or arguments");
    const { name } = about;
    need(typeof about["arguments"] === "string", "arguments that are no text");
    const id = call["id"];
    const isUnset = id === "null" && isLast;
    need(isUnset || (typeof id === "string" && idForm.test(id)), "the form of an id");
    need(typeof name === "string" && nameForm.test(name), "the form of a name");
  }
}

function checkToolMessage({ tool_call_id: id, name }: Fields): void {
  need(id !== undefined, "an answer of a tool without an id");
  need(typeof id === "string" && idForm.test(id), "the form of an id");
  const isFine = !isGiven(name) || (typeof name === "string" && nameForm.test(name));
  need(isFine, "the form of a name");
}
