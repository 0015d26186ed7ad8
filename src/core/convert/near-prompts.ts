import type { JsonObject, JsonValue } from "../json/json-node.js";
import { ownMember } from "../json/json-node.js";
import { bookkeepingFields } from "../formats/chat.js";

/** A member of records that is called otherwise in a format. */
export interface Rename {
  readonly from: string;
  /** Where several members go to one, their texts are joined by a blank line. */
  readonly to: string;
}

/** Names under which people write what a model is given and what it should answer. */
const pairNames: readonly (readonly [given: readonly string[], answers: readonly string[]])[] = [
  [["context", "question"], ["answer"]],
  [
    ["instruction", "input"],
    ["response", "completion"],
  ],
  [
    ["instruction", "context"],
    ["response", "completion", "output"],
  ],
  [["question"], ["answer", "response", "output", "completion"]],
  [["query"], ["response", "answer", "output", "completion"]],
  [["instruction"], ["response", "answer", "completion"]],
  [["input"], ["output", "response", "answer", "completion"]],
  [["prompt"], ["response", "answer", "output"]],
  [["text"], ["label"]],
];

const companions: ReadonlySet<string> = new Set([
  ...bookkeepingFields,
  ..."category metadata meta tags score topic title".split(" "),
]);

/**
 * How the members of records that are of no format are to be called so that they are pairs of
 * prompt and completion: where at least half of all records agree, and hold nothing that makes them
 * something else, such as the choices of a benchmark. `undefined` where that cannot be said.
 */
export function nearPrompts(records: readonly JsonObject[]): readonly Rename[] | undefined {
  const tally = new Map<string, { readonly renames: readonly Rename[]; count: number }>();
  for (const record of records) {
    const renames = renamesOf(record);
    if (renames === undefined) continue;
    const key = renamesText(renames);
    const entry = tally.get(key) ?? { renames, count: 0 };
    tally.set(key, { renames, count: entry.count + 1 });
  }
  const [best] = [...tally.values()].sort((a, b) => b.count - a.count);
  return best !== undefined && best.count * 2 >= records.length ? best.renames : undefined;
}

/** Renames as a person types them: `question=prompt,answer=completion`. */
export function renamesText(renames: readonly Rename[]): string {
  return renames.map(({ from, to }) => `${from}=${to}`).join(",");
}

function renamesOf(record: JsonObject): readonly Rename[] | undefined {
  const names = new Map(Object.keys(record).map((name) => [name.toLowerCase(), name]));
  for (const [given, answers] of pairNames) {
    const answer = answers.find((name) => names.has(name));
    if (answer === undefined || !given.every((name) => names.has(name))) continue;
    const used = new Set([...given, answer]);
    const hasOthers = [...names.keys()].some((name) => !used.has(name) && !companions.has(name));
    const value = (name: string): JsonValue | undefined =>
      ownMember(record, names.get(name) ?? name);
    const areTexts = given.every((name) => typeof value(name) === "string");
    if (hasOthers || !areTexts || !isAnswer(value(answer))) continue;
    return [
      ...given.map((name) => ({ from: names.get(name) ?? name, to: "prompt" })),
      { from: names.get(answer) ?? answer, to: "completion" },
    ].filter(({ from, to }) => given.length > 1 || from !== to);
  }
  return undefined;
}

/** Labels are numbers as often as texts. */
function isAnswer(value: JsonValue | undefined): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
