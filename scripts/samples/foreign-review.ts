import { expand } from "./expand.ts";
import { readPhrases, readSentences, type Phrases, type Sentences } from "./grammar.ts";
import { shuffled, weightedIndex, type SeededRandom } from "./seeded-random.ts";
import type { ReviewText, Stars } from "./english-review.ts";

/** A language other than English: whole sentences for some products, phrases for all. */
export interface Language {
  readonly sentences: readonly Sentences[];
  readonly phrases: Phrases;
}

const TONE_WEIGHTS: Readonly<Record<Stars, readonly number[]>> = {
  5: [90, 10, 0],
  4: [60, 32, 8],
  3: [34, 36, 30],
  2: [10, 25, 65],
  1: [0, 8, 92],
};

export function readLanguage(file: string): Language {
  return { sentences: readSentences(file), phrases: readPhrases(file) };
}

/** Writes one review of the product in that language. */
export function foreignReview(
  product: Sentences,
  stars: Stars,
  { phrases, random }: { readonly phrases: Phrases; readonly random: SeededRandom },
): ReviewText {
  const phrase = (section: string) => expand(random.pick(phrases(section)), {}, random);
  const opener = random.chance(0.45) ? [phrase("opener")] : [];
  const verdict = random.chance(0.6) ? [phrase(`verdict${stars}`)] : [];
  const middle = middleSentences(product, stars, random);
  const gap = random.chance(0.15) ? "\n" : " ";
  return {
    title: phrase(`title${stars}`),
    body: [...opener, ...middle, ...verdict].join(gap),
  };
}

function middleSentences(product: Sentences, stars: Stars, random: SeededRandom): string[] {
  const left = {
    good: shuffled(product.good, random),
    middling: shuffled(product.middling, random),
    bad: shuffled(product.bad, random),
  };
  const tones = ["good", "middling", "bad"] as const;
  return Array.from({ length: 1 + random.below(3) }).flatMap(() => {
    const tone = tones[weightedIndex(TONE_WEIGHTS[stars], random)] ?? "good";
    const template = left[tone].pop();
    return template === undefined ? [] : [expand(template, {}, random)];
  });
}
