import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JsonPlace } from "../../../src/core/json/path-at.js";
import { placeAt } from "../../../src/core/json/path-at.js";

/** The place at the `|` of a text. */
function at(marked: string): JsonPlace {
  const offset = marked.indexOf("|");
  return placeAt(marked.replace("|", ""), offset);
}

/** What stands at the `|`, the way to it, and the text that a completion would replace. */
function told(marked: string): readonly [string, string, string] {
  const { kind, path, span } = at(marked);
  return [kind, path.join("."), marked.replace("|", "").slice(span.start, span.end)];
}

describe("the place at an offset", () => {
  it("is a key where an object wants one", () => {
    assert.deepEqual(told("{|"), ["key", "", ""]);
    assert.deepEqual(told('{"a":1,|}'), ["key", "", ""]);
    assert.deepEqual(told('{"messages":[{"role":"user", | }]}'), ["key", "messages.0", ""]);
    assert.deepEqual(told('{"messages":[{},{|'), ["key", "messages.1", ""]);
  });

  it("is a key in a string that is not finished", () => {
    assert.deepEqual(told('{"|'), ["key", "", '"']);
    assert.deepEqual(told('{"messages":[{"ro|'), ["key", "messages.0", '"ro']);
    assert.deepEqual(told('{"messages":[{"ro|le'), ["key", "messages.0", '"role']);
    assert.deepEqual(told('{"prompt":"x",pro|'), ["key", "", "pro"]);
    assert.deepEqual(told("{'pro|"), ["key", "", "'pro"]);
  });

  it("is a value behind a colon, in a list, and where nothing stands", () => {
    assert.deepEqual(told("|"), ["value", "", ""]);
    assert.deepEqual(told('{"a":|}'), ["value", "a", ""]);
    assert.deepEqual(told('{"a": " 5|'), ["value", "a", '" 5']);
    assert.deepEqual(told('{"a":[1,|]}'), ["value", "a.1", ""]);
    assert.deepEqual(told('{"a":tr|}'), ["value", "a", "tr"]);
    assert.deepEqual(told('{"a":{"b":[{"c":"x|y"}]}}'), ["value", "a.b.0.c", '"xy"']);
  });

  it("takes a string to its closing quote only where that makes sense", () => {
    assert.deepEqual(told('{"|"}'), ["key", "", '""']);
    assert.deepEqual(told('{"pro|mpt":"x"}'), ["key", "", '"prompt"']);
    assert.deepEqual(told('{"|"completion":" 5"}'), ["key", "", '"']);
    assert.deepEqual(told('{"ro|},{"role":"user"}'), ["key", "", '"ro']);
    assert.deepEqual(told('{"role":"|"content":"x"}'), ["value", "role", '"']);
    assert.deepEqual(told('{"role":"us|,"content":"x"}'), ["value", "role", '"us']);
    assert.deepEqual(told('{"role":"us|er","content":"x"}'), ["value", "role", '"user"']);
  });

  it("knows escapes, in keys too", () => {
    assert.deepEqual(told(String.raw`{"a\"b":"c\\",|`), ["key", "", ""]);
    assert.deepEqual(told(String.raw`{"a\u00e9\n":|`), ["value", "aé\n", ""]);
    assert.deepEqual(told(String.raw`{"a":"x\"|`), ["value", "a", String.raw`"x\"`]);
  });

  it("is nothing to fill in where something else is missing", () => {
    assert.equal(at('{"a"|').kind, "colon");
    assert.equal(at('{"a":1|').kind, "value");
    assert.equal(at('{"a":"1"|').kind, "comma");
    assert.equal(at('{"a":1} |').kind, "end");
    // A quotation in a text, not a key behind a missing comma.
    assert.equal(at('{"a":"He said "hi|').kind, "comma");
    assert.equal(at('{"a":1 "b|').kind, "key");
  });

  it("names the object's other keys, before and behind", () => {
    assert.deepEqual(at('{"a":1,"b":{"x":[{"y":1}]},|"c":{"d":1},"e":2}').keys, [
      "a",
      "b",
      "c",
      "e",
    ]);
    assert.deepEqual(at('{"a":1,"m":[{"r":1,|},{"s":1}],"z":1}').keys, ["r"]);
    assert.deepEqual(at('{"a":1,"c|":2}').keys, ["a"]);
    assert.deepEqual(at("[|]").keys, []);
  });

  it("says what follows", () => {
    assert.equal(at('{"a|": 1}').next, ":");
    assert.equal(at('{ | "a":1}').next, "string");
    assert.equal(at('{"a":1,|').next, undefined);
  });

  it("is found in linear time", () => {
    const depth = 50_000;
    const deep = "[{".repeat(depth) + "}}".repeat(depth) + '"'.repeat(depth);
    assert.equal(placeAt(deep, deep.length).kind.length > 0, true);
    const escapes = `{"a":"${'\\\\\\"'.repeat(depth)}`;
    assert.equal(placeAt(escapes, escapes.length).kind, "value");
    const quotes = `{'a':'${"' ".repeat(depth)}x`;
    assert.equal(placeAt(quotes, 3).kind, "key");
  });
});
