/** How texts become numbers of features. */
export interface FeatureShape {
  /** Sequences of up to so many words are features: 1 takes single words. */
  readonly wordNgrams: number;
  /** How many features there are. Several words share one where there are more words than that. */
  readonly rows: number;
}

/**
 * Words, and single signs of writing that puts no spaces between words. What is neither letter nor
 * digit nor space stands for itself.
 */
const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}\p{M}_]/gu;

/** The multiplier with which fastText hashes sequences of words (its `dictionary.cc`). */
const sequenceMultiplier = 116_049_371;

/**
 * The features of a text: numbers from 0 up to `rows`, in the order of the text, one for each word
 * and each sequence of words. Upper and lower case are the same.
 */
export function featuresOf(text: string, { wordNgrams, rows }: FeatureShape): number[] {
  return hashesOf(text, wordNgrams).map((hash) => rowOf(hash, rows));
}

/** The same before they are brought into range: 32-bit hashes. */
export function hashesOf(text: string, wordNgrams: number): number[] {
  const words = (text.toLowerCase().match(wordPattern) ?? []).map(wordHash);
  const hashes: number[] = [];
  for (let first = 0; first < words.length; first += 1) {
    const end = Math.min(first + wordNgrams, words.length);
    let hash = 0;
    for (let next = first; next < end; next += 1) {
      hash = (Math.imul(hash, sequenceMultiplier) + (words[next] ?? 0)) | 0;
      hashes.push(spread(hash));
    }
  }
  return hashes;
}

/** Brings a hash into range, evenly. Exact: the product is below 2^53. */
export function rowOf(hash: number, rows: number): number {
  return Math.floor((hash * rows) / 2 ** 32);
}

/** FNV-1a over UTF-16 units (draft-eastlake-fnv). */
function wordHash(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  }
  return hash;
}

/** The last steps of MurmurHash3, so that every bit of the hash counts. */
function spread(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
