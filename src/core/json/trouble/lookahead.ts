/**
 * How much of a text may still be looked at ahead of reading, so that a repair takes linear time
 * whatever the text.
 */
export class Lookahead {
  #left: number;

  constructor(textLength: number) {
    this.#left = 4 * textLength + 4_096;
  }

  /** Whether nothing may be looked at any more; to be asked before a look of unknown length. */
  get isSpent(): boolean {
    return this.#left < 0;
  }

  /** Pays for characters; `false` where there is nothing left to pay with. */
  pay(characters: number): boolean {
    this.#left -= characters;
    return this.#left >= 0;
  }
}
