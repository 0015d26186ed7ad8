import type { RecordFacts } from "../dataset/record-facts.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import type { LineScanner } from "../kernel/line-scanner.js";
import type { Tape } from "../kernel/tape.js";
import type { TargetId } from "../targets/target.js";
import type { PlacedPart } from "./content-part.js";
import type { Conversation } from "./conversation.js";
import type { formatTable } from "./index.js";

/** The way to a value inside a record: member names and array positions. */
export type JsonPath = readonly (string | number)[];

/** The ids of the formats in the table. */
export type FormatId = keyof typeof formatTable;

/** A field that a record must have and lacks. */
export interface MissingField {
  readonly field: string;
  /** The object that lacks it. */
  readonly owner: JsonPath;
}

/** A kind of value, as people speak of it. */
export type ValueKind = "text" | "number" | "true or false" | "null" | "list" | "object";

/** A field that a format knows. */
export interface KnownField {
  readonly name: string;
  /** The kinds of value that it may have; the first is the usual one. */
  readonly kinds: readonly ValueKind[];
  /** What the field is called in other formats. */
  readonly otherNames?: readonly string[];
}

/** The fields of one object that the format does not know. */
export interface UnknownFields {
  readonly owner: JsonPath;
  readonly object: JsonObject;
  /** Their names, at least one. */
  readonly names: readonly string[];
}

/** A field whose value is of a kind that the format does not know there. */
export interface WrongType {
  readonly path: JsonPath;
  /** The field's name. */
  readonly field: string;
  /** What the format wants there; the first is the usual one. */
  readonly expected: readonly ValueKind[];
}

/** What a record asks, what it answers, and all else that makes it this record and no other. */
export interface RecordParts {
  /** What the model is given, or `undefined` where there is none. */
  readonly prompt: JsonValue | undefined;
  /** Whether the prompt holds anything: empty prompts do not count as repeated. */
  readonly isPromptEmpty: boolean;
  /** What the model should answer. */
  readonly completion: JsonValue | undefined;
  /** The members that belong to neither, in no special order. */
  readonly rest: readonly (readonly [name: string, value: JsonValue])[];
}

/** A text of a record under the name that its format has for it. */
export interface NamedText {
  /** A field's name, or the role of a message. */
  readonly name: string;
  readonly text: string;
}

/** Who asks and who answers. */
export type Side = "user" | "assistant";

/** Whoever speaks in one turn. */
export interface Speaker {
  readonly name: string;
  /** `undefined` where the format does not know such a speaker, or knows no side of it. */
  readonly side: Side | undefined;
  /** Where the name stands. */
  readonly path: JsonPath;
  /** Where that stands which is said. */
  readonly content: JsonPath;
  /** Whether a tool speaks, which may have nothing to say. */
  readonly isTool: boolean;
}

/** The shape of a record. One file per format; `formats/index.ts` lists them. */
export interface Format {
  readonly id: FormatId;
  /** The name people read, in sentence case. */
  readonly title: string;
  /**
   * The targets that read it, beside those that name it in their own files; the first of them is
   * chosen where the user names no target and no target's file says that it is.
   */
  readonly readers?: readonly TargetId[] | undefined;
  /** A record of this format in one line, for documentation. */
  readonly example: string;
  /** Whether a record is meant to be of this format, even where it is faulty. */
  matches(record: JsonObject): boolean;
  /**
   * Whether a record that is of another format is one of this format's with a fault where the
   * others in its dataset are of this format.
   */
  adopts?(record: JsonObject): boolean;
  /** The required fields that the record lacks, outermost first. */
  missingFields(record: JsonObject): readonly MissingField[];
  /** The fields that are there with a value of the wrong kind, outermost first. */
  wrongTypes(record: JsonObject): readonly WrongType[];
  /** The names of the fields that the object at `owner` must have. */
  fieldNames(owner: JsonPath): readonly string[];
  /** The fields that may stand in the object at `owner`. */
  knownFields(owner: JsonPath): readonly KnownField[];
  /** The fields that may not stand where they stand, outermost first. */
  unknownFields(record: JsonObject): readonly UnknownFields[];
  /** The first and the last value that make up the prompt. Asked only where `parts` has one. */
  promptPlace(record: JsonObject): readonly [first: JsonPath, last: JsonPath];
  /** The texts that a model reads and writes, in that order. */
  texts(record: JsonObject): readonly NamedText[];
  /** The texts that a model learns to write, where names among `texts` do not tell. */
  learnedTexts?(record: JsonObject): readonly string[];
  /** Takes the record apart for comparisons. */
  parts(record: JsonObject): RecordParts;
  /** The prompt's text, where the prompt is one text and no conversation. */
  promptTextPath(record: JsonObject): JsonPath | undefined;
  /** The text that the model should answer, where it is one. */
  completionTextPath(record: JsonObject): JsonPath | undefined;
  /**
   * The conversations of messages with role and content that a record holds, in formats that hold
   * such; faulty messages among them.
   */
  readonly conversations?: (record: JsonObject) => readonly Conversation[];
  /** The parts of what is said, in formats whose parts are no messages' of chats. */
  readonly contentParts?: (record: JsonObject) => readonly PlacedPart[];
  /**
   * Who speaks, turn by turn, in formats whose conversations are told from messages of chats.
   */
  readonly speakersIn?: (record: JsonObject) => readonly Speaker[];
  /** The names of all who may speak, where every other name is a fault. */
  readonly speakerNames?: readonly string[];
  /** What the format calls the two sides, where it has fixed names for them. */
  readonly sideNames?: Readonly<Record<Side, string>>;
  /** Takes facts that only records of this format have; of plain ones `takePlainFacts` does. */
  takeOwnFacts?(record: JsonObject, facts: RecordFacts, scanner: LineScanner): void;
  /** Names of which every record that `matches` has one among its own members. */
  readonly signature: readonly string[];
  /**
   * Takes the facts of a scanned record that is plainly of this format: all that it must have, of
   * the right types, nothing else, and nothing in it that a rule would look at for its shape. Says
   * no to all others, valid or not: they are read as objects. The facts are the same either way.
   */
  takePlainFacts(tape: Tape, record: number, facts: RecordFacts): boolean;
}
