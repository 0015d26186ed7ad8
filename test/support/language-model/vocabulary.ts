/** Tokens as bytes: every single byte, frequent words, and at the end the one that ends a text. */
export class Vocabulary {
  /** By their ids; the last one is empty: the end. */
  readonly tokens: readonly Uint8Array[];
  readonly end: number;
  readonly longest: number;
  readonly #ids = new Map<string, number>();
  readonly #words: readonly { readonly key: string; readonly bytes: Uint8Array }[];

  constructor(texts: readonly string[], words: number) {
    const single = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
    const encoder = new TextEncoder();
    const frequent = frequentWords(texts, words).map((word) => encoder.encode(word));
    this.#words = frequent.map((bytes) => ({ key: keyOf(bytes), bytes }));
    this.tokens = [...single, ...frequent, new Uint8Array()];
    this.end = this.tokens.length - 1;
    this.longest = Math.max(...this.tokens.map(({ length }) => length));
    this.tokens.slice(0, -1).forEach((token, id) => this.#ids.set(keyOf(token), id));
  }

  /** The tokens of bytes: at each place the longest that fits. */
  split(bytes: Uint8Array): readonly number[] {
    const ids: number[] = [];
    for (let at = 0; at < bytes.length;) {
      const id = this.#longestAt(bytes, at);
      ids.push(id);
      at += this.bytes(id).length;
    }
    return ids;
  }

  bytes(id: number): Uint8Array {
    const token = this.tokens[id];
    if (token === undefined) throw new RangeError(`There is no token ${id}.`);
    return token;
  }

  /** The bytes of tokens, one after the other. */
  join(ids: readonly number[]): Uint8Array {
    return Uint8Array.from(ids.flatMap((id) => [...this.bytes(id)]));
  }

  /** What would have to follow for a longer token to stand where one of these parts begins. */
  endingsOf(parts: readonly Uint8Array[]): readonly Uint8Array[] {
    const starts = parts.map(keyOf);
    return this.#words.flatMap(({ key, bytes }) =>
      starts
        .filter((start) => key.length > start.length && key.startsWith(start))
        .map((start) => bytes.subarray(start.length)),
    );
  }

  #longestAt(bytes: Uint8Array, at: number): number {
    const most = Math.min(this.longest, bytes.length - at);
    for (let length = most; length > 1; length -= 1) {
      const id = this.#ids.get(keyOf(bytes.subarray(at, at + length)));
      if (id !== undefined) return id;
    }
    return bytes[at] ?? 0;
  }
}

function keyOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Words and numbers with the space before them, the most frequent first. */
function frequentWords(texts: readonly string[], most: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const [word] of texts.join("\n").matchAll(/ ?(?:[a-z]{2,12}| \d)/gi)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const byCount = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return byCount.slice(0, most).map(([word]) => word);
}
