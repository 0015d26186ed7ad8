/** A typed array that can be made and copied from another. */
type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** One number per record, by `ref`, in a typed array that doubles as it fills; 0 where never set. */
export class GrowingColumn<Column extends Numbers> {
  #numbers: Column;
  readonly #make: (length: number) => Column;

  constructor(make: (length: number) => Column) {
    this.#make = make;
    this.#numbers = make(64);
  }

  get(ref: number): number {
    return this.#numbers[ref] ?? 0;
  }

  set(ref: number, value: number): void {
    if (ref >= this.#numbers.length) this.#grow(ref + 1);
    this.#numbers[ref] = value;
  }

  /** How many refs have room now: every ref that was ever set is below it. */
  get capacity(): number {
    return this.#numbers.length;
  }

  #grow(least: number): void {
    let length = this.#numbers.length;
    while (length < least) length *= 2;
    const grown = this.#make(length);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}

/** A column of bytes. */
export function byteColumn(): GrowingColumn<Uint8Array<ArrayBuffer>> {
  return new GrowingColumn((length) => new Uint8Array(length));
}

/** A column of unsigned 32-bit numbers. */
export function wordColumn(): GrowingColumn<Uint32Array<ArrayBuffer>> {
  return new GrowingColumn((length) => new Uint32Array(length));
}
