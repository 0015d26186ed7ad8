import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Template } from "@huggingface/jinja";
import fc from "fast-check";
import type { PlacedText } from "../../../src/core/prepare/recipe/recipe.js";
import { ColumnNames } from "../../../src/core/prepare/templates/column-names.js";
import { compileTemplate } from "../../../src/core/prepare/templates/compile-template.js";
import { knownFilters, knownTests } from "../../../src/core/prepare/templates/template-names.js";
import { templateFunctions } from "../../../src/core/prepare/templates/template-functions.js";
import type { Cell } from "../../../src/core/prepare/source-rows.js";

function placed(value: string): PlacedText {
  return { value, span: { start: 0, end: value.length }, place: (start, end) => ({ start, end }) };
}

function compile(template: string, names: readonly string[]) {
  const columns = new ColumnNames(names.map((name) => ({ name, type: "text" })));
  return compileTemplate(placed(template), { columns, items: [], counter: undefined });
}

function render(template: string, row: Readonly<Record<string, Cell>>): string {
  const compiled = compile(template, Object.keys(row));
  assert.ok(!("length" in compiled), JSON.stringify(compiled));
  return compiled.render({ cells: Object.values(row), items: {} });
}

function problems(template: string, ...names: string[]): readonly string[] {
  const compiled = compile(template, names);
  if (!("length" in compiled)) return [];
  return compiled.map(
    ({ span, message }) => `«${template.slice(span.start, span.end)}» ${message}`,
  );
}

describe("templates", () => {
  it("keep every character, a final line feed too", () => {
    assert.equal(render("{{ a }}\n\n###\n\n", { a: "x" }), "x\n\n###\n\n");
    assert.equal(render("{% if a %}\n  yes\n{% endif %}\n\n", { a: "x" }), "\n  yes\n\n\n");
    assert.equal(render(" {{ a }} ", { a: " \n" }), "  \n ");
  });

  it("give the text that the library gives, whatever stands around the names", () => {
    const text = fc.string().filter((part) => !/[{}#%]/.test(part));
    fc.assert(
      fc.property(text, text, fc.string(), fc.string(), (before, between, a, b) => {
        const template = `${before}{{ a }}${between}{{ b }}.`;
        assert.equal(render(template, { a, b }), new Template(template).render({ a, b }));
      }),
    );
  });

  it("say which names are no columns, where, and which were meant", () => {
    assert.deepEqual(problems("a title: {{ titlle }}", "title", "body"), [
      '«titlle» There is no column "titlle". Did you mean "title"?',
    ]);
    assert.deepEqual(problems('{{ row["Review text"] }}', "Review Text"), [
      '«Review text» There is no column "Review text". Did you mean "Review Text"?',
    ]);
    assert.deepEqual(problems("{{ a | uper }}", "a"), [
      '«uper» Templates have no filter "uper". Did you mean "upper"?',
    ]);
    assert.deepEqual(
      problems("{% for x in a %}{{ x }}{{ loop.index }}{% endfor %}{% set y = 1 %}{{ y }}", "a"),
      [],
    );
  });

  it("say which tag cannot be read", () => {
    assert.match(
      problems("ok {{ a }} {{ a + }}", "a")[0] ?? "",
      /^«\{\{ a \+ \}\}» The template cannot be read/,
    );
    assert.match(problems("{{ a }} and {{ a", "a")[0] ?? "", /^«\{\{ a» /);
    assert.match(problems("{% if a %}x", "a")[0] ?? "", /not closed/);
  });

  it("name columns whose names are no words", () => {
    assert.equal(
      render('{{ Review_Text }}|{{ row["Review Text"] }}', { "Review Text": "x" }),
      "x|x",
    );
  });

  it("write nothing for an empty cell, and every digit of a long number", () => {
    assert.equal(
      render("{{ a }}|{{ a ~ b }}", { a: null, b: 9007199254740993n }),
      "|9007199254740993",
    );
  });

  it("know the filters and tests of the library, all of them", () => {
    const row = {
      text: "a",
      list: ["b"],
      number: 1,
      object: { a: 1 },
      pairs: [{ a: 1 }],
      truth: true,
    };
    for (const name of knownFilters) {
      const tries = Object.keys(row).flatMap((column) =>
        ["", "('a')", "(attribute='a')", "('a', 'b')"].map(
          (args) => `{{ ${column} | ${name}${args} }}`,
        ),
      );
      const works = tries.some((template) => {
        try {
          new Template(template).render(row);
          return true;
        } catch {
          return false;
        }
      });
      assert.ok(works, name);
    }
    for (const name of knownTests) {
      try {
        new Template(`{{ number is ${name} }}`).render(row);
      } catch (error) {
        assert.doesNotMatch(String(error), /Unknown test/, name);
      }
    }
  });

  it("have functions for what the library lacks", () => {
    const functions = Object.fromEntries(
      Object.entries(templateFunctions).map(([name, { make }]) => [
        name,
        make({ name: "words", count: (text) => text.split(" ").length, encode: () => [] }),
      ]),
    );
    assert.equal(functions["truncateTokens"]?.("a b c d", 2), "a b");
    assert.equal(functions["truncateWords"]?.("  a  b c", 2), "  a  b");
    assert.equal(functions["truncateCharacters"]?.("👍👍", 1), "👍");
    assert.equal(
      render("{{ date(d, '%d %B %Y') }}", { d: "2024-02-29T23:30:00Z" }),
      "29 February 2024",
    );
    assert.throws(() => render("{{ date(d, '%d') }}", { d: "2023-02-29" }), /is no date/);
    assert.equal(render("{{ oneLine(d) }}", { d: " a\n b " }), "a b");
    assert.deepEqual(problems("{{ truncateTokens(a, 5) }}", "a"), [
      '«truncateTokens» "truncateTokens" counts tokens: name a "model", a "tokenizer" or a "target" that says how.',
    ]);
  });
});
