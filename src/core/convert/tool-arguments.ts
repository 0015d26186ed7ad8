import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { jsonValueOf } from "../json/json-value-of.js";

/** Numbers that `JSON.parse` may round. */
const longNumber = /\d{16}/;

/** Messages with the arguments of their calls as text, as OpenAI wants them. */
export function withTextArguments(messages: JsonValue): JsonValue {
  return withArguments(messages, (value) => {
    return isJsonObject(value) ? JSON.stringify(value) : value;
  });
}

/** Messages with the arguments of their calls as objects, as TRL wants them. */
export function withObjectArguments(messages: JsonValue): JsonValue {
  return withArguments(messages, (value) => {
    if (typeof value !== "string" || longNumber.test(value)) return value;
    return parsedObject(value) ?? value;
  });
}

function parsedObject(text: string): JsonObject | undefined {
  const value = jsonValueOf(text);
  return isJsonObject(value) ? value : undefined;
}

/** Whether calls have arguments of another kind than the one wanted. */
export function hasArgumentsOfKind(messages: JsonValue, kind: "string" | "object"): boolean {
  let isFound = false;
  withArguments(messages, (value) => {
    if (typeof value === kind) isFound = true;
    return value;
  });
  return isFound;
}

type Change = (value: JsonValue) => JsonValue;

function withArguments(messages: JsonValue, change: Change): JsonValue {
  if (!isJsonArray(messages)) return messages;
  return messages.map((message) => {
    if (!isJsonObject(message)) return message;
    const calls = ownMember(message, "tool_calls");
    const call = ownMember(message, "function_call");
    return {
      ...message,
      ...(isJsonArray(calls) && { tool_calls: calls.map((one) => inCall(one, change)) }),
      ...(isJsonObject(call) && { function_call: inFunction(call, change) }),
    };
  });
}

function inCall(call: JsonValue, change: Change): JsonValue {
  const called = isJsonObject(call) ? ownMember(call, "function") : undefined;
  if (!isJsonObject(call) || !isJsonObject(called)) return call;
  return { ...call, function: inFunction(called, change) };
}

function inFunction(called: JsonObject, change: Change): JsonObject {
  const value = ownMember(called, "arguments");
  return value === undefined ? called : { ...called, arguments: change(value) };
}
