import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import type { RecordField } from "./field-format.js";
import { missingAmong, requiredAmong, unknownAmong, wrongAmong } from "./field-format.js";
import type {
  Format,
  JsonPath,
  MissingField,
  RecordParts,
  Side,
  Speaker,
  WrongType,
} from "./format.js";
import type { PlacedPart } from "./content-part.js";
import { namedTexts } from "./named-texts.js";
import { plainTurnsOf } from "./plain-turns.js";
import { kindOf, wrongTypesIn } from "./value-kind.js";

/** How a conversation is written down in a record. */
export interface TurnShape {
  /** The record's fields, the list of turns among them. */
  readonly fields: readonly RecordField[];
  /** The field that holds the turns. */
  readonly list: string;
  /** The fields of a turn, all required. */
  readonly turn: readonly RecordField[];
  /** The field of a turn that says who speaks, and the one that holds what is said. */
  readonly speaker: string;
  readonly content: string;
  /** The speakers whose turns a model learns. */
  readonly answerers: ReadonlySet<string>;
  /** The speakers who ask, or bring what was asked for. */
  readonly askers: ReadonlySet<string>;
  /** Those among them that are tools. */
  readonly tools?: ReadonlySet<string>;
  /**
   * The only speakers there are, an answerer among them, where others make it another format or are
   * a fault.
   */
  readonly speakers?: ReadonlySet<string> | undefined;
  /** Members of which every part of what is said has one, where contents have parts. */
  readonly partMembers?: readonly string[];
  /** Where the record has lists of such parts beside the turns. */
  readonly partLists?: readonly JsonPath[];
  /** The record's other fields that a model is given. */
  readonly given: readonly string[];
}

/** What tells one format of conversations from another. */
export interface TurnFormat extends Pick<
  Format,
  "id" | "title" | "readers" | "example" | "signature" | "matches" | "sideNames" | "speakerNames"
> {
  /** The shapes that records may have, the usual one first. */
  readonly shapes: readonly [TurnShape, ...TurnShape[]];
  /** The shape that a record has, or that it should have; the usual one where it is left out. */
  shapeOf?(record: JsonObject): TurnShape;
}

/** Makes a format of conversations that are a list of turns. */
export function turnFormat(about: TurnFormat): Format {
  const { id, title, readers, example, signature, shapes } = about;
  const [usual] = shapes;
  const shapeOf = (record: JsonObject): TurnShape => about.shapeOf?.(record) ?? usual;
  return {
    id,
    title,
    readers,
    example,
    signature,
    matches: (record) => about.matches(record),
    missingFields(record) {
      const shape = shapeOf(record);
      return [
        ...missingAmong(record, shape.fields),
        ...turnsOf(record, shape).flatMap((turn, index) => missingInTurn(turn, index, shape)),
      ];
    },
    wrongTypes(record) {
      const shape = shapeOf(record);
      return [
        ...wrongAmong(record, shape.fields),
        ...turnsOf(record, shape).flatMap((turn, index) => wrongInTurn(turn, index, shape)),
      ];
    },
    fieldNames: (owner) => requiredAt(owner, usual).map(({ name }) => name),
    knownFields: (owner) => (owner.length === 0 ? usual.fields : requiredAt(owner, usual)),
    unknownFields: (record) => unknownAmong(record, shapeOf(record).fields),
    promptPlace(record) {
      const shape = shapeOf(record);
      const last = Math.max(answerIn(turnsOf(record, shape), shape) - 1, 0);
      return [
        [shape.list, 0],
        [shape.list, last],
      ];
    },
    texts(record) {
      const { given, list } = shapeOf(record);
      return [...given, list].flatMap((name) => namedTexts(name, ownMember(record, name)));
    },
    parts: (record) => partsOf(record, shapeOf(record)),
    promptTextPath: () => undefined,
    completionTextPath: (record) => answerPath(record, shapeOf(record)),
    takePlainFacts: plainTurnsOf(shapes),
    ...(usual.partMembers === undefined
      ? {}
      : { contentParts: (record: JsonObject) => partsSaid(record, shapeOf(record)) }),
    speakersIn: (record) => speakersAmong(record, shapeOf(record)),
    ...(about.speakerNames === undefined ? {} : { speakerNames: about.speakerNames }),
    ...(about.sideNames === undefined ? {} : { sideNames: about.sideNames }),
  };
}

