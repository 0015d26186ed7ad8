import type { LabelDoubt, LabelledText } from "../../../core/labels/label-judge.js";
import { exampleHashes, LessonWriter } from "../lessons.js";
import type { HeldOut } from "./cross-validation.js";
import { crossValidate, hyperparametersFor } from "./cross-validation.js";
import { HonestLimit } from "./honest-limit.js";
import { atTemperature, fittingTemperature } from "./temperature.js";

/** Of those that are named, at most so many are to be expected among right labels. */
const honestShare = 0.2;
/** Of a rarer label a classifier knows too little to contradict it. */
const fewestOfLabel = 10;
/** Enough to fit one number. */
const mostForTemperature = 2_000;
const textsPerStep = 256;

/**
 * Labels that a classifier contradicts which has not learned from their texts: cross-validation as
 * in confident learning (Northcutt and others, 2021), probabilities made true by a temperature, and
 * a limit below which more labels are found than right ones would be. The most improbable first.
 */
export function* judgeLabels(
  texts: Iterable<LabelledText>,
): Generator<void, readonly LabelDoubt[]> {
  const read = yield* readTexts(texts);
  const names = [...read.labels.keys()];
  const limit = new HonestLimit();
  const doubts: LabelDoubt[] = [];
  for (const heldOut of crossValidate({ ...read, labels: names.length })) {
    yield;
    if (heldOut === undefined) continue;
    doubts.push(...(yield* judge(heldOut, { ...read, names, limit })));
  }
  const most = limit.limit(honestShare);
  return doubts
    .filter(({ probability }) => probability <= most)
    .toSorted((one, other) => one.probability - other.probability);
}

interface ReadTexts {
  readonly lessons: ReturnType<LessonWriter["lessons"]>;
  /** How many texts have each label, in the order of their numbers. */
  readonly labels: ReadonlyMap<string, { count: number }>;
  readonly texts: readonly number[];
}

/** Turns texts into numbers one by one: they are not kept. */
function* readTexts(texts: Iterable<LabelledText>): Generator<void, ReadTexts> {
  const { wordNgrams } = hyperparametersFor(0);
  const writer = new LessonWriter();
  const labels = new Map<string, { readonly number: number; count: number }>();
  const hashes: number[] = [];
  for (const { text, label } of texts) {
    const known = labels.get(label) ?? { number: labels.size, count: 0 };
    known.count += 1;
    labels.set(label, known);
    const features = exampleHashes(text, wordNgrams);
    writer.add(known.number, features);
    hashes.push(features.reduce((hash, feature) => Math.imul(hash, 31) + feature, 0));
    if (hashes.length % textsPerStep === 0) yield;
  }
  return { lessons: writer.lessons(), labels, texts: hashes };
}

interface Judging extends ReadTexts {
  readonly names: readonly string[];
  readonly limit: HonestLimit;
}

/** Every label that is not the likeliest, with how likely it is; `limit` takes all of them. */
function* judge(heldOut: HeldOut, judging: Judging): Generator<void, readonly LabelDoubt[]> {
  const { lessons, labels, names, limit } = judging;
  const counts = [...labels.values()].map(({ count }) => count);
  const indices = heldOut.indices.filter(
    (index) => (counts[lessons.label(index)] ?? 0) >= fewestOfLabel,
  );
  const sample = indices.slice(0, mostForTemperature).map((index) => ({
    probabilities: heldOut.probabilities(index),
    label: lessons.label(index),
  }));
  const temperature = fittingTemperature(sample);
  const row = new Float64Array(names.length);
  const doubts: LabelDoubt[] = [];
  for (const [at, index] of indices.entries()) {
    if (at % textsPerStep === 0) yield;
    atTemperature(heldOut.probabilities(index), temperature, row);
    const own = lessons.label(index);
    const likeliest = row.indexOf(Math.max(...row));
    limit.add(row, row[own] ?? 0);
    if (likeliest === own) continue;
    doubts.push({
      index,
      label: names[own] ?? "",
      probability: row[own] ?? 0,
      likeliest: names[likeliest] ?? "",
      likeliestProbability: row[likeliest] ?? 0,
    });
  }
  return doubts;
}
