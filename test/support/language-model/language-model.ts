import { SeededRandom } from "../seeded-random.js";
import { endsInside } from "./character-state.js";
import { Vocabulary } from "./vocabulary.js";

/** A token that a model has written or was given. */
export interface ModelToken {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly logprob: number;
  /** 1 for the likeliest. */
  readonly rank: number;
  /** The logarithm of the probability of every token, by id; minus infinity for the impossible. */
  readonly all: readonly number[];
}

/** How a model is asked for tokens. */
export interface Drawing {
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP: number;
  readonly stop: readonly string[];
  readonly seed: number;
}

export interface Drawn {
  readonly tokens: readonly ModelToken[];
  /** Up to a text at which it was to stop. */
  readonly text: string;
  readonly finish: "length" | "stop";
}

const usualWords = 300;
const order = 4;
/** How much the shorter contexts count for. */
const backing = 2;
/** What every token has been seen, so that none that may come is impossible. */
const smoothing = 0.02;

/**
 * A small language model: n-grams of tokens, smoothed with the shorter ones. It writes and scores
 * exactly alike, since a text has one way only to be made of its tokens: those that would be split
 * otherwise, or are no UTF-8, have no probability.
 */
export class LanguageModel {
  readonly vocabulary: Vocabulary;
  /** How often which token has followed which others. */
  readonly #counts = new Map<string, Map<number, number>>();

  /** What was worked out before: tests ask the same again and again. */
  readonly #known = new Map<string, readonly number[]>();

  /** Knows as many words as tokens; others it spells. */
  constructor(texts: readonly string[], words = usualWords) {
    this.vocabulary = new Vocabulary(texts, words);
    for (const text of texts) this.#learn([...this.#split(text), this.vocabulary.end]);
  }

  /** The probability of every token behind others, by id. They add up to 1. */
  probabilities(before: readonly number[]): readonly number[] {
    // Nothing that stands earlier counts.
    const tail = this.#tail(before);
    const last = tail.length >= order ? tail : before.slice(-order);
    const key = `${last.length > tail.length ? tail.length : ""}:${last.join(",")}`;
    const found = this.#known.get(key) ?? this.#shares(last);
    this.#known.set(key, found);
    return found;
  }

  #shares(before: readonly number[]): readonly number[] {
    const { tokens, end } = this.vocabulary;
    let shares = tokens.map(() => 1 / tokens.length);
    for (let length = 0; length < order; length += 1) {
      if (length > before.length) break;
      shares = this.#mixed(before.slice(before.length - length), shares, length);
    }
    const mayCome = this.#possible(before);
    const kept = shares.map((share, id) => (id === end || mayCome(id) ? share : 0));
    if (this.#isInside(before)) kept[end] = 0;
    const sum = kept.reduce((total, share) => total + share, 0);
    return kept.map((share) => share / sum);
  }

  /** Writes on behind a text. */
  draw(prompt: string, { maxTokens, temperature, topP, stop, seed }: Drawing): Drawn {
    const random = new SeededRandom(seed);
    const before = [...this.#split(prompt)];
    const tokens: ModelToken[] = [];
    const written: number[] = [];
    while (tokens.length < maxTokens) {
      const all = this.probabilities(before);
      const id = temperature === 0 ? likeliest(all) : drawn(all, { temperature, topP, random });
      if (id === this.vocabulary.end) return { tokens, text: this.#text(written), finish: "stop" };
      tokens.push(this.#token(id, all));
      before.push(id);
      written.push(id);
      const text = this.#text(written);
      const at = stop.map((one) => text.indexOf(one)).filter((found) => found >= 0);
      if (at.length > 0) {
        const whole = text.slice(0, Math.min(...at));
        return { tokens: this.#within(tokens, whole), text: whole, finish: "stop" };
      }
    }
    return { tokens, text: this.#text(written), finish: "length" };
  }

  /** Every token of a text with its probability behind those before it; the first has none. */
  score(
    text: string,
  ): readonly (ModelToken | { readonly id: number; readonly bytes: Uint8Array })[] {
    const ids = this.#split(text);
    return ids.map((id, index) => {
      if (index === 0) return { id, bytes: this.vocabulary.bytes(id) };
      return this.#token(id, this.probabilities(ids.slice(0, index)));
    });
  }

  #split(text: string): readonly number[] {
    return this.vocabulary.split(new TextEncoder().encode(text));
  }

  #text(ids: readonly number[]): string {
    return new TextDecoder().decode(this.vocabulary.join(ids));
  }

  /** The tokens that a text is made of: services leave out those of a stop sequence. */
  #within(tokens: readonly ModelToken[], text: string): readonly ModelToken[] {
    let left = new TextEncoder().encode(text).length;
    return tokens.filter(({ bytes }) => (left -= bytes.length) >= 0);
  }

  #token(id: number, all: readonly number[]): ModelToken {
    const own = all[id] ?? 0;
    const rank = 1 + all.filter((other, at) => other > own || (other === own && at < id)).length;
    const logs = all.map((probability) => Math.log(probability));
    return { id, bytes: this.vocabulary.bytes(id), logprob: Math.log(own), rank, all: logs };
  }

  #learn(ids: readonly number[]): void {
    for (let at = 0; at < ids.length; at += 1) {
      for (let length = 0; length < order && length <= at; length += 1) {
        const key = ids.slice(at - length, at).join(",");
        const counts = this.#counts.get(key) ?? new Map<number, number>();
        const id = ids[at] ?? 0;
        counts.set(id, (counts.get(id) ?? 0) + 1);
        this.#counts.set(key, counts);
      }
    }
  }

