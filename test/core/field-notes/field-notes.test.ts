import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FieldNote, Note } from "../../../src/core/field-notes/field-note.js";
import { fieldNotes, noteOn, noteOnRole } from "../../../src/core/field-notes/index.js";
import type { Format, JsonPath } from "../../../src/core/formats/format.js";
import { formats } from "../../../src/core/formats/index.js";
import type { JsonValue } from "../../../src/core/json/json-node.js";
import { isJsonArray, isJsonObject } from "../../../src/core/json/json-node.js";
import { targetById } from "../../../src/core/targets/index.js";

/** The ways to all objects of a value in which the format knows fields. */
function owners(format: Format, value: JsonValue, path: JsonPath = []): readonly JsonPath[] {
  if (isJsonArray(value)) return value.flatMap((item, i) => owners(format, item, [...path, i]));
  if (!isJsonObject(value)) return [];
  const inner = Object.entries(value).flatMap(([key, one]) => owners(format, one, [...path, key]));
  return format.knownFields(path).length > 0 ? [path, ...inner] : inner;
}

describe("what is known of fields", () => {
  for (const format of formats) {
    it(`covers every field of ${format.id}`, () => {
      // Examples are JSON objects; a test of formats says so.
      const example = JSON.parse(format.example) as JsonValue;
      const places = owners(format, example).flatMap((owner) =>
        format.knownFields(owner).map(({ name }) => [...owner, name]),
      );
      assert.notEqual(places.length, 0);
      const unknown = places.filter((place) => noteOn(format.id, place) === undefined);
      assert.deepEqual(
        unknown.map((place) => place.join(".")),
        [],
      );
    });
  }

  it("has words and a source for each, also of targets, which exist", () => {
    for (const format of formats) {
      const notes: readonly FieldNote[] = Object.values(fieldNotes[format.id] ?? {});
      for (const { targets = {}, ...note } of notes) {
        assertNote(note);
        for (const [id, own] of Object.entries(targets)) {
          assertNote(own);
          assert.notEqual(targetById(id), undefined, id);
        }
      }
    }
  });

  it("tells roles apart, and knows nothing of names that nobody has given", () => {
    const role = ["messages", 3, "role"];
    assert.match(noteOnRole("chat", role, "tool")?.meaning() ?? "", /called tool/);
    assert.equal(noteOnRole("chat", role, "toString"), undefined);
    assert.equal(noteOn("chat", ["constructor"]), undefined);
    assert.equal(noteOn("chat", ["messages", "weight"]), undefined);
  });

  it("knows that a question for a grader has fields of one's own", () => {
    assert.match(noteOn("reinforcement", ["difficulty"])?.meaning() ?? "", /item\./);
    assert.match(noteOn("reinforcement", ["reference_answer"])?.meaning() ?? "", /compares/);
  });
});

function assertNote({ meaning, source }: Note): void {
  assert.match(meaning(), /^[A-Z].*\.$/s);
  assert.match(source, /^https:\/\//);
}
