import { shortColumn, wordColumn } from "./growing-column.js";
import type { RecordFacts } from "./record-facts.js";

const emptySlot = 0;
const deletedSlot = -1;
/** Share of used slots above which the table is built anew, and the share it then has. */
const fullest = 0.8;
const roomyLoad = 0.55;
const expectedLoad = 0.72;
const smallest = 256;
const mostWaiting = 256;

/**
 * Finds records with equal keys, such as equal prompts. 10 bytes per record and 10 to 15 for its
 * place in the table.
 *
 * An open-addressing table holds one record per key: half of the key's hash, which says where it
 * belongs, and the record as `ref + 1`. Records that share a key are chained behind it; the chains
 * take 4 bytes per record, once there is one.
 */
export class FingerprintIndex {
  /** The other half of the key's hash; its lowest bit says whether the record has a prompt. */
  readonly #keyLow: ReturnType<typeof wordColumn>;
  readonly #record: ReturnType<typeof wordColumn>;
  readonly #completion: ReturnType<typeof shortColumn>;
  /** The next record with the same key as `ref + 1`; 0 behind the last one. */
  readonly #next = wordColumn();
  /** The first records of chains. */
  readonly #heads = new Set<number>();
  /** Two words for each slot: key and `ref + 1`. */
  #slots: Int32Array<ArrayBuffer>;
  #used = 0;
  /** Records that wait for their place in the table: key and ref. */
  readonly #waiting = new Int32Array(2 * mostWaiting);
  #waitingCount = 0;

  constructor(expected: number) {
    this.#keyLow = wordColumn(expected);
    this.#record = wordColumn(expected);
    this.#completion = shortColumn(expected);
    this.#slots = new Int32Array(2 * Math.max(smallest, Math.ceil(expected / expectedLoad)));
  }

