import * as l10n from "@vscode/l10n";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { faultInParts } from "./content-parts.js";

/** One turn of a conversation that is nothing but text. */
export interface Turn {
  readonly role: string;
  /** Several where the content has several parts. */
  readonly texts: readonly string[];
}

/** Turns, or why there are none. */
export type Turns =
  | { readonly kind: "turns"; readonly turns: readonly Turn[] }
  | { readonly kind: "refused"; readonly reason: string };

/** Reads messages of role and text. Refuses those that hold anything else. */
export function turnsOfMessages(messages: JsonValue | undefined): Turns {
  if (!isJsonArray(messages)) return refusal(l10n.t("there is no list of messages"));
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    const turn = turnOf(message, index + 1);
    if (typeof turn === "string") return refusal(turn);
    turns.push(turn);
  }
  return { kind: "turns", turns };
}

/** Says why there are no turns. */
export function refusal(reason: string): Turns & { readonly kind: "refused" } {
  return { kind: "refused", reason };
}

/** A message of role and text; several texts become parts of its content. */
export function messageOf({ role, texts }: Turn): JsonObject {
  const [first = "", ...others] = texts;
  const content = others.length === 0 ? first : texts.map((text) => ({ type: "text", text }));
  return { role, content };
}

/** The texts of a list of parts that hold `text` and at most the members named. */
export function textsOfParts(
  parts: JsonValue | undefined,
  allowed: readonly string[],
): readonly string[] | undefined {
  if (!isJsonArray(parts) || parts.length === 0) return undefined;
  const texts = parts.map((part) => {
    const isPlain = isJsonObject(part) && Object.keys(part).every((name) => allowed.includes(name));
    const text = isPlain ? ownMember(part, "text") : undefined;
    return typeof text === "string" ? text : undefined;
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** A turn, or why the message (counted from 1) is none. */
function turnOf(message: JsonValue, number: number): Turn | string {
  if (!isJsonObject(message)) return l10n.t("message {0} is no object", number);
  const other = Object.keys(message).find((name) => name !== "role" && name !== "content");
  if (other !== undefined) return noPlaceFor(other, number);
  const [role, content] = [ownMember(message, "role"), ownMember(message, "content")];
  if (typeof role !== "string") return l10n.t("the role of message {0} is no text", number);
  if (typeof content === "string") return { role, texts: [content] };
  const texts = textsOfParts(content, ["type", "text"]);
  if (texts !== undefined && texts.length > 1) return { role, texts };
  return (
    faultInParts(content, number, ["text"]) ??
    l10n.t("the content of message {0} is neither a text nor several texts", number)
  );
}

/** Says that a member of a message (counted from 1) would be lost. */
export function noPlaceFor(member: string, message: number): string {
  return l10n.t('message {0} has "{1}", which has no place there', message, member);
}

/** Says that a message (counted from 1) has a role that is not known there. */
export function noPlaceForRole(role: string, message: number): string {
  return l10n.t('message {0} has the role "{1}", which has no place there', message, role);
}
