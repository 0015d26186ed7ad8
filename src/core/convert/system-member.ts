import * as l10n from "@vscode/l10n";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { Converted } from "./conversion.js";
import { converted, refused, without } from "./conversion.js";
import { messageOf, textsOfParts } from "./turns.js";

/**
 * Makes a system message of a member `system` beside the messages, as Anthropic writes it: OpenAI's
 * chats have no such member, and its words would reach no model.
 */
export function withSystemMessage(record: JsonObject): Converted {
  const [system, messages] = [ownMember(record, "system"), ownMember(record, "messages")];
  if (system === undefined || !isJsonArray(messages)) return converted(record);
  const rest = without(record, ["system"]);
  if (system === null || system === "") return converted(rest);
  const texts = typeof system === "string" ? [system] : textsOfParts(system, ["type", "text"]);
  if (texts === undefined) return refused(l10n.t('"system" is no text'));
  if (messages.some((message) => isSystem(message))) {
    return refused(l10n.t('there is a system message besides "system"'));
  }
  return converted({ ...rest, messages: [messageOf({ role: "system", texts }), ...messages] });
}

function isSystem(message: JsonValue): boolean {
  const role = isJsonObject(message) ? ownMember(message, "role") : undefined;
  return role === "system" || role === "developer";
}
