import { wordColumn } from "./growing-column.js";

/** What is remembered of one record to find others like it. */
export interface Fingerprint {
  /** Hash of the prompt, or of the whole record where it has no prompt to speak of. */
  readonly keyLow: number;
  readonly keyHigh: number;
  readonly hasPrompt: boolean;
  /** Hash of the whole record. */
  readonly recordLow: number;
  readonly recordHigh: number;
}

const emptySlot = 0;
const deletedSlot = 0xffffffff;
/** Share of used slots above which the table is built anew, and the most it then has. */
const fullest = 0.6;
const roomyLoad = 0.5;

/**
 * Finds records with equal keys. 16 bytes per record and 7 to 11 for its place in the table.
 *
 * An open-addressing table holds one record per key (as `ref + 1`); records that share a key are
 * listed apart, since in good data there are few.
 */
export class FingerprintIndex {
  readonly #keyLow = wordColumn();
  readonly #keyHigh = wordColumn();
  readonly #recordLow = wordColumn();
  readonly #recordHigh = wordColumn();
  readonly #groups = new Map<number, Set<number>>();
  #slots = new Uint32Array(256);
  #used = 0;

  add(ref: number, fingerprint: Fingerprint): void {
    this.#keyLow.set(ref, ((fingerprint.keyLow & ~1) | Number(fingerprint.hasPrompt)) >>> 0);
    this.#keyHigh.set(ref, fingerprint.keyHigh);
    this.#recordLow.set(ref, fingerprint.recordLow);
    this.#recordHigh.set(ref, fingerprint.recordHigh);
    this.#insert(ref);
  }

  remove(ref: number): void {
    const slot = this.#findSlot(ref);
    const head = (this.#slots[slot] ?? emptySlot) - 1;
    const group = this.#groups.get(head);
    if (group === undefined) {
      this.#slots[slot] = deletedSlot;
      return;
    }
    group.delete(ref);
    if (ref === head || group.size === 1) this.#groups.delete(head);
    const [newHead] = ref === head ? group : [head];
    if (newHead === undefined) return;
    this.#slots[slot] = newHead + 1;
    if (group.size > 1) this.#groups.set(newHead, group);
  }

  /** Adds all records of another index, their refs moved by `refOffset`. */
  merge(other: FingerprintIndex, refOffset: number): void {
    for (const ref of other.#refs()) this.add(ref + refOffset, other.get(ref));
  }

  /** What `add` was given for this ref. */
  get(ref: number): Fingerprint {
    const keyLow = this.#keyLow.get(ref);
    return {
      keyLow,
      keyHigh: this.#keyHigh.get(ref),
      hasPrompt: (keyLow & 1) === 1,
      recordLow: this.#recordLow.get(ref),
      recordHigh: this.#recordHigh.get(ref),
    };
  }

  /** The refs of records that share their key with another, group by group, in no special order. */
  groups(): Iterable<ReadonlySet<number>> {
    return this.#groups.values();
  }

  *#refs(): Generator<number> {
    for (const slot of this.#slots) {
      if (slot === emptySlot || slot === deletedSlot) continue;
      yield* this.#groups.get(slot - 1) ?? [slot - 1];
    }
  }

  #insert(ref: number): void {
    const slot = this.#findSlot(ref);
    const found = this.#slots[slot] ?? emptySlot;
    if (found !== emptySlot) {
      const head = found - 1;
      const group = this.#groups.get(head);
      if (group === undefined) this.#groups.set(head, new Set([head, ref]));
      else group.add(ref);
      return;
    }
    this.#slots[slot] = ref + 1;
    this.#used += 1;
    if (this.#used > this.#slots.length * fullest) this.#rebuild();
  }

  /** The slot of the record with the same key, else the empty slot where it belongs. */
  #findSlot(ref: number): number {
    const mask = this.#slots.length - 1;
    const low = this.#keyLow.get(ref);
    const high = this.#keyHigh.get(ref);
    for (let slot = (low >>> 1) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot] ?? emptySlot;
      if (found === emptySlot) return slot;
      if (found === deletedSlot) continue;
      const other = found - 1;
      if (this.#keyLow.get(other) === low && this.#keyHigh.get(other) === high) return slot;
    }
  }

  /** Makes room, and drops the slots of removed records. */
  #rebuild(): void {
    const heads = this.#slots.filter((slot) => slot !== emptySlot && slot !== deletedSlot);
    let length = this.#slots.length;
    while (heads.length > length * roomyLoad) length *= 2;
    this.#slots = new Uint32Array(length);
    this.#used = heads.length;
    for (const head of heads) this.#slots[this.#findSlot(head - 1)] = head;
  }
}
