import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import papaparse from "papaparse";
import type { Example } from "../../src/tuning/local/read-examples.js";
import { ratingExamples, SEPARATOR } from "../samples/prompt-completion.ts";
import { makeReviews } from "../samples/reviews.ts";
import { seededRandom, shuffled } from "../samples/seeded-random.ts";

/** Reviews with their stars, split. */
export interface ReviewDataset {
  /** What it is, in a sentence's part. */
  readonly title: string;
  readonly training: readonly Example[];
  readonly test: readonly Example[];
}

const SEED = 1;
const TEST_SHARE = 0.1;
const SAMPLE_REVIEWS = 24_000;

/**
 * The women's clothing reviews where `TUNEWRIGHT_CORPUS` names public data, else reviews of an
 * imaginary shop from the generator of our samples. Each prompt once, shuffled, one tenth held out.
 */
export function reviewDataset(corpus: string | undefined): ReviewDataset {
  return corpus === undefined || corpus === "" ? sampleReviews() : clothingReviews(corpus);
}

/** Reviews of an imaginary shop: what their words say of the stars is made up. */
export function sampleReviews(): ReviewDataset {
  const examples = ratingExamples(makeReviews(SAMPLE_REVIEWS, SEED), SEED);
  return split("generated reviews of an imaginary shop", examples.map(exampleOf));
}

interface ClothingReview {
  readonly Title: string;
  readonly "Review Text": string;
  readonly Rating: string;
}

function clothingReviews(corpus: string): ReviewDataset {
  const folder = join(corpus, "table");
  const name = readdirSync(folder).find((file) => /clothing.*\.csv$/i.test(file));
  if (name === undefined) throw new Error(`${folder} holds no table of clothing reviews.`);
  const text = readFileSync(join(folder, name), "utf8");
  const { data } = papaparse.parse<ClothingReview>(text, { header: true, skipEmptyLines: true });
  const examples = data
    .filter((review) => review["Review Text"] !== "")
    .map((review) => ({
      prompt: `${review.Title}\n\n${review["Review Text"]}${SEPARATOR}`,
      completion: ` ${review.Rating}`,
    }));
  const distinct = new Map(examples.map((example) => [example.prompt, example]));
  const mixed = shuffled([...distinct.values()], seededRandom(SEED));
  return split("women's clothing reviews (Kaggle)", mixed.map(exampleOf));
}

function exampleOf({ prompt, completion }: { prompt: string; completion: string }): Example {
  return { prompt, label: completion };
}

function split(title: string, examples: readonly Example[]): ReviewDataset {
  const held = Math.round(examples.length * TEST_SHARE);
  return { title, test: examples.slice(0, held), training: examples.slice(held) };
}
