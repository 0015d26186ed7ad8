import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { csvText } from "./samples/csv.ts";
import { faultyLines } from "./samples/faults.ts";
import { ratingExamples } from "./samples/prompt-completion.ts";
import { launchText, recipeText } from "./samples/recipe.ts";
import { readmeText } from "./samples/readme.ts";
import { makeReviews, REVIEW_COLUMNS, reviewRow } from "./samples/reviews.ts";
import { sentimentLines } from "./samples/sentiment.ts";
import { supportChatLines } from "./samples/support-chat.ts";

const FOLDER = new URL("../samples/", import.meta.url);
const REVIEWS = 1500;
const EXAMPLES = 500;
const SEED = 1;

/** Every generated file of `samples/`: its name and its text. The same on each call. */
export function makeSamples(): ReadonlyMap<string, string> {
  const reviews = makeReviews(REVIEWS, SEED);
  const all = ratingExamples(reviews, SEED);
  const examples = all.slice(0, EXAMPLES).map((example) => JSON.stringify(example));
  const faulty = faultyLines(all.slice(EXAMPLES));
  const chats = supportChatLines();
  const sentences = sentimentLines();
  const counts = {
    reviews: reviews.length,
    examples: examples.length,
    faulty: faulty.length,
    chats: chats.length,
    sentences: sentences.length,
  };
  return new Map([
    ["README.md", readmeText(counts)],
    ["reviews.csv", csvText(REVIEW_COLUMNS, reviews.map(reviewRow))],
    ["reviews.recipe.yaml", recipeText],
    ["reviews.tune.yaml", launchText],
    ["reviews.jsonl", linesText(examples)],
    ["reviews-with-faults.jsonl", linesText(faulty)],
    ["sentiment.jsonl", linesText(sentences)],
    ["support-chat.jsonl", linesText(chats)],
  ]);
}

function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

function writeSamples(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of makeSamples()) writeFileSync(new URL(name, FOLDER), text);
}

/** Names of the files that are not what the generator writes. */
function differingSamples(): string[] {
  return [...makeSamples()]
    .filter(([name, text]) => committed(name) !== text)
    .map(([name]) => name);
}

function committed(name: string): string | undefined {
  try {
    return readFileSync(new URL(name, FOLDER), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function main(): void {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  if (!values.check) {
    writeSamples();
    return;
  }
  for (const name of differingSamples()) {
    console.error(`samples/${name} differs from what scripts/make-samples.ts writes.`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
