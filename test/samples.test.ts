import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";

import { makeSamples } from "../scripts/make-samples.ts";

const FOLDER = new URL("../samples/", import.meta.url);
const MAX_BYTES = 1_200_000;

interface Review {
  readonly title: string;
  readonly body: string;
  readonly stars: number;
}

test("the committed samples are what the generator writes", () => {
  for (const [name, text] of makeSamples()) {
    assert.equal(sample(name) === text, true, `samples/${name} is out of date`);
  }
});

test("the samples stay small", () => {
  const bytes = readdirSync(FOLDER).map((name) => statSync(new URL(name, FOLDER)).size);
  assert.ok(bytes.reduce((sum, size) => sum + size, 0) < MAX_BYTES);
});

test("every row of the reviews has nine filled fields of the right kind", () => {
  const [head, ...rows] = csvRows(sample("reviews.csv"));
  assert.equal(
    head?.join(),
    "product_id,product,category,language,review_title,review_body,stars,date,verified",
  );
  const row =
    /^[A-Z]{2}-\d{3}\|[^|]+\|[^|]+\|(en|de|fr|es)\|[^|]+\|[^|]+\|[1-5]\|202\d-[01]\d-[0-3]\d\|(true|false)$/;
  assert.deepEqual(
    rows.filter((fields) => !row.test(fields.join("|"))),
    [],
  );
});

