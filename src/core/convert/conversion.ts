import * as l10n from "@vscode/l10n";
import type { FormatId } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";

/** What becomes of a record: another one with the same information, or a reason why there is none. */
export type Converted =
  { readonly kind: "record"; readonly record: JsonObject } | RefusedConversion;

/** Why there is no record. */
export interface RefusedConversion {
  readonly kind: "refused";
  readonly reason: string;
  /** The record's outermost members that stand in the way, where it is that alone. */
  readonly extra?: readonly string[];
}

/** The record forms that everything is converted through: OpenAI's chats and preferences. */
export type Hub = "chat" | "preference";

/** One way to write records down, and how it goes to and from its hub. */
export interface Codec {
  /** What a person types: a format, or a format and its variant. */
  readonly id: string;
  /** The format of the records that it writes. */
  readonly writes: FormatId;
  /** Whether the arguments of tool calls are objects there, not texts that hold JSON. */
  readonly hasArgumentObjects?: true;
  /** The formats of records that it reads. */
  readonly reads: readonly FormatId[];
  readonly hub: Hub;
  toHub(record: JsonObject): Converted;
  fromHub(record: JsonObject): Converted;
}

/** A converted record. */
export function converted(record: JsonObject): Converted {
  return { kind: "record", record };
}

/** No record, and why. */
export function refused(reason: string): RefusedConversion {
  return { kind: "refused", reason };
}

/** No record, since it has outermost members that the form does not have. */
export function refusedFor(extra: readonly [string, ...string[]]): RefusedConversion {
  return { ...refused(l10n.t('"{0}" has no place there', extra[0])), extra };
}

/** Goes on with a record, where there is one. */
export function andThen(before: Converted, next: (record: JsonObject) => Converted): Converted {
  return before.kind === "record" ? next(before.record) : before;
}

/** The members of a record but those named. */
export function without(record: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** The members of an object that have none of these names; `undefined` where there are none. */
export function membersBeside(
  object: JsonObject,
  names: readonly string[],
): [string, ...string[]] | undefined {
  const [first, ...others] = Object.keys(object).filter((name) => !names.includes(name));
  return first === undefined ? undefined : [first, ...others];
}

/** A member, where it has a value to speak of. */
export function member(name: string, value: JsonValue | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value };
}
