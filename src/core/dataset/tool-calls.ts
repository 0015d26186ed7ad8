import { roleOf } from "../formats/chat.js";
import type { Conversation } from "../formats/conversation.js";
import type { JsonPath } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";

/** A call of a tool in an assistant's message. */
export interface ToolCall {
  /** The position of its message. */
  readonly message: number;
  readonly path: JsonPath;
  readonly id: string | undefined;
  /** The function's name and arguments, where they are there, and the object that has them. */
  readonly name: string | undefined;
  readonly arguments: JsonValue | undefined;
  readonly functionPath: JsonPath;
}

/** A message that answers a call. */
export interface ToolAnswer {
  readonly message: number;
  readonly id: string | undefined;
  /** Where the message stands. */
  readonly path: JsonPath;
}

/** The calls of tools in a conversation, in order. */
export function toolCallsAmong({ messages, place }: Conversation): readonly ToolCall[] {
  return messages.flatMap((message, index) => {
    const calls = isJsonObject(message) ? ownMember(message, "tool_calls") : undefined;
    if (!isJsonArray(calls)) return [];
    return calls.flatMap((call, at) => toolCall(call, index, [...place(index), "tool_calls", at]));
  });
}

function toolCall(call: JsonValue, message: number, path: JsonPath): readonly ToolCall[] {
  if (!isJsonObject(call)) return [];
  const called = ownMember(call, "function");
  // Some trainers leave the function's object out.
  const holder = isJsonObject(called) ? called : call;
  return [
    {
      message,
      path,
      id: textOf(call, "id"),
      name: textOf(holder, "name"),
      arguments: ownMember(holder, "arguments"),
      functionPath: holder === call ? path : [...path, "function"],
    },
  ];
}

/** The messages of the role `tool`, in order. */
export function toolAnswersAmong({ messages, place }: Conversation): readonly ToolAnswer[] {
  return messages.flatMap((message, index) =>
    isJsonObject(message) && roleOf(message) === "tool"
      ? [{ message: index, id: textOf(message, "tool_call_id"), path: place(index) }]
      : [],
  );
}

/** A tool that a record declares. */
export interface DeclaredTool {
  readonly name: string;
  /** Where its name stands. */
  readonly path: JsonPath;
}

/**
 * The tools that are declared in the object at `owner`; `undefined` where
 * there are none, or not all have a name.
 */
export function declaredTools(
  record: JsonObject,
  owner: JsonPath,
): readonly DeclaredTool[] | undefined {
  const declared = ["tools", "functions"].flatMap((field) => {
    const list = [...owner, field];
    const tools = valueAt(record, list);
    return isJsonArray(tools) ? tools.map((tool, index) => nameOfTool(tool, [...list, index])) : [];
  });
  const named = declared.flatMap((tool) => tool ?? []);
  return named.length > 0 && named.length === declared.length ? named : undefined;
}

function nameOfTool(tool: JsonValue, path: JsonPath): DeclaredTool | undefined {
  if (!isJsonObject(tool)) return undefined;
  const inner = ownMember(tool, "function");
  const holder = isJsonObject(inner) ? inner : tool;
  const name = textOf(holder, "name");
  const namePath = holder === tool ? [...path, "name"] : [...path, "function", "name"];
  return name === undefined ? undefined : { name, path: namePath };
}

function textOf(object: JsonObject, name: string): string | undefined {
  const value = ownMember(object, name);
  return typeof value === "string" ? value : undefined;
}
