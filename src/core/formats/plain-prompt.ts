import type { RecordFacts } from "../dataset/record-facts.js";
import type { Tape } from "../kernel/tape.js";
import { textHash } from "../kernel/text-hash.js";
import type { Hash } from "../kernel/value-hash.js";
import { arraySeed, combine } from "../kernel/value-hash.js";

/** The hash of a list that grows: of all that make up a prompt. */
export class PromptHash {
  #hash = arraySeed;
  #count = 0;

  clear(): void {
    this.#hash = arraySeed;
    this.#count = 0;
  }

  /** Adds a value. */
  add(tape: Tape, node: number): void {
    this.#add({ low: tape.hashLow(node), high: tape.hashHigh(node) });
  }

  /** Adds a member as a list of its name and its value. */
  addMember(name: NameHash, tape: Tape, node: number): void {
    const value = { low: tape.hashLow(node), high: tape.hashHigh(node) };
    this.#add(combine(combine(name, value), pairCount));
  }

  /** The prompt of a record is what has been added. */
  giveTo(facts: RecordFacts): void {
    const { low, high } = combine(this.#hash, { low: this.#count, high: 0 });
    facts.hasPrompt = true;
    facts.keyLow = low;
    facts.keyHigh = high;
  }

  #add(hash: Hash): void {
    this.#hash = combine(this.#hash, hash);
    this.#count += 1;
  }
}

const pairCount: Hash = { low: 2, high: 0 };

/** The hash of a list that holds a name, before its length is counted. */
export type NameHash = Hash;

export function nameHash(name: string): NameHash {
  const hash = textHash(new TextEncoder().encode(name));
  const low = Number(BigInt.asIntN(32, hash));
  return combine(arraySeed, { low, high: Number(BigInt.asIntN(32, hash >> 32n)) });
}
