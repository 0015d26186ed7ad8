import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRecipe } from "../../../src/core/prepare/recipe/read-recipe.js";
import { told } from "../../support/memory-rows.ts";

function problems(recipe: string): readonly string[] {
  const read = readRecipe(recipe);
  return read.kind === "good" ? [] : told(recipe, read.problems);
}

const good = `source: a.csv
format: prompt-completion
prompt: "{{ text }}"
completion: " {{ label }}"
`;

describe("reading a recipe", () => {
  it("says what it says, with the defaults filled in", () => {
    const read = readRecipe(good);
    assert.ok(read.kind === "good");
    const { source, format, deduplicate, conflicts, shuffle, output } = read.recipe;
    assert.deepEqual(
      [source.map(({ value }) => value), format.value, deduplicate.by, conflicts, shuffle, output],
      [
        ["a.csv"],
        "prompt-completion",
        "record",
        "error",
        { isOn: true, seed: 42 },
        { kind: "stem", stem: undefined },
      ],
    );
  });

  it("is read with a byte order mark, and places count from the start of the text", () => {
    assert.deepEqual(problems(`\uFEFF${good}`), []);
    assert.deepEqual(problems(`\uFEFF${good}deduplcate: prompt\n`), [
      'error «deduplcate» There is no key "deduplcate" here. Did you mean "deduplicate"?',
    ]);
  });

  it("names the place of a key that does not exist, and the one that was meant", () => {
    assert.deepEqual(problems(`${good}deduplcate: prompt\n`), [
      'error «deduplcate» There is no key "deduplcate" here. Did you mean "deduplicate"?',
    ]);
    assert.deepEqual(
      problems(`${good}split: { trainn: 0.8 }\n`)[0],
      'error «trainn» There is no key "trainn" here. Did you mean "train"?',
    );
  });

  it("names the place of a value of the wrong type", () => {
    assert.deepEqual(problems(`${good}keep: { minimumTokens: ten }\nshuffle: { seed: -1 }\n`), [
      "error «ten» A whole number from 1 is needed here.",
      "error «-1» A whole number from 0 to 4,294,967,295 is needed here.",
    ]);
    assert.deepEqual(problems(`${good}deduplicate: promt\n`), [
      'error «promt» "promt" is not known here. Did you mean "prompt"?',
    ]);
    assert.deepEqual(problems(`${good}where: 5\n`), ["error «5» A text is needed here."]);
  });

  it("names what is missing", () => {
    assert.deepEqual(problems("format: prompt-completion\nprompt: x\n"), [
      'error «format» The recipe lacks "source".',
      'error «prompt-completion» Records of the format "prompt-completion" need the field "completion": the recipe lacks its template.',
    ]);
    assert.deepEqual(problems("- a\n").length, 1);
    assert.deepEqual(problems("").length, 1);
  });

  it("names the place where YAML ends to be YAML", () => {
    const found = problems(`${good}split: { train: 0.8\n`);
    assert.equal(found.length, 1);
    assert.deepEqual(problems(`${good}prompt: y\n`), ["error «p» Map keys must be unique"]);
  });

  it("refuses what does not go together", () => {
    assert.deepEqual(problems(`${good}split: { train: 0.8, test: 0.3 }\n`), [
      "error «0.3» The shares are more than 1 together.",
    ]);
    assert.deepEqual(problems(`${good}split: { train: 0.8, time: date, stratify: a }\n`), [
      'error «date» Parts of one time cannot be stratified: take "time" or "stratify".',
    ]);
    assert.deepEqual(problems(`${good}labels: { drop: x }\n`), [
      'error «{ drop: x }» "labels" needs "column": the column that holds them.',
    ]);
  });

  it("takes labels as they are written", () => {
    const read = readRecipe(
      `${good}labels: { column: stars, map: { 05: five, yes: y }, drop: [1, NA] }\n`,
    );
    assert.ok(read.kind === "good");
    const { renamed, dropped } = read.recipe.labels ?? { renamed: new Map(), dropped: new Map() };
    assert.deepEqual(
      [[...renamed.keys()], [...dropped.keys()]],
      [
        ["05", "yes"],
        ["1", "NA"],
      ],
    );
  });

  it("finds every part of a text through quotes, escapes and indentation", () => {
    for (const written of [
      'prompt: "a\\n\\u0041{{ x }}\\t b"',
      "prompt: 'it''s {{ x }} b'",
      "prompt: a {{ x }} b",
      "prompt: |\n  a\n\n   {{ x }} b\n",
      'prompt: "a\n  {{ x }} b"',
    ]) {
      const recipe = `source: a\nformat: prompt-completion\ncompletion: c\n${written}\n`;
      const read = readRecipe(recipe);
      assert.ok(read.kind === "good", written);
      const value = read.recipe.fields.find(({ name }) => name === "prompt")?.value;
      assert.ok(value?.kind === "template");
      const at = value.text.value.indexOf("{{ x }}");
      const { start, end } = value.text.place(at, at + 7);
      assert.equal(recipe.slice(start, end), "{{ x }}", written);
    }
  });
});
