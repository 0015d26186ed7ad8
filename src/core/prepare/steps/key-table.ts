/**
 * Numbers keys of 64 bits from 0 in the order in which they come. 20 to 40 bytes per key. Keys are
 * hashes: two texts of 1.2 million share one with a probability of about 4 in 100 million.
 */
export class KeyTable {
  #low = new Uint32Array(64);
  #high = new Uint32Array(64);
  #slots = new Uint32Array(256);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of a key, which is a new one where it has not come before. */
  add(low: number, high: number): number {
    const slot = this.#slot(low >>> 0, high >>> 0);
    const known = this.#slots[slot] ?? 0;
    if (known > 0) return known - 1;
    if (this.#size === this.#low.length) this.#makeRoom();
    this.#low[this.#size] = low;
    this.#high[this.#size] = high;
    this.#size += 1;
    this.#slots[slot] = this.#size;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return this.#size - 1;
  }

  /** Where a key stands, or the empty slot for it. */
  #slot(low: number, high: number): number {
    const mask = this.#slots.length - 1;
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & mask;
    for (;;) {
      const entry = (this.#slots[slot] ?? 0) - 1;
      if (entry < 0) return slot;
      if (this.#low[entry] === low && this.#high[entry] === high) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #makeRoom(): void {
    const [low, high] = [this.#low, this.#high];
    this.#low = new Uint32Array(low.length * 2);
    this.#high = new Uint32Array(high.length * 2);
    this.#low.set(low);
    this.#high.set(high);
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let entry = 0; entry < this.#size; entry += 1) {
      this.#slots[this.#slot(this.#low[entry] ?? 0, this.#high[entry] ?? 0)] = entry + 1;
    }
  }
}