/** The parts of all that is said in a record. */
function partsSaid(record: JsonObject, shape: TurnShape): readonly PlacedPart[] {
  const { list, content, partMembers: members, partLists = [] } = shape;
  const turns = turnsOf(record, shape).map((_, index): JsonPath => [list, index, content]);
  return [...partLists, ...turns].flatMap((place) => {
    const parts = valueAt(record, place);
    if (!isJsonArray(parts) || members === undefined) return [];
    return parts.map((part, index) => ({ part, path: [...place, index], members }));
  });
}

function speakersAmong(record: JsonObject, shape: TurnShape): readonly Speaker[] {
  return turnsOf(record, shape).flatMap((turn, index) => {
    const name = isJsonObject(turn) ? ownMember(turn, shape.speaker) : undefined;
    if (typeof name !== "string") return [];
    const turnPath = [shape.list, index];
    return [
      {
        name,
        side: sideOf(name, shape),
        path: [...turnPath, shape.speaker],
        content: [...turnPath, shape.content],
        isTool: shape.tools?.has(name) === true,
      },
    ];
  });
}

function sideOf(name: string, { answerers, askers }: TurnShape): Side | undefined {
  if (answerers.has(name)) return "assistant";
  return askers.has(name) ? "user" : undefined;
}

/** The turns of a record, or none where there is no list of them. */
export function turnsOf(
  record: JsonObject,
  { list }: Pick<TurnShape, "list">,
): readonly JsonValue[] {
  const turns = ownMember(record, list);
  return isJsonArray(turns) ? turns : [];
}

function requiredAt(owner: JsonPath, { fields, list, turn }: TurnShape): readonly RecordField[] {
  if (owner.length === 0) return requiredAmong(fields);
  return owner.length === 2 && owner[0] === list ? turn : [];
}

function missingInTurn(turn: JsonValue, index: number, shape: TurnShape): readonly MissingField[] {
  if (!isJsonObject(turn)) return [];
  return shape.turn
    .filter(({ name }) => !Object.hasOwn(turn, name))
    .map(({ name }) => ({ field: name, owner: [shape.list, index] }));
}

function wrongInTurn(turn: JsonValue, index: number, shape: TurnShape): readonly WrongType[] {
  const path: JsonPath = [shape.list, index];
  if (isJsonObject(turn)) return wrongTypesIn(turn, path, shape.turn);
  return [{ path, field: `${shape.list} ${index + 1}`, expected: ["object"] }];
}

/** The position of the last answer, -1 where there is none. */
function answerIn(turns: readonly JsonValue[], { speaker, answerers }: TurnShape): number {
  return turns.findLastIndex((turn) => {
    const name = isJsonObject(turn) ? ownMember(turn, speaker) : undefined;
    return typeof name === "string" && answerers.has(name);
  });
}

function partsOf(record: JsonObject, shape: TurnShape): RecordParts {
  const { list, given } = shape;
  const turns = turnsOf(record, shape);
  const answer = answerIn(turns, shape);
  const before = turns.slice(0, Math.max(answer, 0));
  const members = given.flatMap((name): [string, JsonValue][] => {
    const value = ownMember(record, name);
    return value === undefined ? [] : [[name, value]];
  });
  const rest = Object.entries(record).flatMap(([name, value]): [string, JsonValue][] => {
    if (given.includes(name)) return [];
    return [[name, name === list && isJsonArray(value) ? value.slice(answer + 1) : value]];
  });
  return {
    prompt: [...before, ...members],
    isPromptEmpty: before.length === 0,
    completion: turns[answer],
    rest,
  };
}

/** The answer's text where it is one: the content itself, or the text of its only part. */
function answerPath(record: JsonObject, shape: TurnShape): JsonPath | undefined {
  const turns = turnsOf(record, shape);
  const answer = answerIn(turns, shape);
  const turn = turns[answer];
  const content = isJsonObject(turn) ? ownMember(turn, shape.content) : undefined;
  if (content === undefined) return undefined;
  const path: JsonPath = [shape.list, answer, shape.content];
  if (kindOf(content) === "text") return path;
  return isJsonArray(content) && content.length === 1 ? [...path, 0, "text"] : undefined;
}