  add(ref: number, facts: RecordFacts): void {
    this.#keyLow.set(ref, lowKey(facts));
    this.#record.set(ref, facts.recordLow >>> 0);
    this.#completion.set(ref, facts.completion.trimmed & 0xffff);
    this.#waiting[2 * this.#waitingCount] = facts.keyHigh;
    this.#waiting[2 * this.#waitingCount + 1] = ref;
    this.#waitingCount += 1;
    if (this.#waitingCount === mostWaiting) this.#insertWaiting();
  }

  /** Takes out what was added for this ref with these facts. */
  remove(ref: number, facts: RecordFacts): void {
    this.#insertWaiting();
    const slot = this.#findSlot(facts.keyHigh, lowKey(facts));
    const head = (this.#slots[slot + 1] ?? emptySlot) - 1;
    const next = this.#next.get(ref);
    if (ref !== head) this.#next.set(this.#before(ref, head), next);
    else this.#slots[slot + 1] = next === 0 ? deletedSlot : next;
    this.#next.set(ref, 0);
    this.#heads.delete(ref);
    const newHead = ref === head ? next - 1 : head;
    if (newHead < 0) return;
    if (this.#next.get(newHead) === 0) this.#heads.delete(newHead);
    else this.#heads.add(newHead);
  }

  /** The record of a chain behind which another one comes. */
  #before(ref: number, head: number): number {
    let before = head;
    for (let next = this.#next.get(before); next !== ref + 1; next = this.#next.get(before)) {
      if (next === 0)
        throw new Error("A record is removed with other facts than it was added with.");
      before = next - 1;
    }
    return before;
  }

  /** Adds all records of another index, their refs moved by `refOffset`. */
  merge(other: FingerprintIndex, refOffset: number): void {
    this.#insertWaiting();
    other.#insertWaiting();
    for (const [otherRef, key] of other.#entries()) {
      const ref = otherRef + refOffset;
      this.#keyLow.set(ref, other.#keyLow.get(otherRef));
      this.#record.set(ref, other.#record.get(otherRef));
      this.#completion.set(ref, other.#completion.get(otherRef));
      this.#insert(ref, key);
    }
  }

  /** Half of the hash of a record's prompt, or of the record where it has none. */
  key(ref: number): number {
    return this.#keyLow.get(ref);
  }

  /** Whether the record is known by its prompt, not as a whole. */
  hasPrompt(ref: number): boolean {
    return (this.#keyLow.get(ref) & 1) === 1;
  }

  /**
   * Among records with equal keys: a number that equal records share. 48 bits: of 32 alone some
   * would be equal by chance among the hundreds of thousands of answers that one prompt may have.
   */
  recordKey(ref: number): number {
    return this.#record.get(ref) * 0x1_0000 + this.#completion.get(ref);
  }

  /** Among records with equal keys: a number that equal completions share, blanks around apart. */
  completionKey(ref: number): number {
    return this.#completion.get(ref);
  }

  /** The refs of records that share their key with another, group by group, in no special order. */
  *groups(): Generator<readonly number[]> {
    this.#insertWaiting();
    for (const head of this.#heads) yield this.#chain(head);
  }

  #chain(head: number): readonly number[] {
    const refs = [head];
    for (let ref = this.#next.get(head); ref !== 0; ref = this.#next.get(ref - 1)) {
      refs.push(ref - 1);
    }
    return refs;
  }

  /** All refs with the half of their key that the table has. */
  *#entries(): Generator<readonly [ref: number, key: number]> {
    for (const [key, found] of liveSlots(this.#slots)) {
      for (const ref of this.#chain(found - 1)) yield [ref, key];
    }
  }

  /**
   * Gives the waiting records their places. The table is larger than any cache: touching all the
   * places first lets the processor fetch many of them at once.
   */
  #insertWaiting(): void {
    const waiting = this.#waiting;
    const words = this.#slots.length;
    let touched = 0;
    for (let i = 0; i < 2 * this.#waitingCount; i += 2) {
      touched |= this.#slots[firstSlot(waiting[i] ?? 0, words)] ?? 0;
    }
    // Never true: the sum is there to be worked out.
    if (touched < 0 && words < 0) throw new RangeError("A table has a negative size.");
    const count = this.#waitingCount;
    this.#waitingCount = 0;
    for (let i = 0; i < 2 * count; i += 2) this.#insert(waiting[i + 1] ?? 0, waiting[i] ?? 0);
  }

  #insert(ref: number, key: number): void {
    const slot = this.#findSlot(key, this.#keyLow.get(ref));
    const found = this.#slots[slot + 1] ?? emptySlot;
    if (found !== emptySlot) {
      // Behind the first one, wherever that stands: those who ask for a group sort it.
      this.#next.set(ref, this.#next.get(found - 1));
      this.#next.set(found - 1, ref + 1);
      this.#heads.add(found - 1);
      return;
    }
    this.#slots[slot] = key;
    this.#slots[slot + 1] = ref + 1;
    this.#used += 1;
    if (this.#used * 2 > this.#slots.length * fullest) this.#rebuild();
  }

  /** The slot of the record with the same key, else the empty slot where it belongs. */
  #findSlot(key: number, keyLow: number): number {
    const slots = this.#slots;
    for (let slot = firstSlot(key, slots.length); ; slot += 2) {
      if (slot === slots.length) slot = 0;
      const found = slots[slot + 1] ?? emptySlot;
      if (found === emptySlot) return slot;
      if (slots[slot] !== key || found === deletedSlot) continue;
      if (this.#keyLow.get(found - 1) === keyLow) return slot;
    }
  }

  /** Makes room, and drops the slots of removed records. */
  #rebuild(): void {
    let live = 0;
    for (const _ of liveSlots(this.#slots)) live += 1;
    const slots = new Int32Array(2 * Math.max(smallest, Math.ceil(live / roomyLoad)));
    for (const [key, found] of liveSlots(this.#slots)) {
      let free = firstSlot(key, slots.length);
      while (slots[free + 1] !== emptySlot) free = free + 2 === slots.length ? 0 : free + 2;
      slots[free] = key;
      slots[free + 1] = found;
    }
    this.#slots = slots;
    this.#used = live;
  }
}

/** The slots that hold a record. */
function* liveSlots(slots: Int32Array): Generator<readonly [key: number, found: number]> {
  for (let slot = 0; slot < slots.length; slot += 2) {
    const found = slots[slot + 1] ?? emptySlot;
    if (found !== emptySlot && found !== deletedSlot) yield [slots[slot] ?? 0, found];
  }
}

function lowKey({ keyLow, hasPrompt }: RecordFacts): number {
  return ((keyLow & ~1) | Number(hasPrompt)) >>> 0;
}

/** Where a key belongs: its share of the table, so that the table may have any size. */
function firstSlot(key: number, words: number): number {
  return 2 * Math.floor(((key >>> 0) / 0x1_0000_0000) * (words / 2));
}
