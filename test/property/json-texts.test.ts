import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JsonNode } from "../../src/core/json/json-node.js";
import { parseJson } from "../../src/core/json/parse-json.js";
import { repairJson } from "../../src/core/json/repair-json.js";
import { applyEdits } from "../../src/core/json/span.js";
import { jsonTexts } from "../support/json-texts.ts";
import { parsedJson } from "../support/parsed-json.ts";
import { propertyRuns } from "../support/property-runs.ts";

const { seed } = propertyRuns(1);
const texts = [...new Set(jsonTexts(seed))];

/** The value of a tree, read from nothing but the places of its nodes. */
function decoded(text: string, node: JsonNode): unknown {
  if (node.kind === "array") return node.items.map((item) => decoded(text, item));
  if (node.kind === "object") {
    return Object.fromEntries(
      node.members.map(({ key, value }) => [decoded(text, key), decoded(text, value)]),
    );
  }
  return JSON.parse(text.slice(node.start, node.end)) as unknown;
}

/** The text without what the tree's nodes say where it is: white space, commas and colons. */
function between(text: string, node: JsonNode): string {
  const children =
    node.kind === "array"
      ? node.items
      : node.kind === "object"
        ? node.members.flatMap(({ key, value }) => [key, value])
        : [];
  let position = node.start + 1;
  const gaps = children.map((child) => {
    const gap = text.slice(position, child.start);
    assert.ok(child.start >= position && child.end > child.start);
    position = child.end;
    return gap + between(text, child);
  });
  const isBracket = node.kind === "array" || node.kind === "object";
  return gaps.join("") + (isBracket ? text.slice(position, node.end - 1) : "");
}

describe(`${texts.length} texts`, () => {
  it("are more than 20,000, of which thousands are JSON and many are not well-formed", () => {
    const valid = texts.filter((text) => parsedJson(text).length > 0).length;
    const lone = texts.filter((text) => !text.isWellFormed()).length;
    assert.ok(texts.length > 20_000 && valid > 2_000 && lone > 100, `${valid} valid, ${lone} lone`);
  });

  it("are accepted where JSON.parse accepts them", () => {
    const differing = texts.filter(
      (text) => (parseJson(text).kind === "tree") !== parsedJson(text).length > 0,
    );
    assert.deepEqual(differing, []);
  });

  it("have the same value by the places of their tree, which leave nothing out", () => {
    for (const text of texts) {
      const result = parseJson(text);
      if (result.kind === "problem") continue;
      const { node } = result;
      assert.deepEqual([decoded(text, node)], parsedJson(text));
      const [opening, closing] = [text.charAt(node.start), text.charAt(node.end - 1)];
      if (node.kind === "object") assert.equal(opening + closing, "{}");
      if (node.kind === "array") assert.equal(opening + closing, "[]");
      const outside = text.slice(0, node.start) + text.slice(node.end);
      assert.match(between(text, node) + outside, /^[ \t\r\n,:]*$/);
    }
  });

  it("have their problem inside the text, at whole characters, with what stands there", () => {
    for (const text of texts) {
      const result = parseJson(text);
      if (result.kind === "tree") continue;
      const { span, found } = result.problem;
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, text);
      assert.ok(span.end > span.start || text === "", text);
      assert.equal(found, text.slice(span.start, span.end));
      assert.ok(found.isWellFormed() || !text.isWellFormed(), text);
    }
  });

  it("are JSON after a repair, and are repaired only where they were not", () => {
    for (const text of texts) {
      const repair = repairJson(text);
      if (repair === undefined) continue;
      assert.deepEqual(parsedJson(text), []);
      const repaired = applyEdits(text, [repair.edit]);
      const isJson = [repaired, ...repaired.split("\n")].map((line) => parsedJson(line).length > 0);
      assert.ok(isJson[0] === true || isJson.slice(1).every(Boolean), `${text} → ${repaired}`);
    }
  });
});
