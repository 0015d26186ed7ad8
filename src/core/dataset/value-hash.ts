import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject } from "../json/json-node.js";

const tags = {
  text: 1,
  number: 2,
  true: 3,
  false: 4,
  null: 5,
  array: 6,
  object: 7,
  end: 8,
  missing: 9,
};
const deepest = 200;

/**
 * A 64-bit hash of JSON values that are equal when parsed: the order of members does not count.
 *
 * Two lanes of 32 bits, each a multiply-xor chain over UTF-16 units with an avalanche at the end
 * (the finaliser of MurmurHash3). Two different values collide with a probability of about 2^-64;
 * among 3 million records some pair does with about 2 in 10 million.
 */
export class ValueHash {
  low = 0x811c9dc5;
  high = 0x2545f491;

  readonly #depth: number;

  constructor(depth = 0) {
    this.#depth = depth;
  }

  /** Adds a value that may be missing; a missing one counts too. Returns itself. */
  addPart(value: JsonValue | undefined): this {
    return value === undefined ? this.#addUnit(tags.missing) : this.add(value);
  }

  /**
   * Adds a value; the order of calls counts. What is nested more than 200 deep counts by its kind
   * only, because no stack holds every depth that JSON allows. Returns itself.
   */
  add(value: JsonValue): this {
    if (typeof value === "string") return this.#addText(value);
    if (typeof value === "number") return this.#addUnit(tags.number).#addText(String(value));
    if (value === null) return this.#addUnit(tags.null);
    if (typeof value === "boolean") return this.#addUnit(value ? tags.true : tags.false);
    if (this.#depth > deepest) return this.#addUnit(tags.end);
    if (isJsonArray(value)) return this.#addArray(value);
    return isJsonObject(value) ? this.addMembers(Object.entries(value)) : this;
  }

  /** Adds named values whose order does not count. Returns itself. */
  addMembers(members: readonly (readonly [name: string, value: JsonValue])[]): this {
    let low = 0;
    let high = 0;
    for (const [name, value] of members) {
      const member = new ValueHash(this.#depth + 1).#addText(name).add(value).finish();
      low = (low + member.low) | 0;
      high = (high + member.high) | 0;
    }
    return this.#addUnit(tags.object).#addUnit(members.length).#addUnit(low).#addUnit(high);
  }

  /** Adds another hash. Returns itself. */
  addHash(other: ValueHash): this {
    return this.#addUnit(other.low).#addUnit(other.high);
  }

  /** Spreads every input bit over both lanes. Call once, at the end. Returns itself. */
  finish(): this {
    const low = avalanche(this.low ^ Math.imul(this.high, 0x9e3779b1));
    const high = avalanche(this.high ^ Math.imul(this.low, 0x85ebca6b));
    this.low = low;
    this.high = high;
    return this;
  }

  #addArray(items: readonly JsonValue[]): this {
    this.#addUnit(tags.array);
    for (const item of items) {
      if (typeof item === "string") this.#addText(item);
      else this.addHash(new ValueHash(this.#depth + 1).add(item).finish());
    }
    return this.#addUnit(tags.end);
  }

  #addText(text: string): this {
    let { low, high } = this.#addUnit(tags.text).#addUnit(text.length);
    // Two UTF-16 units at a time; reading one behind the end would cost half of the speed.
    const even = text.length & ~1;
    for (let i = 0; i < even; i += 2) {
      const units = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
      low = Math.imul(low ^ units, 0x9e3779b1);
      high = Math.imul(high ^ units, 0x5f356495);
      // Multiplication moves bits upwards only; the shifts bring them back down.
      low ^= low >>> 15;
      high ^= high >>> 13;
    }
    this.low = low;
    this.high = high;
    return even === text.length ? this : this.#addUnit(text.charCodeAt(even));
  }

  #addUnit(unit: number): this {
    this.low = Math.imul(this.low ^ unit, 0x9e3779b1);
    this.high = Math.imul(this.high ^ unit, 0x5f356495) + 1;
    return this;
  }
}

function avalanche(lane: number): number {
  let mixed = lane ^ (lane >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
