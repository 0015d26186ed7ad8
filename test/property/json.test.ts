import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { DatasetRecord } from "../../src/core/dataset/record.js";
import type { JsonNode, JsonValue } from "../../src/core/json/json-node.js";
import { parseJson } from "../../src/core/json/parse-json.js";
import { repairJson } from "../../src/core/json/repair-json.js";
import { applyEdits } from "../../src/core/json/span.js";
import { propertyRuns } from "../support/property-runs.ts";

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON texts with a few characters cut, doubled, swapped or replaced. */
const damagedJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        remove: fc.integer({ min: 0, max: 3 }),
        insert: fc.constantFrom(
          "",
          ",",
          '"',
          "'",
          "{",
          "}",
          "]",
          "\\",
          "\t",
          ":",
          "e",
          "0",
          "True",
        ),
      }),
      { maxLength: 4 },
    ),
  )
  .map(([json, damages]) =>
    damages.reduce((text, { at, remove, insert }) => {
      const position = Math.floor(at * text.length);
      return text.slice(0, position) + insert + text.slice(position + remove);
    }, json),
  );

function valueOf(text: string, node: JsonNode): JsonValue {
  if (node.kind === "array") return node.items.map((item) => valueOf(text, item));
  if (node.kind !== "object") return JSON.parse(text.slice(node.start, node.end)) as JsonValue;
  const entries = node.members.map((member) => [
    valueOf(text, member.key),
    valueOf(text, member.value),
  ]);
  return Object.fromEntries(entries) as JsonValue;
}

describe("the parser", () => {
  it("accepts exactly what JSON.parse accepts", () => {
    fc.assert(
      fc.property(fc.oneof(damagedJson, fc.string(), fc.json()), (text) => {
        assert.equal(parseJson(text).kind === "tree", accepts(text));
      }),
      propertyRuns(20_000),
    );
  });

  it("places every value where JSON.parse finds it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const result = parseJson(text);
        assert.ok(result.kind === "tree");
        assert.deepEqual(valueOf(text, result.node), JSON.parse(text));
      }),
      propertyRuns(3_000),
    );
  });

  it("keeps every problem inside the line", () => {
    fc.assert(
      fc.property(damagedJson, (text) => {
        const result = parseJson(text);
        if (result.kind === "tree") return;
        const { start, end } = result.problem.span;
        assert.ok(0 <= start && start <= end && end <= text.length);
      }),
      propertyRuns(5_000),
    );
  });
});

describe("a repair", () => {
  it("gives lines that JSON.parse accepts", () => {
    fc.assert(
      fc.property(damagedJson, (text) => {
        const repair = repairJson(text);
        if (repair === undefined || accepts(text)) return;
        const repaired = applyEdits(text, [repair.edit]);
        assert.ok(accepts(repaired) || repaired.split("\n").every(accepts), repaired);
      }),
      propertyRuns(10_000),
    );
  });
});

describe("offsets into a text", () => {
  it("point at the characters meant, through every way to write them", () => {
    const escaped = fc.string({ unit: "binary" }).chain((text) =>
      fc
        .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
        .map((asEscape) => ({
          text,
          source: [...Array(text.length).keys()]
            .map((i) => {
              const unit = text.charCodeAt(i);
              const code = `\\u${unit.toString(16).padStart(4, "0")}`;
              return asEscape[i] ? code : JSON.stringify(text.charAt(i)).slice(1, -1);
            })
            .join(""),
        })),
    );
    fc.assert(
      fc.property(escaped, fc.nat(), fc.nat(), ({ text, source }, a, b) => {
        const line = `{"t":"${source}"}`;
        const record = new DatasetRecord(line, JSON.parse(line) as JsonValue);
        const start = Math.min(a, b) % (text.length + 1);
        const end = start + (Math.max(a, b) % (text.length - start + 1));
        const span = record.textAt(["t"])?.span(start, end);
        assert.ok(span);
        const found: unknown = JSON.parse(`"${line.slice(span.start, span.end)}"`);
        assert.equal(found, text.slice(start, end));
      }),
      propertyRuns(3_000),
    );
  });
});
