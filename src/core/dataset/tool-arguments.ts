import type { Format, JsonPath } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { ReadConversation } from "./conversations.js";
import type { DatasetRecord } from "./record.js";
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
export function toolArgumentsIn(record: DatasetRecord, format: Format): readonly ToolArguments[] {
  const { object } = record;
  const inMessages = record.conversations(format).flatMap(inConversation);
  return object === undefined ? [] : [...inMessages, ...inTurns(object)];
}

function inConversation({ ownToolCalls, ownMessages }: ReadConversation): readonly ToolArguments[] {
  const older = ownMessages.flatMap(({ message, path }) => {
    const call = ownMember(message, "function_call");
    if (!isJsonObject(call)) return [];
    const name = ownMember(call, "name");
    const functionPath = [...path, "function_call"];
    return [{ name, arguments: ownMember(call, "arguments"), functionPath }];
  });
  return [...ownToolCalls, ...older].flatMap(({ name, arguments: given, functionPath }) =>
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
