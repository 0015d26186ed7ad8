import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JsonValue } from "../../../src/core/json/json-node.js";
import { prepareSchema } from "../../../src/core/schema/prepare-schema.js";
import { mismatchesIn } from "../../../src/core/schema/validate-value.js";

function found(schema: JsonValue, value: JsonValue): readonly unknown[] {
  return mismatchesIn(value, prepareSchema(schema));
}

describe("what a schema does not accept", () => {
  it("is named with its place and what is wanted", () => {
    const schema = {
      type: "object",
      properties: { "a/b~c%": { type: "array", items: { type: "integer" } } },
      required: ["a/b~c%", "d"],
      additionalProperties: false,
    };
    assert.deepEqual(found(schema, { "a/b~c%": [1, "2"], e: 1 }), [
      { path: [], keyword: "required", wanted: ["d"] },
      { path: ["a/b~c%", 1], keyword: "type", wanted: "integer" },
      { path: ["e"], keyword: "unknown", wanted: undefined },
    ]);
  });

  it("is what the one alternative does not accept that is plainly meant", () => {
    const brew = {
      anyOf: [
        { type: "object", properties: { cups: { type: "integer" } }, required: ["cups"] },
        { type: "null" },
      ],
    };
    assert.deepEqual(found({ properties: { brew } }, { brew: {} }), [
      { path: ["brew"], keyword: "required", wanted: ["cups"] },
    ]);
  });

  it("is a type where all alternatives are of others", () => {
    const name = { anyOf: [{ type: "string" }, { type: "null" }] };
    assert.deepEqual(found({ properties: { name } }, { name: 1 }), [
      { path: ["name"], keyword: "type", wanted: ["string", "null"] },
    ]);
  });

  it("is not a value that fits two alternatives of which one is enough", () => {
    assert.deepEqual(
      found({ properties: { a: { oneOf: [{ type: "number" }, {}] } } }, { a: 1 }),
      [],
    );
  });

  it("is not asked of values that are too big to be arguments", () => {
    const schema = { properties: { a: { type: "array", items: { type: "string" } } } };
    const numbers = Array.from({ length: 10_000 }, (_, index) => index);
    assert.deepEqual(found(schema, { a: numbers }), []);
    assert.equal(found(schema, { a: numbers.slice(0, 5) }).length, 5);
  });

  it("can be told of names with half a character", () => {
    assert.deepEqual(found({ additionalProperties: false }, { "\ud800": 1 }), []);
    assert.deepEqual(found({ properties: { "\ud800": { type: "string" } } }, { a: 1 }), []);
  });
});
