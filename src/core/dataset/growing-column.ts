/** A typed array that can be made and copied from another. */
type Numbers =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** One number per record, by `ref`, in a typed array that grows as it fills; 0 where never set. */
export class GrowingColumn<Column extends Numbers> {
  #numbers: Column;
  readonly #make: (length: number) => Column;

  constructor(make: (length: number) => Column, expected: number) {
    this.#make = make;
    this.#numbers = make(Math.max(expected, 64));
  }

  get(ref: number): number {
    return this.#numbers[ref] ?? 0;
  }

  set(ref: number, value: number): void {
    if (ref >= this.#numbers.length) this.#grow(ref + 1);
    this.#numbers[ref] = value;
  }

  /** All numbers, and some room behind them: good until the next one is set. */
  get numbers(): Column {
    return this.#numbers;
  }

  /** How many refs have room now: every ref that was ever set is below it. */
  get capacity(): number {
    return this.#numbers.length;
  }

  #grow(least: number): void {
    const grown = this.#make(Math.max(least, Math.ceil(this.#numbers.length * 1.5)));
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}

/** A column of bytes. `expected` refs have room at once. */
export function byteColumn(expected = 0): GrowingColumn<Uint8Array<ArrayBuffer>> {
  return new GrowingColumn((length) => new Uint8Array(length), expected);
}

/** A column of unsigned 16-bit numbers. */
export function shortColumn(expected = 0): GrowingColumn<Uint16Array<ArrayBuffer>> {
  return new GrowingColumn((length) => new Uint16Array(length), expected);
}

/** A column of unsigned 32-bit numbers. */
export function wordColumn(expected = 0): GrowingColumn<Uint32Array<ArrayBuffer>> {
  return new GrowingColumn((length) => new Uint32Array(length), expected);
}

/** A column of whole numbers up to 2^53, such as offsets in files. */
export function offsetColumn(expected = 0): GrowingColumn<Float64Array<ArrayBuffer>> {
  return new GrowingColumn((length) => new Float64Array(length), expected);
}
