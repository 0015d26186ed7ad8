import type { Review } from "./reviews.ts";
import { seededRandom, shuffled } from "./seeded-random.ts";

export interface PromptCompletion {
  readonly prompt: string;
  readonly completion: string;
}

export const SEPARATOR = "\n\n###\n\n";

/** English reviews as examples for a rating classifier, in random order, each prompt once. */
export function ratingExamples(reviews: readonly Review[], seed: number): PromptCompletion[] {
  const english = reviews.filter(({ language }) => language === "en");
  const seen = new Set<string>();
  return shuffled(english, seededRandom(seed))
    .map(({ title, body, stars }) => ({
      prompt: `${title}\n\n${body}${SEPARATOR}`,
      completion: ` ${stars}`,
    }))
    .filter(({ prompt }) => {
      const key = prompt.toLowerCase().replace(/\s+/g, " ");
      return !seen.has(key) && seen.add(key);
    });
}