test("the reviews show what a reader of CSV must cope with", () => {
  const bodies = reviews().map(({ body }) => body);
  const shown = [/,/, /"/, /\n\n/, /\p{Extended_Pictographic}/u, /[äöüßéèñ]/];
  assert.deepEqual(
    shown.filter((pattern) => bodies.filter((body) => pattern.test(body)).length < 20),
    [],
  );
});

test("no two reviews are alike, and hardly two begin alike", () => {
  const bodies = reviews().map(({ body }) => body);
  assert.equal(new Set(bodies.map(plainWords)).size, bodies.length);
  const beginnings = bodies.map((body) => plainWords(/^.*?[.!?\n]/s.exec(body)?.[0] ?? body));
  assert.ok(new Set(beginnings).size >= 0.97 * bodies.length);
});

test("few sentences of the reviews are used often", () => {
  const sentences = reviews().flatMap(({ body }) =>
    body
      .split(/(?<=[.!?])\s+|\n/)
      .map(plainWords)
      .filter((text) => text.split(" ").length >= 5),
  );
  assert.ok(new Set(sentences).size >= 0.78 * sentences.length);
});

test("reviews have 5 to 150 words, some few and some many", () => {
  const lengths = reviews().map(({ body }) => body.split(/\s+/).length);
  assert.ok(Math.min(...lengths) >= 5 && Math.max(...lengths) <= 150);
  assert.ok(lengths.filter((length) => length <= 15).length >= 0.1 * lengths.length);
  assert.ok(lengths.filter((length) => length >= 60).length >= 0.05 * lengths.length);
});

test("a bag of words learns much of the stars, but not everything", () => {
  const all = reviews();
  const held = all.filter((_, index) => index % 5 === 0);
  const predict = naiveBayes(all.filter((_, index) => index % 5 !== 0));
  const right = held.filter((review) => predict(review) === review.stars).length / held.length;
  const majority = Math.max(...countStars(held)) / held.length;
  assert.ok(right > 0.5 && right < 0.75, `accuracy ${right}`);
  assert.ok(right > majority + 0.1, `accuracy ${right}, most frequent answer ${majority}`);
});

test("the prompts of reviews.jsonl are distinct and end in the separator", () => {
  const records = promptCompletions("reviews.jsonl");
  assert.equal(records.length, 500);
  assert.equal(new Set(records.map(({ prompt }) => plainWords(prompt))).size, 500);
  const clean = /^\S(?:(?!###|[ \t]\n)[^\r\t])*\S\n\n###\n\n$/;
  assert.deepEqual(
    records.filter(({ prompt, completion }) => !clean.test(prompt) || !/^ [1-5]$/.test(completion)),
    [],
  );
});

test("sentiment.jsonl is clean", () => {
  const records = promptCompletions("sentiment.jsonl");
  assert.equal(new Set(records.map(({ prompt }) => plainWords(prompt))).size, records.length);
  const isClean = (prompt: string, completion: string) =>
    /^\S[^\n]*\S\n\nSentiment:$/.test(prompt) && /^ (positive|negative|neutral)$/.test(completion);
  assert.deepEqual(
    records.filter(({ prompt, completion }) => !isClean(prompt, completion)),
    [],
  );
});

test("the first screen of the faulty reviews shows many kinds of faults", () => {
  const lines = sampleLines("reviews-with-faults.jsonl").slice(0, 30);
  const kinds = {
    "trailing comma": /,\}$/,
    "single quotes": /^\{'/,
    "cut off": /[^}]$/,
    "missing comma": /" "completion"/,
    "raw tab": /\t/,
    "no completion": /^\{"prompt":"[^"]*"\}$/,
    "misspelt key": /"Prompt"|"completions"/,
    "no leading space": /"completion":"\d/,
    "trailing blank": /"completion":" \d +"/,
    "two leading spaces": /"completion":"  \d"/,
    "stray line break": /"completion":" \d\\n"/,
    "blank after the separator": /###\\n\\n "/,
    "blank after Sentiment": /Sentiment: "/,
  };
  assert.deepEqual(
    Object.entries(kinds).filter(([, pattern]) => !lines.some((line) => pattern.test(line))),
    [],
  );
  assert.ok(new Set(lines).size < lines.length, "an exact copy");
});

test("the support chats have three faults and no more", () => {
  const lines = sampleLines("support-chat.jsonl");
  const chats = lines.map((line) => JSON.parse(line) as { messages: { content?: string }[] });
  const questions = chats.map(({ messages }) => JSON.stringify(messages.slice(0, -1)));
  assert.deepEqual(
    {
      copies: lines.length - new Set(lines).size,
      sameQuestions: questions.length - new Set(questions).size,
      withoutContent: lines.filter((line) => /"role":"[a-z]+"\}/.test(line)).length,
      spaces: chats
        .flatMap(({ messages }) => messages)
        .filter(({ content = "" }) => /^\s|\s$/.test(content)).length,
    },
    { copies: 1, sameQuestions: 2, withoutContent: 1, spaces: 0 },
  );
});

function sample(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8");
}

function sampleLines(name: string): string[] {
  return sample(name).trimEnd().split("\n");
}

function promptCompletions(name: string) {
  return sampleLines(name).map((line) => {
    assert.match(line, /^\{"prompt":"(?:[^"\\]|\\.)*","completion":"(?:[^"\\]|\\.)*"\}$/);
    // The pattern above has just shown that there are these two strings and nothing else.
    return JSON.parse(line) as { readonly prompt: string; readonly completion: string };
  });
}

function reviews(): Review[] {
  return csvRows(sample("reviews.csv"))
    .slice(1)
    .map((row) => ({ title: row[4] ?? "", body: row[5] ?? "", stars: Number(row[6]) }));
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function plainWords(text: string): string {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(" ") ?? ""
  );
}

function countStars(all: readonly Review[]): number[] {
  return [1, 2, 3, 4, 5].map((stars) => all.filter((review) => review.stars === stars).length);
}

/** Multinomial naive Bayes on words and pairs of words, add-one smoothing. */
function naiveBayes(training: readonly Review[]): (review: Review) => number {
  const seen = new Map<string, number[]>();
  const totals = [0, 0, 0, 0, 0];
  for (const review of training) {
    for (const feature of features(review)) {
      const counts = seen.get(feature) ?? [0, 0, 0, 0, 0];
      seen.set(feature, counts);
      counts[review.stars - 1] = (counts[review.stars - 1] ?? 0) + 1;
      totals[review.stars - 1] = (totals[review.stars - 1] ?? 0) + 1;
    }
  }
  const priors = countStars(training).map((count) => Math.log(count / training.length));
  return (review) => {
    const known = features(review).flatMap((feature) => [seen.get(feature) ?? []]);
    const scores = priors.map((prior, star) =>
      known.reduce(
        (sum, counts) =>
          counts.length === 0
            ? sum
            : sum + Math.log(((counts[star] ?? 0) + 1) / ((totals[star] ?? 0) + seen.size)),
        prior,
      ),
    );
    return 1 + scores.indexOf(Math.max(...scores));
  };
}

function features({ title, body }: Review): string[] {
  const words = plainWords(`${title} . ${body}`).split(" ");
  return [...words, ...words.slice(1).map((word, index) => `${words[index] ?? ""} ${word}`)];
}
