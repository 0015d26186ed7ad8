import type { Conversation } from "../formats/conversation.js";
import type { Format, JsonPath } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { ownToolCallsIn } from "./tool-calls.js";
import { parsed } from "./tool-schemas.js";

/** What a call of a tool hands over. */
export interface ToolArguments {
  readonly tool: string;
  readonly values: JsonObject;
  /** Where the arguments stand in the record, or the text that holds them. */
  readonly place: JsonPath;
  /** The way to the arguments in what that text holds; `undefined` where they are no text. */
  readonly within: JsonPath | undefined;
}

/** The arguments of all calls in a record, but for those that are no object. */
export function toolArgumentsIn(record: JsonObject, format: Format): readonly ToolArguments[] {
  return [...(format.conversations?.(record) ?? []).flatMap(inMessages), ...inTurns(record)];
}

function inMessages(conversation: Conversation): readonly ToolArguments[] {
  const { messages, place, shared } = conversation;
  const older = messages.flatMap((message, index) => {
    const call = isJsonObject(message) ? ownMember(message, "function_call") : undefined;
    if (!isJsonObject(call) || index < shared) return [];
    const name = ownMember(call, "name");
    const functionPath = [...place(index), "function_call"];
    return [{ name, arguments: ownMember(call, "arguments"), functionPath }];
  });
  const calls = [...ownToolCallsIn(conversation), ...older];
  return calls.flatMap(({ name, arguments: given, functionPath }) =>
    typeof name === "string" ? argumentsAt(name, given, [...functionPath, "arguments"]) : [],
  );
}

function argumentsAt(
  tool: string,
  given: JsonValue | undefined,
  place: JsonPath,
): readonly ToolArguments[] {
  const isText = typeof given === "string";
  const values = isText ? parsed(given) : given;
  if (!isJsonObject(values)) return [];
  return [{ tool, values, place, within: isText ? [] : undefined }];
}

/** Turns of ShareGPT's that are a call: a text that holds the name and the arguments. */
function inTurns(record: JsonObject): readonly ToolArguments[] {
  const turns = ownMember(record, "conversations");
  if (!isJsonArray(turns)) return [];
  return turns.flatMap((turn, index) => {
    if (!isJsonObject(turn) || ownMember(turn, "from") !== "function_call") return [];
    const text = ownMember(turn, "value");
    const call = typeof text === "string" ? parsed(text) : undefined;
    const tool = isJsonObject(call) ? ownMember(call, "name") : undefined;
    const values = isJsonObject(call) ? ownMember(call, "arguments") : undefined;
    if (typeof tool !== "string" || !isJsonObject(values)) return [];
    return [{ tool, values, place: ["conversations", index, "value"], within: ["arguments"] }];
  });
}
