import type { Format, NamedText } from "../core/formats/format.js";
import type { JsonObject, JsonValue } from "../core/json/json-node.js";
import { isJsonArray, isJsonObject } from "../core/json/json-node.js";

/** What a record asks and what it answers, as far as it has texts for them. */
export interface RecordTexts {
  readonly question: string | undefined;
  readonly answer: string | undefined;
}

/** Whose texts say how to answer, not what is asked. */
const instructors: ReadonlySet<string> = new Set(["system", "developer"]);

/** The texts that a record is best recognised by. */
export function recordTexts(record: JsonObject, format: Format | undefined): RecordTexts {
  if (format?.matches(record) !== true) return { question: topTexts(record)[0], answer: undefined };
  const texts = format.texts(record);
  const question = texts.find(({ name }) => !instructors.has(name)) ?? texts[0];
  const answers = textsIn(format.parts(record).completion);
  const answer = texts.findLast((text) => text !== question && answers.includes(text.text));
  return { question: question?.text, answer: answer?.text };
}

/** The texts of a record under the names that its format has for them, or those of its members. */
export function namedTexts(record: JsonObject, format: Format): readonly NamedText[] {
  return format.matches(record) ? format.texts(record) : memberTexts(record);
}

function memberTexts(record: JsonObject): readonly NamedText[] {
  return Object.entries(record).flatMap(([name, value]) =>
    textsIn(value).map((text) => ({ name, text })),
  );
}

function topTexts(record: JsonObject): readonly string[] {
  return Object.values(record).filter((value) => typeof value === "string");
}

const mostTexts = 100;

/** The first texts in a value, at any depth. */
function textsIn(value: JsonValue | undefined): readonly string[] {
  const texts: string[] = [];
  const left: (JsonValue | undefined)[] = [value];
  for (let steps = 0; left.length > 0 && steps < mostTexts; steps += 1) {
    const next = left.shift();
    if (typeof next === "string") texts.push(next);
    else if (isJsonArray(next)) left.push(...next.slice(0, mostTexts));
    else if (isJsonObject(next)) left.push(...Object.values(next).slice(0, mostTexts));
  }
  return texts;
}
