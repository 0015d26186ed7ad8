import * as l10n from "@vscode/l10n";
import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";

/** The types of parts in OpenAI's messages, each with its one member, which has the same name. */
export const partTypes = ["text", "image_url", "input_audio", "file", "refusal"];

/**
 * Why a list of parts cannot be read by who knows parts of these types; `undefined` where it can.
 * Messages are counted from 1.
 */
export function faultInParts(
  content: JsonValue | undefined,
  message: number,
  types: readonly string[],
): string | undefined {
  if (!isJsonArray(content)) return undefined;
  for (const part of content) {
    const fault = faultInPart(part, message, types);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultInPart(
  part: JsonValue,
  message: number,
  types: readonly string[],
): string | undefined {
  const type = isJsonObject(part) ? ownMember(part, "type") : undefined;
  if (!isJsonObject(part) || typeof type !== "string") {
    return l10n.t("message {0} has a part without a type, which has no place there", message);
  }
  if (!types.includes(type)) {
    return l10n.t('message {0} has a part of type "{1}", which has no place there', message, type);
  }
  const other = Object.keys(part).find((name) => name !== "type" && name !== type);
  if (other !== undefined) {
    return l10n.t(
      'message {0} has a part of type "{1}" with "{2}", which has no place there',
      message,
      type,
      other,
    );
  }
  const value = ownMember(part, type);
  const isText = type === "text" || type === "refusal";
  if (isText ? typeof value === "string" : isJsonObject(value)) return undefined;
  return l10n.t('message {0} has a part of type "{1}" that lacks its "{1}"', message, type);
}
