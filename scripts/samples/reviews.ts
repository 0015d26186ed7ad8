import { englishReview, type ReviewText, type Stars, type Writing } from "./english-review.ts";
import { foreignReview, readLanguage, type Language } from "./foreign-review.ts";
import { readPhrases, readProducts, type Product } from "./grammar.ts";
import { seededRandom, weightedIndex, type SeededRandom } from "./seeded-random.ts";

export interface Review {
  readonly productId: string;
  readonly product: string;
  readonly category: string;
  readonly language: "en" | "de" | "fr" | "es";
  readonly title: string;
  readonly body: string;
  readonly stars: Stars;
  /** Day of the review, as in 2025-03-09. */
  readonly date: string;
  readonly isVerified: boolean;
}

export const REVIEW_COLUMNS = [
  "product_id",
  "product",
  "category",
  "language",
  "review_title",
  "review_body",
  "stars",
  "date",
  "verified",
];

interface ShelfProduct extends Product {
  readonly id: string;
  /** How much better than usual people like it; about -0.5 to 0.5. */
  readonly charm: number;
  /** How many reviews it gets compared with the others. */
  readonly fame: number;
}

const CATEGORIES: readonly (readonly [file: string, category: string, prefix: string])[] = [
  ["kitchen.txt", "Kitchen", "KI"],
  ["audio.txt", "Audio", "AU"],
  ["computer.txt", "Computer accessories", "CO"],
  ["outdoor.txt", "Outdoor", "OU"],
  ["home.txt", "Home", "HO"],
  ["pets.txt", "Pets", "PE"],
  ["food.txt", "Food and drink", "FO"],
  ["play.txt", "Games, music and books", "PL"],
];
const FOREIGN = { de: "german.txt", fr: "french.txt", es: "spanish.txt" } as const;
const FOREIGN_SHARE = { de: 0.035, fr: 0.025, es: 0.02 };
const STARS: readonly Stars[] = [1, 2, 3, 4, 5];
const STAR_WEIGHTS = [15, 10, 13, 22, 40];
const FIRST_DAY = Date.UTC(2023, 9, 1);
const LAST_DAY = Date.UTC(2025, 8, 30);
const DAY_MS = 86_400_000;

/** The reviews of the imaginary shop, by date. */
export function makeReviews(count: number, seed: number): Review[] {
  const random = seededRandom(seed);
  const shop = openShop(random);
  const seen: Seen = { bodies: new Set(), beginnings: new Set() };
  const reviews = Array.from({ length: count }, () => newReview(shop, seen));
  return reviews.toSorted((one, other) => (one.date < other.date ? -1 : +(one.date > other.date)));
}

export function reviewRow(review: Review): string[] {
  return [
    review.productId,
    review.product,
    review.category,
    review.language,
    review.title,
    review.body,
    String(review.stars),
    review.date,
    String(review.isVerified),
  ];
}

interface Shop {
  readonly products: readonly ShelfProduct[];
  readonly languages: readonly (readonly [Foreign, Language])[];
  readonly writing: Writing;
  readonly random: SeededRandom;
}

type Foreign = keyof typeof FOREIGN;

interface Seen {
  readonly bodies: Set<string>;
  readonly beginnings: Set<string>;
}

function openShop(random: SeededRandom): Shop {
  const products = CATEGORIES.flatMap(([file, category, prefix]) =>
    readProducts(file, category).map((product, index) => ({
      ...product,
      id: `${prefix}-${101 + index * 7}`,
      charm: random.next() - 0.5,
      fame: 0.4 + random.next() * 1.6,
    })),
  );
  const writing = { phrases: readPhrases("english.txt"), random, said: new Set<string>() };
  const languages = (["de", "fr", "es"] as const).map(
    (language) => [language, readLanguage(FOREIGN[language])] as const,
  );
  return { products, languages, writing, random };
}

/** Tries until a review neither repeats another nor begins like one. */
function newReview(shop: Shop, seen: Seen): Review {
  for (let tries = 0; ; tries++) {
    const review = anyReview(shop);
    const words = plainWords(review.body);
    const beginning = plainWords(firstSentence(review.body));
    const isNew = !seen.bodies.has(words) && isLongEnough(review.body);
    if (!isNew || (seen.beginnings.has(beginning) && tries < 8)) continue;
    seen.bodies.add(words);
    seen.beginnings.add(beginning);
    return review;
  }
}

function anyReview(shop: Shop): Review {
  const { random } = shop;
  const language = anyLanguage(random);
  const product = anyProduct(shop, language);
  const stars = anyStars(product, random);
  const text = reviewText(shop, { language, product, stars });
  const day = FIRST_DAY + random.below((LAST_DAY - FIRST_DAY) / DAY_MS + 1) * DAY_MS;
  return {
    productId: product.id,
    product: product.name,
    category: product.category,
    language,
    ...text,
    stars,
    date: new Date(day).toISOString().slice(0, 10),
    isVerified: random.chance(stars === 1 ? 0.8 : 0.88),
  };
}

function anyLanguage(random: SeededRandom): Review["language"] {
  const chance = random.next();
  const { de, fr, es } = FOREIGN_SHARE;
  if (chance < de) return "de";
  if (chance < de + fr) return "fr";
  return chance < de + fr + es ? "es" : "en";
}

function anyProduct({ products, languages, random }: Shop, language: string): ShelfProduct {
  const foreign = languages.find(([name]) => name === language)?.[1];
  const offered =
    foreign === undefined
      ? products
      : products.filter(({ key }) => foreign.sentences.some(({ product }) => product === key));
  const index = weightedIndex(
    offered.map(({ fame }) => fame),
    random,
  );
  return offered[index] ?? random.pick(offered);
}

function anyStars({ charm }: ShelfProduct, random: SeededRandom): Stars {
  const weights = STAR_WEIGHTS.map((weight, index) => weight * Math.pow(2, charm * (index - 2)));
  return STARS[weightedIndex(weights, random)] ?? 5;
}

function reviewText(
  { languages, writing, random }: Shop,
  { language, product, stars }: { language: string; product: ShelfProduct; stars: Stars },
): ReviewText {
  const foreign = languages.find(([name]) => name === language)?.[1];
  const sentences = foreign?.sentences.find((known) => known.product === product.key);
  if (foreign === undefined || sentences === undefined) {
    return englishReview(product, stars, writing);
  }
  return foreignReview(sentences, stars, { phrases: foreign.phrases, random });
}

function firstSentence(body: string): string {
  return /^.*?[.!?\n]/s.exec(body)?.[0] ?? body;
}

function plainWords(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

function isLongEnough(body: string): boolean {
  const words = body.split(/\s+/).length;
  return words >= 5 && words <= 150;
}
