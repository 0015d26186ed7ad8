import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { rules } from "../src/core/rules/index.js";
import { targetById, targets, targetTable } from "../src/core/targets/index.js";
import { accepts, defaultTarget } from "../src/core/targets/readers.js";
import { formats, formatTable } from "../src/core/formats/index.js";

const root = join(import.meta.dirname, "..");
const notFormats = new Set(
  "index format conversation content-part value-kind plain-messages plain-chat plain-fields plain-members plain-prompt plain-sides plain-turns chat-message field-format turn-format named-texts blank-answer preference-sides".split(
    " ",
  ),
);
const notRules = new Set(["index", "rule", "background-rule", "finding"]);

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).map((name) => name.replace(/\.ts$/, ""));
}

describe("the tables", () => {
  it("list every rule file under its own name", () => {
    const files = sources("src/core/rules").filter((name) => !notRules.has(name));
    assert.deepEqual(rules.map(({ id }) => id).sort(), files.sort());
  });

  it("have the ids of formats and targets as their keys", () => {
    assert.deepEqual(
      [formats.map(({ id }) => id), targets.map(({ id }) => id)],
      [Object.keys(formatTable), Object.keys(targetTable)],
    );
  });

  it("list every format file under its own name", () => {
    const files = sources("src/core/formats").filter((name) => !notFormats.has(name));
    assert.deepEqual(formats.map(({ id }) => id).sort(), files.sort());
  });

  it("list every target file under its own name", () => {
    const files = sources("src/core/targets").filter(
      (name) => !["index", "readers", "target", "with-refusal"].includes(name),
    );
    assert.deepEqual(targets.map(({ id }) => id).sort(), files.sort());
  });

  it("have a page for every rule", () => {
    for (const { id } of rules) assert.ok(existsSync(join(root, "docs", "rules", `${id}.md`)), id);
  });

  it("name only rules that exist where a target changes severities", () => {
    const known = new Set(rules.map(({ id }) => id));
    const named = targets.flatMap(({ severities }) => Object.keys(severities));
    assert.deepEqual(
      named.filter((id) => !known.has(id)),
      [],
    );
  });

  it("have one default target for every format, which accepts it", () => {
    for (const format of formats) {
      const named = targets.filter(({ defaultFor }) => defaultFor.includes(format.id));
      assert.ok(named.length <= 1, format.id);
      assert.ok(accepts(defaultTarget(format), format), format.id);
    }
  });

  it("name each reader of a format in one of the two files only", () => {
    const twice = formats.flatMap(({ id, readers = [] }) =>
      readers.filter((reader) => targetById(reader)?.formats.includes(id)),
    );
    assert.deepEqual(twice, []);
  });

  it("have rules whose texts follow the conventions", () => {
    for (const { title, why } of rules) {
      assert.match(title, /^[A-Z][^.!]*$/);
      assert.match(why, /^[A-Z].*[^.]\.$/s);
    }
  });
});
