import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, ownMember } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import { missingInMessage, requiredInMessage, wrongTypesInMessage } from "./chat-message.js";
import type {
  Format,
  JsonPath,
  KnownField,
  MissingField,
  UnknownFields,
  WrongType,
} from "./format.js";
import { namedTexts } from "./named-texts.js";
import { plainFieldsOf } from "./plain-fields.js";
import { wrongTypesIn } from "./value-kind.js";

/** A field of a record, and whether every record must have it. */
export interface RecordField extends KnownField {
  readonly isRequired?: true;
  /** Whether rules look into its value: a record that has it is not plain. */
  readonly isLookedInto?: true;
}

/** What tells one format of plain fields from another. */
export interface FieldShape extends Pick<
  Format,
  | "id"
  | "title"
  | "readers"
  | "example"
  | "signature"
  | "matches"
  | "takeOwnFacts"
  | "conversations"
> {
  readonly fields: readonly RecordField[];
  /** The fields that a model is given, and the one that it should answer with. */
  readonly prompt: readonly string[];
  readonly completion: string | undefined;
  /** All fields with text that a model reads or writes, in that order. */
  readonly texts: readonly string[];
  /**
   * Where lists of messages with role and content may stand: first the one that begins a
   * conversation, then those that go on with it, or begin one where the first is missing.
   */
  readonly messageLists?: readonly JsonPath[];
  /** Names that may stand beside the fields and say nothing of the format; `id` and the like if left out. */
  readonly companions?: ReadonlySet<string>;
  /**
   * Whether a record whose fields are there and right is plainly of this format, and has nothing that
   * a rule would look at for its shape. May use the facts of its completion; takes those that
   * `takeOwnFacts` takes of others. All such records are where this is left out.
   */
  readonly isPlain?: Format["takePlainFacts"];
}

/** Makes a format of records that are a handful of fields. */
export function fieldFormat(shape: FieldShape): Format {
  const { fields, prompt, id, title, readers, example, signature } = shape;
  return {
    id,
    title,
    readers,
    example,
    signature,
    matches: (record) => shape.matches(record),
    missingFields: (record) => [
      ...missingAmong(record, fields),
      ...messagesIn(record, shape).flatMap(({ message, path }) => missingInMessage(message, path)),
    ],
    wrongTypes: (record) => [
      ...wrongAmong(record, fields),
      ...messagesIn(record, shape).flatMap(({ message, path }) =>
        wrongTypesInMessage(message, path),
      ),
    ],
    fieldNames: (owner) =>
      (owner.length === 0 ? requiredAmong(fields) : fieldsOfMessage(owner, shape)).map(
        ({ name }) => name,
      ),
    knownFields: (owner) => (owner.length === 0 ? fields : fieldsOfMessage(owner, shape)),
    unknownFields: (record) => unknownAmong(record, fields),
    promptPlace(record) {
      const name = prompt.find((one) => Object.hasOwn(record, one)) ?? "";
      return [[name], [name]];
    },
    texts: (record) => shape.texts.flatMap((name) => namedTexts(name, ownMember(record, name))),
    parts: (record) => partsOf(record, shape),
    promptTextPath: () => undefined,
    completionTextPath: () => (shape.completion === undefined ? undefined : [shape.completion]),
    takePlainFacts: plainFieldsOf(shape),
    ...(shape.conversations === undefined ? {} : { conversations: shape.conversations }),
    ...(shape.takeOwnFacts === undefined ? {} : { takeOwnFacts: shape.takeOwnFacts }),
  };
}

/** The required fields that a record lacks. */
export function missingAmong(
  record: JsonObject,
  fields: readonly RecordField[],
): readonly MissingField[] {
  return requiredAmong(fields)
    .filter(({ name }) => !Object.hasOwn(record, name))
    .map(({ name }) => ({ field: name, owner: [] }));
}

/** Fields with values of the wrong kind; one that need not be there may be null. */
export function wrongAmong(
  record: JsonObject,
  fields: readonly RecordField[],
  owner: JsonPath = [],
): readonly WrongType[] {
  const kinds = fields.map((field) =>
    field.isRequired === true ? field : { ...field, kinds: [...field.kinds, "null" as const] },
  );
  return wrongTypesIn(record, owner, kinds);
}

/** The record's own fields that are not among those given. */
export function unknownAmong(
  record: JsonObject,
  fields: readonly RecordField[],
): readonly UnknownFields[] {
  const names = Object.keys(record).filter((key) => !fields.some(({ name }) => name === key));
  return names.length === 0 ? [] : [{ owner: [], object: record, names }];
}

/** The fields that every record must have. */
export function requiredAmong(fields: readonly RecordField[]): readonly RecordField[] {
  return fields.filter(({ isRequired }) => isRequired === true);
}

function partsOf(
  record: JsonObject,
  { prompt, completion }: FieldShape,
): ReturnType<Format["parts"]> {
  const given = prompt.flatMap((name): [string, JsonValue][] => {
    const value = ownMember(record, name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    prompt: given.length === 0 ? undefined : given,
    isPromptEmpty: given.every(([, value]) => value === "" || value === null),
    completion: completion === undefined ? undefined : ownMember(record, completion),
    rest: Object.entries(record).filter(([name]) => name !== completion && !prompt.includes(name)),
  };
}

interface PlacedMessage {
  readonly message: JsonValue;
  readonly path: JsonPath;
}

function messagesIn(record: JsonObject, shape: FieldShape): readonly PlacedMessage[] {
  return (shape.messageLists ?? []).flatMap((path) => {
    const list = valueAt(record, path);
    if (!isJsonArray(list)) return [];
    return list.map((message, index) => ({ message, path: [...path, index] }));
  });
}

function fieldsOfMessage(owner: JsonPath, { messageLists }: FieldShape): readonly KnownField[] {
  const isMessage = messageLists?.some(
    (list) => `${list.join("/")}/${owner.at(-1) ?? ""}` === owner.join("/"),
  );
  return isMessage === true ? requiredInMessage : [];
}
