import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { validate } from "@cfworker/json-schema";
import fc from "fast-check";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import type { JsonValue } from "../../src/core/json/json-node.js";
import { prepareSchema } from "../../src/core/schema/prepare-schema.js";
import { mismatchesIn } from "../../src/core/schema/validate-value.js";
import { memorySource } from "../support/memory-source.ts";
import { propertyRuns } from "../support/property-runs.ts";

const { seed } = propertyRuns(1);

const name = fc.constantFrom("a", "b", "c/d", "é", "toString");

const leaf: fc.Arbitrary<Record<string, JsonValue>> = fc.constantFrom<Record<string, JsonValue>>(
  {},
  { type: "string" },
  { type: "integer", minimum: 1 },
  { type: ["number", "null"] },
  { type: "boolean" },
  { enum: ["a", 1, null] },
  { const: "b" },
  { type: "string", maxLength: 2 },
  { type: "string", pattern: "^[a-c]{1,3}$" },
  { type: "array", uniqueItems: true },
);

/** Schemas with most keywords; `oneOf` apart, which we read as `anyOf`. */
const { schema } = fc.letrec<{ readonly schema: Record<string, JsonValue> }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ type: fc.constant("array"), items: tie("schema"), maxItems: fc.nat(3) }),
    fc.record(
      {
        type: fc.constant("object"),
        properties: fc.dictionary(name, tie("schema"), { maxKeys: 3 }),
        required: fc.uniqueArray(name, { maxLength: 2 }),
        additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
      },
      { requiredKeys: ["type"] },
    ),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie("schema") }),
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    fc.record({ if: tie("schema"), then: tie("schema"), else: tie("schema") }),
  ),
}));

const { value } = fc.letrec<{ readonly value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>("a", "b", "abc", 1, 0, 1.5, null, true),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 3 }),
  ),
}));

/** Schemas as people break them, and things that are none. */
const anything = fc.anything({
  maxDepth: 4,
  values: [
    fc.string(),
    fc.integer(),
    fc.constantFrom("string", "dict", "#", "#/properties/a", "(a+)+$"),
  ],
  key: fc.constantFrom(
    "type",
    "properties",
    "required",
    "items",
    "$ref",
    "enum",
    "pattern",
    "anyOf",
    "not",
    "a",
    "__proto__",
  ),
});

describe("a prepared schema", () => {
  it("accepts exactly what the schema accepts, where all of it is known", () => {
    fc.assert(
      fc.property(schema, value, (original, instance) => {
        const { valid } = validate(instance, structuredClone(original), "2020-12");
        const mismatches = mismatchesIn(instance, prepareSchema(original));
        assert.equal(mismatches.length === 0, valid, JSON.stringify(mismatches));
      }),
      { seed, numRuns: 3_000 },
    );
  });

  it("is made of anything at all, and applied, without harm", () => {
    fc.assert(
      fc.property(anything, value, (broken, instance) => {
        const json = JSON.stringify(broken);
        if (json === undefined) return;
        mismatchesIn(instance, prepareSchema(JSON.parse(json) as JsonValue));
      }),
      { seed, numRuns: 3_000 },
    );
  });
});

describe("arguments in a text and as an object", () => {
  it("have the same faults, in the same places", () => {
    fc.assert(
      fc.property(schema, value, (parameters, given) => {
        const found = [JSON.stringify(given), given].map((written) => {
          const call = { id: "1", type: "function", function: { name: "f", arguments: written } };
          const messages = [
            { role: "user", content: 'é🎸 "hi"' },
            { role: "assistant", content: null, tool_calls: [call] },
          ];
          const tools = [{ type: "function", function: { name: "f", parameters } }];
          const line = JSON.stringify({ messages, tools });
          const { findings } = checkDatasetAtOnce(memorySource(line), { target: "trl" });
          return findings
            .filter(({ rule }) => rule === "tool-arguments-schema")
            .map(({ span, message }) => {
              const source = line.slice(span.start, span.end);
              return [message, source.replaceAll('\\"', '"').replaceAll("\\\\", "\\")];
            });
        });
        const isTold = ([message = ""]: readonly string[]): boolean => !message.includes("null");
        assert.deepEqual(found[0]?.filter(isTold), found[1]?.filter(isTold));
      }),
      { seed, numRuns: 500 },
    );
  });
});
