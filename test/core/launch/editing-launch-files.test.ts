import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { completeLaunchFile } from "../../../src/core/launch/complete-launch-file.js";
import { hoverLaunchFile } from "../../../src/core/launch/hover-launch-file.js";
import { launchText } from "../../../src/core/launch/launch-text.js";
import { readLaunchFile } from "../../../src/core/launch/read-launch-file.js";
import { launchOffers } from "../../../src/tuning/launch-offers.js";
import { knownPrices } from "../../../src/tuning/prices.js";

const offers = launchOffers(knownPrices);
const files = ["a.jsonl", "r.recipe.yaml", "graders/exact.json", "my data.jsonl"];

/** The place of `¦` in a text, and the text without it. */
function marked(text: string): { readonly text: string; readonly offset: number } {
  const offset = text.indexOf("¦");
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}

function choicesAt(source: string, today = "2026-11-22"): ReturnType<typeof completeLaunchFile> {
  const { text, offset } = marked(source);
  return completeLaunchFile(text, offset, { offers, files, today });
}

function labelsAt(source: string, today?: string): readonly string[] {
  return choicesAt(source, today).map(({ label }) => label);
}

function hoverAt(source: string): string {
  const { text, offset } = marked(source);
  const note = hoverLaunchFile(text, offset, offers);
  return note === undefined ? "" : [note.title, ...note.paragraphs].join(" | ");
}

describe("completion in a launch file", () => {
  it("offers the keys that mean something to provider and method, once", () => {
    const atLocal = labelsAt("train: a.jsonl\n¦");
    assert.ok(!atLocal.includes("train"));
    assert.deepEqual(
      ["epochs", "wordNgrams", "batchSize", "grader", "target"].map((key) => atLocal.includes(key)),
      [true, true, false, false, false],
    );
    const atAzure = labelsAt("provider: azure\nmethod: rft\nfrom: x\nev¦");
    assert.deepEqual(
      ["evalInterval", "grader", "wordNgrams", "model"].map((key) => atAzure.includes(key)),
      [true, true, false, false],
    );
  });

  it("says what a key means, with the provider's own range", () => {
    const item = choicesAt("dim¦").find(({ label }) => label === "dimension");
    assert.match(item?.documentation ?? "", /a whole number from 4 to 256 that is a multiple of 4/);
    assert.deepEqual([item?.insert, item?.start, item?.end], ["dimension: ", 0, 3]);
  });

  it("writes no second colon", () => {
    assert.equal(choicesAt("see¦d: 3").find(({ label }) => label === "seed")?.insert, undefined);
    assert.ok(choicesAt("mod¦: m").every(({ insert }) => !insert.includes(":")));
  });

  it("offers the values of a key", () => {
    assert.deepEqual(labelsAt("provider: ¦"), ["local", "openai", "azure", "nebius", "compatible"]);
    assert.deepEqual(labelsAt("provider: openai\nmethod: ¦"), ["sft", "dpo"]);
    assert.deepEqual(labelsAt("reasoningEffort: m¦"), ["default", "low", "medium", "high"]);
    assert.deepEqual(labelsAt("epochs: ¦"), []);
  });

  it("offers the models that can still be tuned, whatever stands before the place", () => {
    const [first] = choicesAt('provider: openai\nmodel: "gpt-4.1-¦');
    assert.deepEqual([first?.label, first?.start], ["gpt-4.1-mini-2025-04-14", 25]);
    assert.match(
      first?.documentation ?? "",
      /5 USD per million tokens.*No new jobs from 2027-01-06/s,
    );
    assert.deepEqual(labelsAt("provider: openai\nmodel: ¦", "2027-01-06"), []);
    assert.deepEqual(labelsAt("model: ¦"), ["tunewright-classifier"]);
  });

  it("offers files, those with spaces in quotes", () => {
    const choices = choicesAt("train: ¦");
    assert.deepEqual(
      choices.map(({ insert }) => insert),
      ["a.jsonl", "r.recipe.yaml", '"my data.jsonl"'],
    );
    assert.deepEqual(labelsAt("grader: gr¦"), ["graders/exact.json"]);
  });

  it("offers nothing in comments and in what is no key of ours", () => {
    for (const source of ["# tr¦", "train: a # ¦", "colour: ¦", "  deep: ¦"]) {
      assert.deepEqual(labelsAt(source), [], source);
    }
  });
});

describe("what is said of a place in a launch file", () => {
  it("is meaning, range and usual value of a hyperparameter at the provider", () => {
    const local = hoverAt("dimens¦ion: 16");
    assert.match(
      local,
      /^dimension \| Dimensions\. .*multiple of 4\. \| Where it is left out: 16\./,
    );
    assert.match(
      hoverAt("provider: openai\nepo¦chs: 3"),
      /from 1 to 50\. \| .*the provider chooses/,
    );
    assert.match(hoverAt("provider: openai\ndimen¦sion: 3"), /OpenAI does not offer it/);
  });

  it("is price and last day of a model, and what a provider is", () => {
    assert.match(
      hoverAt("provider: openai\nmodel: gpt-4.1-mi¦ni # small"),
      /^gpt-4\.1-mini \| Training costs 5 USD .* \| No new jobs from 2027-01-06/,
    );
    assert.match(hoverAt("provider: loc¦al"), /^local \| Local engine\. /);
    assert.equal(hoverAt("provider: local # loc¦al"), "");
  });
});

describe("a launch file that is written", () => {
  it("is read as what it was written from", () => {
    const entries = {
      train: "data/my reviews: all.jsonl",
      provider: "openai",
      from: "ft:gpt-4.1:acme:x:9f",
      learningRate: 0.000_000_01,
      epochs: 3,
      suffix: "true",
      seed: 0,
    };
    const text = launchText("As a run\nwas begun.", entries);
    assert.match(text, /^# As a run was begun\.\n/);
    const { values, problems } = readLaunchFile(text, offers);
    assert.deepEqual(problems, []);
    const read = Object.fromEntries([...values].map(([key, { value }]) => [key, value]));
    assert.deepEqual(read, {
      ...entries,
      learningRate: "0.00000001",
      epochs: "3",
      seed: "0",
    });
  });
});
