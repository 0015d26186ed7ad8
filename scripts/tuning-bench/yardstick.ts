import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Example } from "../../src/tuning/local/read-examples.js";
import type { ReviewDataset } from "./review-dataset.ts";
import { accuracyOf, trainReviews } from "./train-reviews.ts";

/** How a program has learned a dataset. */
export interface Score {
  /** From 0 to 1, on the examples that were held out. */
  readonly accuracy: number;
  /** The training alone, without reading files. */
  readonly seconds: number;
}

/** The local engine beside fastText. */
export interface Yardstick {
  readonly title: string;
  readonly examples: number;
  readonly ours: Score;
  readonly fastText: Score;
}

const EPOCHS = 5;
const NGRAMS = 2;
const DIMENSION = 16;

/** Trains both on the same words of the same data in turn, and takes the faster of two trainings. */
export function yardstick({ title, training, test }: ReviewDataset): Yardstick {
  const folder = mkdtempSync(join(tmpdir(), "tunewright-yardstick-"));
  try {
    const files = [training, test].map((examples, index) => {
      const path = join(folder, `${index}.txt`);
      writeFileSync(path, examples.map(fastTextLine).join(""));
      return path;
    });
    const rounds = [1, 2].map(() => ({
      ours: ownScore(training, test),
      fastText: fastTextScore(files),
    }));
    return {
      title,
      examples: training.length,
      ours: fastest(rounds.map(({ ours }) => ours)),
      fastText: fastest(rounds.map(({ fastText }) => fastText)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ownScore(training: readonly Example[], test: readonly Example[]): Score {
  const hyperparameters = {
    epochs: EPOCHS,
    learningRateMultiplier: 1,
    wordNgrams: NGRAMS,
    dimension: DIMENSION,
  };
  const { answers, seconds } = trainReviews(training, test, hyperparameters);
  return { accuracy: accuracyOf(test, answers), seconds };
}

function fastTextScore(files: readonly string[]): Score {
  const settings = {
    epoch: EPOCHS,
    wordNgrams: NGRAMS,
    dim: DIMENSION,
    lr: 0.5,
    bucket: 500_000,
    verbose: 0,
  };
  const program = join(import.meta.dirname, "fasttext.ts");
  const output = execFileSync(process.execPath, [program, ...files, JSON.stringify(settings)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  // Printed by the program above; the package may print before it.
  return JSON.parse(output.trim().split("\n").at(-1) ?? "") as Score;
}

/** The same words that our engine sees, in fastText's own form. */
function fastTextLine({ prompt, label }: Example): string {
  const words = prompt.toLowerCase().match(/[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}\p{M}_]/gu) ?? [];
  return `__label__${label.trim()} ${words.join(" ")}\n`;
}

function fastest(scores: readonly Score[]): Score {
  return scores.reduce((best, next) => (next.seconds < best.seconds ? next : best));
}
