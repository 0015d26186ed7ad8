import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import papaparse from "papaparse";
import type { LabelledText } from "../../src/core/labels/label-judge.js";
import { crossValidate } from "../../src/tuning/local/label-errors/cross-validation.js";
import { judgeLabels } from "../../src/tuning/local/label-errors/judge-labels.js";
import { exampleHashes, LessonWriter } from "../../src/tuning/local/lessons.js";
import { SeededRandom } from "../support/seeded-random.ts";

const corpus = process.env["TUNEWRIGHT_CORPUS"];
const plantedShare = 0.05;

interface Score {
  /** Planted errors among those that are named. Errors that were there before count as mistakes. */
  readonly precision: number;
  /** Planted errors that are named. */
  readonly recall: number;
}

/** What a dataset is read from, and what is asked at least of the planted errors in it. */
const datasets: readonly {
  readonly file: RegExp;
  readonly read: (path: string) => readonly LabelledText[];
  readonly atLeast: Score;
}[] = [
  {
    file: /PolyAI.*train\.csv$/,
    read: table("text", "category"),
    atLeast: { precision: 0.8, recall: 0.8 },
  },
  { file: /sentiment\.jsonl$/, read: pairs, atLeast: { precision: 0.85, recall: 0.45 } },
  {
    file: /Clothing_E-Commerce_Reviews\.csv$/,
    read: table("Review Text", "Department Name"),
    atLeast: { precision: 0.6, recall: 0.4 },
  },
];

describe("planted label errors", { skip: corpus === undefined }, () => {
  for (const { file, read, atLeast } of datasets) {
    it(`are named with few others in ${file.source}`, (test) => {
      const { texts, planted } = plantErrors(read(find(file)));
      const named = last(judgeLabels(texts)).map(({ index }) => index);
      const ours = scoreOf(named, planted);
      const majority = scoreOf(contradicted(texts), planted);
      test.diagnostic(
        JSON.stringify({ records: texts.length, planted: planted.size, ours, majority }),
      );
      assert.ok(ours.precision >= atLeast.precision, `precision ${ours.precision}`);
      assert.ok(ours.recall >= atLeast.recall, `recall ${ours.recall}`);
      assert.ok(ours.precision > 2 * majority.precision, "hardly better than cross-validation");
    });
  }
});

function find(file: RegExp): string {
  const root = corpus ?? "";
  const found = readdirSync(root, { recursive: true, encoding: "utf8" }).find((path) =>
    file.test(path),
  );
  assert.ok(found, `no file ${file.source}`);
  return join(root, found);
}

function table(text: string, label: string): (path: string) => readonly LabelledText[] {
  return (path) => {
    const options = { header: true, skipEmptyLines: true } as const;
    const { data } = papaparse.parse<Record<string, string>>(readFileSync(path, "utf8"), options);
    return data
      .map((row) => ({ text: row[text] ?? "", label: row[label] ?? "" }))
      .filter((row) => row.text !== "" && row.label !== "");
  };
}

function pairs(path: string): readonly LabelledText[] {
  return readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const { prompt, completion } = JSON.parse(line) as { prompt: string; completion: string };
      return { text: prompt, label: completion };
    });
}

/** Gives some texts another label of the dataset, always the same ones. */
function plantErrors(texts: readonly LabelledText[]): {
  readonly texts: readonly LabelledText[];
  readonly planted: ReadonlySet<number>;
} {
  const random = new SeededRandom(7);
  const labels = [...new Set(texts.map(({ label }) => label))];
  const planted = new Set<number>();
  const changed = texts.map((text, index) => {
    if (random.next() >= plantedShare) return text;
    planted.add(index);
    return { ...text, label: random.pick(labels.filter((label) => label !== text.label)) };
  });
  return { texts: changed, planted };
}

/** The plain way: every text of which cross-validation finds another label likeliest. */
function contradicted(texts: readonly LabelledText[]): readonly number[] {
  const labels = [...new Set(texts.map(({ label }) => label))];
  const writer = new LessonWriter();
  for (const { text, label } of texts) writer.add(labels.indexOf(label), exampleHashes(text, 2));
  const lessons = writer.lessons();
  const found: number[] = [];
  const numbers = texts.map((_, index) => index);
  for (const heldOut of crossValidate({ lessons, labels: labels.length, texts: numbers })) {
    for (const index of heldOut?.indices ?? []) {
      const probabilities = heldOut?.probabilities(index) ?? new Float32Array();
      if (probabilities.indexOf(Math.max(...probabilities)) !== lessons.label(index)) {
        found.push(index);
      }
    }
  }
  return found;
}

function scoreOf(named: readonly number[], planted: ReadonlySet<number>): Score {
  const right = named.filter((index) => planted.has(index)).length;
  return { precision: right / named.length, recall: right / planted.size };
}

function last<Result>(steps: Generator<void, Result>): Result {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
