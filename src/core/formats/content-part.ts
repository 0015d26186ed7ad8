import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import { isMisspelling } from "../spelling.js";
import type { JsonPath, ValueKind } from "./format.js";
import { kindOf } from "./value-kind.js";

/** A part of what somebody says, with its place in the record. */
export interface PlacedPart {
  readonly part: JsonValue;
  readonly path: JsonPath;
  /**
   * The members of which it has to have one, where parts are told by their members. Elsewhere they
   * have a member `type`.
   */
  readonly members?: readonly string[];
}

/** What is wrong with a part. */
export type PartFault =
  /** A type that nobody knows, or that the reader does not. */
  | { readonly kind: "type"; readonly type: string; readonly meant: string | undefined }
  /** No member that says what it is; `meant` is one that may stand for the first of them. */
  | {
      readonly kind: "lacks";
      readonly names: readonly string[];
      readonly meant?: Meant | undefined;
    }
  /** A member with a value of another kind. */
  | { readonly kind: "value"; readonly name: string; readonly expected: readonly ValueKind[] }
  | { readonly kind: "no-object" };

/** A member under a name that is probably a misspelt one. */
export interface Meant {
  readonly written: string;
  readonly name: string;
}

/**
 * The types of parts that somebody reads: OpenAI's chats and responses, the trainers built on
 * transformers, Anthropic's, Mistral's and those of LLaMA-Factory's own messages.
 */
const knownTypes: ReadonlySet<string> = new Set(
  (
    "text image_url input_audio file refusal image video audio video_url audio_url input_text " +
    "output_text input_image input_video input_file summary_text reasoning_text tool_use tool_result " +
    "tool_call thinking redacted_thinking reasoning document document_url reference search_result"
  ).split(" "),
);

/** Where OpenAI's types hold what they are about, and of which kinds that is. */
const contents: ReadonlyMap<string, readonly ValueKind[]> = new Map<string, readonly ValueKind[]>([
  ["text", ["text"]],
  ["refusal", ["text"]],
  ["image_url", ["object", "text"]],
  ["input_audio", ["object"]],
  ["file", ["object"]],
]);

/** What trainers read in place of the member that bears the type's name. */
const otherContents = ["value", "content"];

/** Members by which a part without a type is known. */
const typelessMembers = [...contents.keys(), ...otherContents, "image", "video", "audio"];

/**
 * What is wrong with a part that says of which type it is. `types` are those that the reader takes,
 * written exactly as OpenAI does, where it takes no others.
 */
export function faultInTypedPart(
  part: JsonValue,
  types: readonly string[] | undefined,
): PartFault | undefined {
  if (typeof part === "string" && types === undefined) return undefined;
  if (!isJsonObject(part)) return { kind: "no-object" };
  const type = ownMember(part, "type");
  if (type === undefined) return faultWithoutType(part, types);
  if (typeof type !== "string") return { kind: "value", name: "type", expected: ["text"] };
  const isKnown = types === undefined ? knownTypes.has(type) : types.includes(type);
  if (!isKnown) return { kind: "type", type, meant: meantAmong(type, types ?? [...knownTypes]) };
  return faultInContent(part, type, types !== undefined);
}

function faultWithoutType(
  part: JsonObject,
  types: readonly string[] | undefined,
): PartFault | undefined {
  const meant = meantMember(part, "type");
  const isKnown = typelessMembers.some((name) => Object.hasOwn(part, name));
  if (types === undefined && isKnown && meant === undefined) return undefined;
  return { kind: "lacks", names: ["type"], meant };
}

function faultInContent(part: JsonObject, type: string, isStrict: boolean): PartFault | undefined {
  const expected = contents.get(type);
  if (expected === undefined) return undefined;
  const value = ownMember(part, type);
  if (value !== undefined) {
    const isRight = expected.includes(kindOf(value));
    return isRight ? undefined : { kind: "value", name: type, expected };
  }
  const written = otherContents.find((name) => Object.hasOwn(part, name));
  if (written !== undefined && !isStrict) return undefined;
  const other = written === undefined ? undefined : { written, name: type };
  return { kind: "lacks", names: [type], meant: other ?? meantMember(part, type) };
}

/** What is wrong with a part that is told by its members. */
export function faultInPlainPart(
  part: JsonValue,
  members: readonly string[],
): PartFault | undefined {
  if (!isJsonObject(part)) return { kind: "no-object" };
  const name = members.find((one) => Object.hasOwn(part, one));
  if (name === undefined) {
    const [meant] = members.flatMap((one) => meantMember(part, one) ?? []);
    return { kind: "lacks", names: members, meant };
  }
  const value = ownMember(part, name);
  const expected: ValueKind = name === "text" ? "text" : "object";
  if (value === undefined || kindOf(value) === expected) return undefined;
  return { kind: "value", name, expected: [expected] };
}

/** The one member of a part that is probably another one, misspelt. */
function meantMember(part: JsonObject, name: string): Meant | undefined {
  const [written, another] = Object.keys(part).filter(
    (key) => key !== name && !typelessMembers.includes(key) && isMisspelling(key, name),
  );
  return written === undefined || another !== undefined ? undefined : { written, name };
}

function meantAmong(type: string, types: readonly string[]): string | undefined {
  const near = types.filter((one) => isMisspelling(type, one));
  return near.length === 1 ? near[0] : undefined;
}
