import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JsonValue } from "../../../src/core/json/json-node.js";
import { prepareSchema } from "../../../src/core/schema/prepare-schema.js";
import { mismatchesIn } from "../../../src/core/schema/validate-value.js";

/** What is wrong with a value, as `path keyword`. */
function faults(schema: JsonValue, value: JsonValue): readonly string[] {
  return mismatchesIn(value, prepareSchema(schema)).map(({ path, keyword }) =>
    `${path.join(".")} ${keyword}`.trim(),
  );
}

const tree: JsonValue = {
  type: "object",
  properties: {
    name: { type: "string" },
    children: { type: "array", items: { $ref: "#" } },
  },
  required: ["name"],
};

describe("a prepared schema", () => {
  it("knows the references within it, and those to itself", () => {
    const schema = {
      properties: { cups: { $ref: "#/$defs/count" } },
      $defs: { count: { type: "integer" } },
    };
    assert.deepEqual(faults(schema, { cups: "two" }), ["cups type"]);
    assert.deepEqual(faults(tree, { name: "a", children: [{ name: "b", children: [{}] }] }), [
      "children.0.children.0 required",
    ]);
  });

  it("says yes where it holds itself deeper than it is unfolded", () => {
    let value: JsonValue = { name: 1 };
    for (let depth = 0; depth < 10; depth += 1) value = { name: "a", children: [value] };
    assert.deepEqual(faults(tree, value), []);
  });

  it("never asks another machine, and says that it does not know", () => {
    const schema = { properties: { cups: { $ref: "https://example.com/count.json" } } };
    assert.deepEqual(faults(schema, { cups: "two" }), []);
    assert.deepEqual(
      prepareSchema(schema).faults.map(({ kind, path }) => [kind, path]),
      [["reference", ["properties", "cups", "$ref"]]],
    );
  });

  it("accepts what may be null in OpenAPI and in tables", () => {
    assert.deepEqual(
      faults({ properties: { a: { type: "string", nullable: true } } }, { a: null }),
      [],
    );
    assert.deepEqual(
      faults({ properties: { a: null, b: { type: "string" } } }, { a: 1, b: "" }),
      [],
    );
  });

  it("reads types in capital letters, as Google writes them", () => {
    assert.deepEqual(faults({ type: "OBJECT", properties: { a: { type: "STRING" } } }, { a: 1 }), [
      "a type",
    ]);
  });

  it("does not deny what it knows in part only", () => {
    const unknown = { pattern: "(a+)+$" };
    assert.deepEqual(faults({ properties: { a: { not: unknown } } }, { a: "b" }), []);
    assert.deepEqual(
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      faults({ properties: { a: { if: unknown, then: false, else: false } } }, { a: "b" }),
      [],
    );
    assert.deepEqual(
      faults({ patternProperties: { "(a+)+$": {} }, additionalProperties: false }, { a: 1 }),
      [],
    );
  });

  it("names what JSON Schema does not know", () => {
    const schema = {
      type: "object",
      properties: { a: { type: "dict" }, b: { required: true }, c: "text" },
      required: "a",
    };
    assert.deepEqual(
      prepareSchema(schema).faults.map(({ path }) => path.join(".")),
      ["properties.a.type", "properties.b.required", "properties.c", "required"],
    );
  });
});

describe("a hostile schema", () => {
  const levels = 40;
  const doubling: Record<string, JsonValue> = { end: { type: "string" } };
  for (let level = 0; level < levels; level += 1) {
    const next = { $ref: `#/$defs/${level === levels - 1 ? "end" : `l${level + 1}`}` };
    doubling[`l${level}`] = { allOf: [next, next] };
  }
  let deep: JsonValue = { type: "string" };
  for (let depth = 0; depth < 50_000; depth += 1) deep = { allOf: [deep] };
  const hostile: Readonly<Record<string, JsonValue>> = {
    "that doubles itself at every level": { $defs: doubling, $ref: "#/$defs/l0" },
    "that is nested as deep as nobody can count": deep,
    "that refers to itself and nothing else": { $ref: "#" },
    "with many thousands of parts": {
      anyOf: Array.from({ length: 50_000 }, () => ({ type: "string" })),
    },
    "with a pattern that takes hours": { additionalProperties: { pattern: "^(a+)+$" } },
    "with names from the inside of JavaScript": {
      properties: { constructor: { type: "string" }, toString: { type: "string" } },
      required: ["__proto__"],
    },
  };
  for (const [title, schema] of Object.entries(hostile)) {
    it(`${title} is quick and harms nothing`, () => {
      const started = performance.now();
      const value = { a: `${"a".repeat(5_000)}!`, list: Array.from({ length: 5_000 }, () => 1) };
      const prepared = prepareSchema(schema);
      mismatchesIn(value, prepared);
      mismatchesIn({ a: `${"a".repeat(90)}!` }, prepared);
      assert.ok(performance.now() - started < 1_000, `${performance.now() - started} ms`);
    });
  }

  it("does not take a name for one that every object has", () => {
    const schema = { properties: { constructor: { type: "string" } }, required: ["toString"] };
    assert.deepEqual(faults(schema, {}), [" required".trim()]);
  });
});
