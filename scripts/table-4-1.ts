// Makes the table of the chapter on tuning anew, from real reviews and the local engine:
//
//   TUNEWRIGHT_CORPUS=… npm run table-4-1 [-- --write]
//
// Without public data it takes generated reviews. --write puts table and chart into docs/.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { defaultsFor } from "../src/tuning/local/hyperparameters.js";
import type { Example } from "../src/tuning/local/read-examples.js";
import { markdownTable, textTable } from "./bench/bench-table.ts";
import { barChart } from "./tuning-bench/bar-chart.ts";
import type { ReviewDataset } from "./tuning-bench/review-dataset.ts";
import { reviewDataset } from "./tuning-bench/review-dataset.ts";
import { accuracyOf, trainReviews } from "./tuning-bench/train-reviews.ts";

interface Row {
  readonly title: string;
  /** Shares of the reviews that were held out, from 0 to 1. */
  readonly accuracy: number;
  /** Of reviews with other than three stars: on the right side of three. */
  readonly goodOrBad: number;
  /** At most one star beside. */
  readonly oneOff: number;
  readonly seconds: number;
}

const docs = join(import.meta.dirname, "../docs");
const head = ["training", "accuracy", "good or bad", "at most one star off", "time"];

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const dataset = reviewDataset(process.env["TUNEWRIGHT_CORPUS"]);
const rows = measure(dataset);
const cells = [head, ...rows.map(cellsOf)];
console.log(`${noteOn(dataset)}\n\n${textTable(cells)}`);
if (values.write) {
  writeFileSync(join(docs, "table-4-1.svg"), chartOf(rows));
  writeFileSync(join(docs, "table-4-1.md"), pageOf(cells));
}

function measure({ training, test }: ReviewDataset): readonly Row[] {
  const sorted = training.toSorted((one, other) => starsOf(one.label) - starsOf(other.label));
  const always = { answers: test.map(() => mostFrequent(training)), seconds: 0 };
  const usual = defaultsFor(training.length);
  const cases = [
    { title: "one epoch, sorted by stars", examples: sorted, epochs: 1 },
    { title: "one epoch, shuffled", examples: training, epochs: 1 },
    { title: "four epochs, shuffled", examples: training, epochs: 4 },
  ];
  const trained = cases.map(({ title, examples, epochs }) => ({
    title,
    ...trainReviews(examples, test, { ...usual, epochs }),
  }));
  return [{ title: "always the most frequent", ...always }, ...trained].map((result) => ({
    title: result.title,
    seconds: result.seconds,
    accuracy: accuracyOf(test, result.answers),
    goodOrBad: goodOrBad(test, result.answers),
    oneOff: shareOf(test, (example, index) => distance(example, result.answers[index]) <= 1),
  }));
}

function goodOrBad(test: readonly Example[], answers: readonly string[]): number {
  const told = test.flatMap(({ label }, index) => {
    const side = Math.sign(starsOf(label) - 3);
    return side === 0 ? [] : [side === Math.sign(starsOf(answers[index] ?? "") - 3)];
  });
  return told.filter(Boolean).length / told.length;
}

function distance({ label }: Example, answer = ""): number {
  return Math.abs(starsOf(label) - starsOf(answer));
}

function shareOf(
  test: readonly Example[],
  isCounted: (example: Example, index: number) => boolean,
): number {
  return test.filter(isCounted).length / test.length;
}

function mostFrequent(examples: readonly Example[]): string {
  const counts = Map.groupBy(examples, ({ label }) => label);
  const [most] = [...counts].toSorted(([, one], [, other]) => other.length - one.length);
  return most?.[0] ?? "";
}

function starsOf(label: string): number {
  return Number(label.trim());
}

function cellsOf({ title, accuracy, goodOrBad: side, oneOff, seconds }: Row): readonly string[] {
  const time = seconds === 0 ? "" : `${seconds.toFixed(1)} s`;
  return [title, ...[accuracy, side, oneOff].map(percent), time];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function noteOn({ title, training, test }: ReviewDataset): string {
  return `${training.length} ${title} to learn from, ${test.length} held out; from title and text to stars (1 to 5).`;
}

function chartOf(all: readonly Row[]): string {
  return barChart({
    title: "Accuracy on reviews that were held out",
    bars: all.map(({ title, accuracy }) => ({ title, share: accuracy, label: percent(accuracy) })),
  });
}

function pageOf(table: readonly (readonly string[])[]): string {
  return `# How order and epochs matter

A classifier of reviews, tuned with the local engine: ${noteOn(dataset)} Each prompt is there once.

![Accuracy after each way of training](table-4-1.svg)

${markdownTable(table)}

- **Sorted by stars**, the model sees all reviews with five stars last and leans towards what it saw last: shuffle before you tune. \`tunewright check\` says so where a file is sorted (\`records-sorted-by-label\`).
- **More epochs** fit the data closer. How many are enough is seen in the validation accuracy, not in the training loss.
- **Good or bad** leaves out reviews with three stars and asks only for the right side of three. "Always the most frequent" is what a model has to beat to be worth anything.

Made by \`npm run table-4-1 -- --write\` with \`TUNEWRIGHT_CORPUS\` naming a folder of public data; without it, from generated reviews. The model is the same each time (seed 1); times are those of one machine.
`;
}