  #mixed(before: readonly number[], shorter: readonly number[], length: number): number[] {
    const counts = this.#counts.get(before.join(","));
    if (counts === undefined) return [...shorter];
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const extra = length === 0 ? smoothing * shorter.length : backing;
    return shorter.map((share, id) => ((counts.get(id) ?? 0) + extra * share) / (total + extra));
  }

  /** Which tokens may follow so that the text is UTF-8, and is split into just these. */
  #possible(before: readonly number[]): (id: number) => boolean {
    const { vocabulary } = this;
    const tail = this.#tail(before);
    const open = openCharacter(vocabulary.join(tail));
    const taken = vocabulary.endingsOf(tail.map((_, index) => vocabulary.join(tail.slice(index))));
    return (id) => {
      const bytes = vocabulary.bytes(id);
      if (endsInside(Uint8Array.from([...open, ...bytes])) === undefined) return false;
      return !taken.some((ending) => startsWith(bytes, ending));
    };
  }

  /** As many of the last tokens as a longer one could take in, from the start of a character. */
  #tail(before: readonly number[]): readonly number[] {
    let from = before.length;
    let length = 0;
    while (from > 0 && length < this.vocabulary.longest) {
      from -= 1;
      length += this.vocabulary.bytes(before[from] ?? 0).length;
    }
    while (from > 0 && isInner(this.vocabulary.bytes(before[from] ?? 0)[0] ?? 0)) from -= 1;
    return before.slice(from);
  }

  #isInside(before: readonly number[]): boolean {
    return endsInside(this.vocabulary.join(this.#tail(before))) === true;
  }
}

/** Whether a byte is not the first of a character. */
function isInner(byte: number): boolean {
  return byte >= 0x80 && byte < 0xc0;
}

/** The bytes of a character that has begun and not ended. */
function openCharacter(bytes: Uint8Array): Uint8Array {
  const lead = bytes.findLastIndex((byte) => !isInner(byte));
  const last = lead < 0 ? new Uint8Array() : bytes.subarray(lead);
  return endsInside(last) === true ? last : new Uint8Array();
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.length <= bytes.length && start.every((byte, index) => byte === bytes[index]);
}

function likeliest(all: readonly number[]): number {
  return all.indexOf(Math.max(...all));
}

function drawn(
  all: readonly number[],
  {
    temperature,
    topP,
    random,
  }: Pick<Drawing, "temperature" | "topP"> & { readonly random: SeededRandom },
): number {
  const byShare = all
    .map((share, id) => ({ id, share }))
    .sort((a, b) => b.share - a.share || a.id - b.id);
  let sum = 0;
  const last = byShare.findIndex(({ share }) => (sum += share) >= topP);
  const nucleus = byShare.slice(0, last < 0 ? byShare.length : last + 1);
  const weights = nucleus.map(({ share }) => share ** (1 / temperature));
  let left = random.next() * weights.reduce((total, weight) => total + weight, 0);
  const found = weights.findIndex((weight) => (left -= weight) < 0);
  return nucleus[Math.max(found, 0)]?.id ?? 0;
}
