import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { textSource } from "../../src/core/dataset/line-reader.js";
import { propertyRuns } from "../support/property-runs.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const { seed } = propertyRuns(1);

const vocabulary = Array.from({ length: 3_000 }, (_, number) => wordFor(number));
const instruction =
  "Read the review of a customer below with care and say in one word which of the five departments of our shop should answer it, as our handbook explains on its first pages. Review:";

/** Planted: each kind of record with how many there are of it, and whether it is to be found. */
type Planted = { readonly line: string; readonly kind: string };

function wordFor(number: number): string {
  const syllables = ["ka", "lo", "mi", "ter", "sun", "ve", "po", "ran", "chi", "du"];
  return [number % 10, Math.floor(number / 10) % 10, Math.floor(number / 100)]
    .map((at) => syllables[at % 10] ?? "")
    .concat(number >= 1_000 ? "st" : "")
    .join("");
}

function record(prompt: string, completion: string): string {
  return JSON.stringify({ prompt: `${instruction} ${prompt} ->`, completion: ` ${completion}` });
}

/** Originals, and edited copies of some of them. */
function planted(random: SeededRandom): readonly Planted[] {
  const lines: Planted[] = [];
  for (let i = 0; i < 4_000; i += 1) {
    const words = sentence(random, 20 + random.below(60));
    const answer = random.pick(["sales", "repair", "press", "help", "post"]);
    lines.push({ line: record(words.join(" "), answer), kind: "original" });
    const kind = kinds[i % 40];
    if (kind === undefined) continue;
    const { prompt, completion = answer } = kind.edit(words, random);
    lines.push({ line: record(prompt.join(" "), completion), kind: kind.name });
  }
  return lines;
}

function sentence(random: SeededRandom, length: number): string[] {
  // The small numbers come often, as the small words of a language do.
  return Array.from({ length }, () => vocabulary[Math.floor(3_000 * random.next() ** 2)] ?? "");
}

interface Edit {
  readonly prompt: readonly string[];
  readonly completion?: string;
}

interface PlantedKind {
  readonly name: string;
  readonly edit: (words: readonly string[], random: SeededRandom) => Edit;
}

/** Every fortieth record each has a copy with such a change. */
const kinds: readonly PlantedKind[] = [
  { name: "typo", edit: (words, random) => ({ prompt: changeOne(words, random, (w) => `${w}x`) }) },
  {
    name: "word left out",
    edit: (words, random) => ({ prompt: changeOne(words, random, () => "") }),
  },
  {
    name: "word put in",
    edit: (words, random) => ({ prompt: changeOne(words, random, (w) => `${w} really`) }),
  },
  { name: "cut at the end", edit: (words) => ({ prompt: words.slice(0, -3) }) },
  {
    name: "other answer",
    edit: (words, random) => ({
      prompt: changeOne(words, random, (w) => `${w}x`),
      completion: "spam",
    }),
  },
  {
    name: "half anew",
    edit: (words, random) => ({
      prompt: [...words.slice(0, words.length / 2), ...sentence(random, words.length / 2)],
    }),
  },
  { name: "another number", edit: (words) => ({ prompt: [...words, "order", "17"] }) },
];
const wanted = new Set(["typo", "word left out", "word put in", "cut at the end"]);

function changeOne(
  words: readonly string[],
  random: SeededRandom,
  change: (word: string) => string,
): readonly string[] {
  const at = random.below(words.length);
  return words
    .flatMap((word, index) => (index === at ? change(word).split(" ") : [word]))
    .filter((word) => word !== "");
}

describe("near duplicates that were planted behind one long instruction", () => {
  const lines = planted(new SeededRandom(seed));
  const source = textSource(lines.map(({ line }) => line).join("\n"));
  const { findings } = checkDatasetAtOnce(source, {});
  const found = new Set(
    findings.filter(({ rule }) => rule === "near-duplicate").map(({ line }) => line),
  );

  it("are found, at least nine of ten", () => {
    const copies = lines.flatMap(({ kind }, line) => (wanted.has(kind) ? [line] : []));
    const recall = copies.filter((line) => found.has(line)).length / copies.length;
    assert.ok(copies.length >= 390);
    assert.ok(recall >= 0.9, `${recall} of ${copies.length}`);
  });

  it("are all that is found, but for one in a hundred", () => {
    const right = [...found].filter((line) => wanted.has(lines[line]?.kind ?? "")).length;
    assert.ok(right / found.size >= 0.99, `${right} of ${found.size}`);
  });

  it("are the same however often they are looked for", () => {
    const again = checkDatasetAtOnce(source, {}).findings;
    assert.deepEqual(again, findings);
  });
});
