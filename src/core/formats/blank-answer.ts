import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { isFilled } from "./chat-message.js";

/** Whether an answer says nothing: blank text, or no message, or a last one that says nothing. */
export function isBlankAnswer(value: JsonValue): boolean {
  if (typeof value === "string") return value.trim() === "";
  const message = isJsonArray(value) ? value.at(-1) : value;
  if (message === undefined) return true;
  return isJsonObject(message) && !said.some((name) => isFilled(ownMember(message, name)));
}

/** The members of a message, or of a part of one, with which it says something. */
const said =
  "content value text tool_calls function_call refusal audio reasoning_content reasoning thinking image_url messages".split(
    " ",
  );
