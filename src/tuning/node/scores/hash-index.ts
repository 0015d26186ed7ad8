/**
 * Finds numbers by hashes in 12 bytes for each place of a table that is at most three quarters full.
 * It keeps 32 bits of each hash, so that what it finds is a suspect: whoever looks compares the rest.
 */
export class HashIndex {
  #prints = new Uint32Array(1024);
  /** Plus 1: 0 is an empty place. */
  #values = new Float64Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds a number from 0 up; what has the same hash stays. `hash` has eight hexadecimal digits or more. */
  add(hash: string, value: number): void {
    if (this.#size >= this.#prints.length * 0.75) this.#grow();
    this.#put(printOf(hash), value + 1);
    this.#size += 1;
  }

  /** The numbers that may have been added with a hash, the last added last. */
  *suspects(hash: string): Generator<number> {
    const print = printOf(hash);
    const mask = this.#prints.length - 1;
    for (let place = print & mask; this.#values[place] !== 0; place = (place + 1) & mask) {
      if (this.#prints[place] === print) yield (this.#values[place] ?? 0) - 1;
    }
  }

  #put(print: number, stored: number): void {
    const mask = this.#prints.length - 1;
    let place = print & mask;
    while (this.#values[place] !== 0) place = (place + 1) & mask;
    this.#prints[place] = print;
    this.#values[place] = stored;
  }

  #grow(): void {
    const [prints, values] = [this.#prints, this.#values];
    this.#prints = new Uint32Array(prints.length * 2);
    this.#values = new Float64Array(prints.length * 2);
    values.forEach((stored, place) => {
      if (stored !== 0) this.#put(prints[place] ?? 0, stored);
    });
  }
}

/** The first 32 bits. */
export function printOf(hash: string): number {
  return Number.parseInt(hash.slice(0, 8), 16);
}
