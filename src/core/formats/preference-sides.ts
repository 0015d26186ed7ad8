import type { JsonObject, JsonValue } from "../json/json-node.js";
import { ownMember } from "../json/json-node.js";
import type { RecordFacts } from "../dataset/record-facts.js";
import type { FormatId } from "./format.js";
import { namedTexts } from "./named-texts.js";

/** The formats whose records hold a good and a bad answer. */
export const preferenceFormats: readonly FormatId[] = [
  "preference-openai",
  "preference-trl",
  "preference-llama-factory",
];

/** The roles of messages that may be an answer; Azure's own tools write answers of tools, too. */
export const answeringRoles: ReadonlySet<string> = new Set(["assistant", "tool"]);

/** One of the two answers of a record. */
export interface PreferenceSide {
  /** The record's member that holds it. */
  readonly name: string;
  readonly value: JsonValue;
}

/** The better and the worse answer of a record; `undefined` where one is missing. */
export function preferenceSides(
  record: JsonObject,
): readonly [better: PreferenceSide, worse: PreferenceSide] | undefined {
  const better = sideOf(record, ["preferred_output", "chosen"]);
  const worse = sideOf(record, ["non_preferred_output", "rejected"]);
  return better === undefined || worse === undefined ? undefined : [better, worse];
}

function sideOf(record: JsonObject, names: readonly string[]): PreferenceSide | undefined {
  const name = names.find((one) => Object.hasOwn(record, one));
  const value = name === undefined ? undefined : ownMember(record, name);
  return name === undefined || value === undefined ? undefined : { name, value };
}

/** Takes down how long the two answers of a record are. */
export function takeSideLengths(record: JsonObject, facts: RecordFacts): void {
  const sides = preferenceSides(record);
  if (sides === undefined) return;
  const [better, worse] = sides;
  facts.betterLength = lengthOf(better);
  facts.worseLength = lengthOf(worse);
}

/** In characters, of all texts in it. */
function lengthOf({ name, value }: PreferenceSide): number {
  return namedTexts(name, value).reduce((sum, { text }) => sum + text.length, 0);
}
