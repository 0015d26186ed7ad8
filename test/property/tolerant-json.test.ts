import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseJson } from "../../src/core/json/parse-json.js";
import { placeAt } from "../../src/core/json/path-at.js";
import type { JsonNode } from "../../src/core/json/json-node.js";
import { looseValue, readTolerantly } from "../../src/core/json/tolerant-reader.js";
import { propertyRuns } from "../support/property-runs.ts";

const spacedJson = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, 3))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

const pieces = ["true", "é", "🎸", ..."{ } [ ] : , \" ' \\ u 0 n 1 e \t".split(" "), " "];

/** What somebody has typed: JSON with its end cut off, or characters of JSON in any order. */
const unfinished = fc.oneof(
  fc.tuple(fc.json({ maxDepth: 4 }), fc.nat()).map(([json, cut]) => json.slice(0, cut % 60)),
  fc.string({ unit: fc.constantFrom(...pieces) }),
);

/** Whether a tree's places are in order and inside one another. */
function isNested({ start, end, ...node }: JsonNode, limit: { start: number; end: number }) {
  assert.ok(limit.start <= start && start <= end && end <= limit.end);
  const parts =
    node.kind === "array"
      ? node.items
      : node.kind === "object"
        ? node.members.flatMap(({ key, value }) => [key, value])
        : [];
  let before = start;
  for (const part of parts) {
    isNested(part, { start: before, end });
    before = part.end;
  }
}

describe("the tolerant reader", () => {
  it("reads JSON as the parser does", () => {
    fc.assert(
      fc.property(spacedJson, (text) => {
        const exact = parseJson(text);
        assert.ok(exact.kind === "tree");
        const trees = readTolerantly(text);
        assert.deepEqual(trees, [exact.node]);
        const value = looseValue(text, exact.node);
        assert.deepEqual(JSON.stringify(value), JSON.stringify(JSON.parse(text)));
      }),
      propertyRuns(5_000),
    );
  });

  it("reads anything, with places that are in order and inside one another", () => {
    fc.assert(
      fc.property(unfinished, (text) => {
        let start = 0;
        for (const node of readTolerantly(text)) {
          isNested(node, { start, end: text.length });
          start = node.end;
          looseValue(text, node);
        }
      }),
      propertyRuns(10_000),
    );
  });
});

describe("a place", () => {
  it("is found at every offset, with a span around it", () => {
    fc.assert(
      fc.property(unfinished, fc.nat(), (text, number) => {
        const offset = number % (text.length + 1);
        const { span } = placeAt(text, offset);
        assert.ok(span.start <= offset && offset <= span.end && span.end <= text.length);
      }),
      propertyRuns(10_000),
    );
  });
});
