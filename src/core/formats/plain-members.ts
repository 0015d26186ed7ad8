import type { Tape } from "../kernel/tape.js";
import { nodeKind } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import type { RecordField } from "./field-format.js";
import type { ValueKind } from "./format.js";

/** A bit for each kind of node that a kind of value has on the tape. */
const nodeKinds: Readonly<Record<ValueKind, number>> = {
  text: 1 << nodeKind.string,
  number: 1 << nodeKind.number,
  "true or false": (1 << nodeKind.true) | (1 << nodeKind.false),
  null: 1 << nodeKind.null,
  list: 1 << nodeKind.array,
  object: 1 << nodeKind.object,
};

/** Finds the members of an object on the tape: those that a format knows. */
export class PlainMembers {
  readonly #keys: readonly number[];
  readonly #kinds: readonly number[];
  readonly #required: number;
  /** The keys of members that may stand beside the fields. */
  readonly #others: ReadonlySet<number>;
  readonly #nodes: Int32Array;

  constructor(fields: readonly RecordField[], others: ReadonlySet<string>) {
    this.#keys = fields.map(({ name }) => keyOf(name));
    this.#kinds = fields.map(kindsOf);
    this.#required = fields.filter(({ isRequired }) => isRequired === true).length;
    this.#others = new Set([...others].map(keyOf));
    this.#nodes = new Int32Array(fields.length);
  }

  /**
   * Whether an object has all required fields, each of its fields a value of a kind that it may
   * have, none into which rules look, and nothing else but what may stand beside them.
   */
  read(tape: Tape, object: number): boolean {
    if (tape.kind(object) !== nodeKind.object) return false;
    this.#nodes.fill(-1);
    let missing = this.#required;
    let member = object + 1;
    for (let left = tape.count(object); left > 0; left -= 1) {
      const key = tape.key(member);
      const index = this.#keys.indexOf(key);
      if (index < 0) {
        if (!this.#others.has(key)) return false;
      } else {
        const kinds = this.#kinds[index] ?? 0;
        if (((kinds >>> tape.kind(member)) & 1) === 0) return false;
        missing -= kinds & requiredBit;
        this.#nodes[index] = member;
      }
      member = tape.next(member);
    }
    return missing === 0;
  }

  /** The node of a field, by its position among the fields, in the object read last; -1 for none. */
  node(field: number): number {
    return this.#nodes[field] ?? -1;
  }
}

/** No kind of node is 0, so this bit is free to say that a field is required. */
const requiredBit = 1;

function kindsOf({ kinds, isRequired, isLookedInto }: RecordField): number {
  if (isLookedInto === true) return 0;
  const all = nodeKindsOf(kinds);
  // One that need not be there may be null.
  return isRequired === true ? all | requiredBit : all | nodeKinds.null;
}

/** A bit for each kind of node that a value of one of these kinds has on the tape. */
export function nodeKindsOf(kinds: readonly ValueKind[]): number {
  return kinds.reduce((bits, kind) => bits | nodeKinds[kind], 0);
}
