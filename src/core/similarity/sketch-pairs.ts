import { KeyChains } from "./key-chains.js";
import type { SketchColumns } from "./sketch-columns.js";

/**
 * Of the 32 bits of two signatures so many agree: with 0.7 of the runs in common 27 on average
 * (fewer than 23 in one case of 40), with none 16 (23 or more in one case of 100).
 */
const leastAgreement = 23;

/** Of the entries with equal keys only so many are looked at: more are one template. */
const mostInChain = 32;

const entriesPerStep = 1 << 15;

/** Two sketches that may be of nearly equal texts: `[one, other]`, entries of two columns. */
export type SketchPair = readonly [one: number, other: number];

/**
 * The pairs of sketches within one dataset that share a band and most of their signature, the later
 * entry first. Repeats of the same words are left out. Yields nothing now and then, to let others
 * work.
 */
export function* pairsWithin(
  sketches: SketchColumns,
  found: (pair: SketchPair) => void,
): Generator<void> {
  const { signatures, bands, entries } = sketches;
  const chains = new KeyChains(entries);
  const isRepeat = yield* repeats(sketches.wordsOfEntries(), chains);
  for (const keys of bands) {
    chains.clear();
    for (let entry = 0; entry < entries; entry += 1) {
      if (entry % entriesPerStep === 0) yield;
      if (isRepeat[entry] === 1) continue;
      const key = keys[entry] ?? 0;
      const others = entriesWith(chains, key, keys);
      for (const other of agreeing(signatures[entry], others, signatures)) found([entry, other]);
      chains.add(key, entry);
    }
  }
}

/** The same between two datasets; an entry of the first one comes first. */
export function* pairsBetween(
  sketches: SketchColumns,
  others: SketchColumns,
  found: (pair: SketchPair) => void,
): Generator<void> {
  const chains = new KeyChains(sketches.entries);
  for (const [band, keys] of sketches.bands.entries()) {
    const otherKeys = others.bands[band] ?? keys;
    chains.clear();
    for (let entry = 0; entry < sketches.entries; entry += 1) chains.add(keys[entry] ?? 0, entry);
    for (let other = 0; other < others.entries; other += 1) {
      if (other % entriesPerStep === 0) yield;
      const entries = entriesWith(chains, otherKeys[other] ?? 0, keys);
      const signature = others.signatures[other];
      for (const entry of agreeing(signature, entries, sketches.signatures)) found([entry, other]);
    }
  }
}

/** A 1 for each entry whose words an earlier one has. */
function* repeats(
  words: Uint32Array<ArrayBuffer>,
  chains: KeyChains,
): Generator<void, Uint8Array<ArrayBuffer>> {
  const isRepeat = new Uint8Array(words.length);
  for (let entry = 0; entry < words.length; entry += 1) {
    if (entry % entriesPerStep === 0) yield;
    const key = words[entry] ?? 0;
    if (entriesWith(chains, key, words).length > 0) isRepeat[entry] = 1;
    else chains.add(key, entry);
  }
  return isRepeat;
}

const none: readonly number[] = [];

/** The newest entries with a key, newest first; `keys` has those of all entries. */
export function entriesWith(
  chains: KeyChains,
  key: number,
  keys: Uint32Array<ArrayBuffer>,
): readonly number[] {
  let found: number[] | undefined;
  for (let entry = chains.first(key); entry >= 0; entry = chains.next(entry)) {
    if (keys[entry] !== key) continue;
    if (found === undefined) found = [entry];
    else if (found.push(entry) === mostInChain) break;
  }
  return found ?? none;
}

/** Those entries whose signatures agree with one in most bits. */
function agreeing(
  signature: number | undefined,
  entries: readonly number[],
  signatures: Uint32Array<ArrayBuffer>,
): readonly number[] {
  if (entries.length === 0) return none;
  return entries.filter(
    (entry) => 32 - bitCount((signature ?? 0) ^ (signatures[entry] ?? 0)) >= leastAgreement,
  );
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
