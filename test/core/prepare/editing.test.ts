import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SourceFacts } from "../../../src/core/prepare/column-facts.js";
import { completeRecipe } from "../../../src/core/prepare/editing/complete-recipe.js";
import { hoverRecipe } from "../../../src/core/prepare/editing/hover-recipe.js";
import { recipeCursor } from "../../../src/core/prepare/editing/recipe-cursor.js";

const facts: SourceFacts = {
  rows: 1_200,
  isWhole: true,
  columns: ["Review Text", "stars"].map((name) => ({
    name,
    type: "text",
    absent: 3,
    distinct: 2,
    isMore: false,
    values: [
      { text: "5", count: 900 },
      { text: "*1*", count: 297 },
    ],
    longest: 40,
    total: 100,
    isNumeric: false,
  })),
};

/** The place of `|` in a text, and the text without it. */
function marked(text: string): { readonly text: string; readonly offset: number } {
  const offset = text.indexOf("¦");
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}

function labelsAt(source: string): readonly string[] {
  const { text, offset } = marked(source);
  return completeRecipe(text, offset, facts).map(({ label }) => label);
}

function insertsAt(source: string): readonly string[] {
  const { text, offset } = marked(source);
  return completeRecipe(text, offset, facts).map(({ insert }) => insert);
}

describe("the place where a person types in a recipe", () => {
  const places: readonly (readonly [string, string, readonly string[]])[] = [
    ["so¦", "key", []],
    ["split:\n  tr¦", "key", ["split"]],
    ["split:\n  train: 0.8\n  strat¦", "key", ["split"]],
    ["split: { train: 0.8, ¦", "key", ["split"]],
    ["split: { train: 0.8, stratify: ¦", "value", ["split", "stratify"]],
    ["split: { stratify: [a, ¦", "value", ["split", "stratify"]],
    ["format: ¦", "value", ["format"]],
    ["keep:\n  nonEmpty:\n    - ¦", "value", ["keep", "nonEmpty"]],
    ["labels:\n  map:\n    TV: television\n    ¦", "key", ["labels", "map"]],
    ['prompt: "{{ ¦', "tag", ["prompt"]],
    ["prompt: |\n  Rate:\n  {{ ¦", "tag", ["prompt"]],
    ['prompt: "{{ a }} ¦', "value", ["prompt"]],
  ];
  for (const [source, kind, path] of places) {
    it(`is found in ${JSON.stringify(source)}`, () => {
      const { text, offset } = marked(source);
      const cursor = recipeCursor(text, offset);
      assert.deepEqual([cursor.kind, cursor.path], [kind, path]);
    });
  }
});

describe("completion in a recipe", () => {
  it("proposes keys that are not there yet", () => {
    const labels = labelsAt("source: a.csv\nformat: prompt-completion\n¦");
    assert.ok(labels.includes("deduplicate") && labels.includes("prompt"));
    assert.ok(!labels.includes("source"));
  });

  it("proposes the keys of what they stand in", () => {
    assert.deepEqual(labelsAt("balance: { ¦").toSorted(), [
      "maximumPerLabel",
      "minimumPerLabel",
      "weights",
    ]);
  });

  it("proposes what a key may be, through alternatives", () => {
    assert.deepEqual(labelsAt("deduplicate: ¦"), [
      "none",
      "record",
      "prompt",
      "normalised",
      "near",
    ]);
  });

  it("writes columns as the place wants them", () => {
    assert.deepEqual(insertsAt('prompt: "{{ ¦').slice(0, 2), ["Review_Text", "stars"]);
    assert.deepEqual(insertsAt("where: ¦"), ['"Review Text"', "stars"]);
    assert.deepEqual(insertsAt("keep: { nonEmpty: ¦"), ["Review Text", "stars"]);
  });

  it("proposes filters behind a bar only", () => {
    assert.ok(labelsAt('prompt: "{{ stars | ¦').includes("trim"));
    assert.ok(!labelsAt('prompt: "{{ ¦').includes("trim"));
  });

  it("proposes the labels of the column that is named", () => {
    assert.deepEqual(insertsAt("labels:\n  column: stars\n  drop: ¦"), ['"5"', '"*1*"']);
  });

  it("proposes nothing in a text", () => {
    assert.deepEqual(labelsAt('prompt: "Rate this ¦'), []);
  });
});

describe("hovering in a recipe", () => {
  function noteAt(source: string): ReturnType<typeof hoverRecipe> {
    const { text, offset } = marked(source);
    return hoverRecipe(text, offset, facts);
  }

  it("says what a key is for", () => {
    const note = noteAt("source: a.csv\nconfl¦icts: first");
    assert.equal(note?.title, "conflicts");
    assert.match(note?.paragraphs[0] ?? "", /several completions/);
  });

  it("says what a column holds", () => {
    const note = noteAt('prompt: "{{ Review_¦Text }}"');
    assert.equal(note?.title, "Review Text");
    assert.deepEqual(note?.paragraphs, [
      "text; 2 different values, 3 rows have none, the longest has 40 characters (1,200 rows)",
      'Most frequent: "5" (900), "*1*" (297)',
    ]);
  });

  it("says what a choice means, and is silent in comments", () => {
    assert.match(noteAt("deduplicate: ne¦ar")?.paragraphs[0] ?? "", /most likely/);
    assert.equal(noteAt("# sour¦ce: a"), undefined);
  });
});
