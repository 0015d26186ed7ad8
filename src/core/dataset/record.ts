import type { Format, JsonPath } from "../formats/format.js";
import type {
  JsonMember,
  JsonNode,
  JsonObject,
  JsonStringNode,
  JsonValue,
} from "../json/json-node.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import { parseJson } from "../json/parse-json.js";
import type { Span } from "../json/span.js";
import { sourceSpan } from "../json/string-offsets.js";
import type { ReadConversation } from "./conversations.js";
import { readConversations } from "./conversations.js";

/** A text that a record holds, with the way back to its source. */
export interface RecordText {
  /** The decoded text. */
  readonly value: string;
  /** Where it stands in the line, quotes included. */
  readonly quoted: Span;
  /** Where the decoded characters `[start, end)` stand in the line. */
  span(start: number, end: number): Span;
}

/**
 * One record: a line that holds one JSON value.
 *
 * The value is there at once; places in the source are worked out when somebody asks, because a
 * record that is fine never needs them.
 */
export class DatasetRecord {
  /** The line's text without line ending and byte order mark. */
  readonly text: string;
  readonly value: JsonValue;
  /**
   * Whether the scanner has read the line: then no key stands twice in one object, every number is
   * what is written, and the line's bytes were UTF-8.
   */
  readonly isScanned: boolean;
  #node: JsonNode | undefined;
  #conversations: readonly ReadConversation[] | undefined;
  #format: Format | undefined;

  constructor(text: string, value: JsonValue, isScanned = false) {
    this.text = text;
    this.value = value;
    this.isScanned = isScanned;
  }

  /** The record as an object, or `undefined` where it is something else. */
  get object(): JsonObject | undefined {
    return isJsonObject(this.value) ? this.value : undefined;
  }

  /** The conversations that a format finds in it: many rules ask, so they are found once. */
  conversations(format: Format): readonly ReadConversation[] {
    if (this.#conversations === undefined || this.#format !== format) {
      this.#conversations = readConversations(this.value, format);
      this.#format = format;
    }
    return this.#conversations;
  }

  /** The record's own string member `name`, decoded, without its place: cheap. */
  string(name: string): string | undefined {
    const value = this.object === undefined ? undefined : ownMember(this.object, name);
    return typeof value === "string" ? value : undefined;
  }

  /** The tree with offsets, parsed on first use. */
  get node(): JsonNode {
    this.#node ??= treeOf(this.text);
    return this.#node;
  }

  /** The node at `path`, or `undefined`. Of repeated keys the last counts, as in `JSON.parse`. */
  nodeAt(path: JsonPath): JsonNode | undefined {
    let node: JsonNode | undefined = this.node;
    for (const step of path) {
      if (node === undefined) return undefined;
      node = this.#child(node, step);
    }
    return node;
  }

  #child(node: JsonNode, step: string | number): JsonNode | undefined {
    if (typeof step === "number") return node.kind === "array" ? node.items[step] : undefined;
    return node.kind === "object" ? this.#lastMember(node.members, step)?.value : undefined;
  }

  /** The member `name` of the object at `owner`, key included. */
  memberAt(owner: JsonPath, name: string): JsonMember | undefined {
    const node = this.nodeAt(owner);
    return node?.kind === "object" ? this.#lastMember(node.members, name) : undefined;
  }

  /** The names of the members of the object at `owner`, in order. */
  keysAt(owner: JsonPath): readonly string[] {
    const node = this.nodeAt(owner);
    if (node?.kind !== "object") return [];
    return node.members.map((member) => this.decoded(member.key));
  }

  /** The text at `path`, or `undefined` where there is no string. */
  textAt(path: JsonPath): RecordText | undefined {
    const node = this.nodeAt(path);
    if (node?.kind !== "string") return undefined;
    return {
      value: this.decoded(node),
      quoted: { start: node.start, end: node.end },
      span: (start, end) => sourceSpan(this.text, node, { start, end }),
    };
  }

  /** The text that a string of this record stands for. */
  decoded(node: JsonStringNode): string {
    const literal = this.text.slice(node.start, node.end);
    // A string node is a valid JSON string, so this cannot be anything else.
    return JSON.parse(literal) as string;
  }

  #lastMember(members: readonly JsonMember[], name: string): JsonMember | undefined {
    return members.findLast((member) => this.decoded(member.key) === name);
  }
}

function treeOf(text: string): JsonNode {
  const result = parseJson(text);
  if (result.kind === "tree") return result.node;
  throw new Error(`JSON.parse accepted a line that the parser refuses: ${result.problem.kind}.`);
}
