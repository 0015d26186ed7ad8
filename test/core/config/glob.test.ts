import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Glob } from "../../../src/core/config/glob.js";
import { exactGlob, longestGlob, readGlob } from "../../../src/core/config/glob.js";

function glob(source: string): Glob {
  const read = readGlob(source);
  if (typeof read === "string") throw new Error(`${source}: ${read}`);
  return read;
}

/** Those of some paths that a glob names. */
function named(source: string, ...paths: readonly string[]): readonly string[] {
  const { matches } = glob(source);
  return paths.filter((path) => matches(path));
}

describe("a glob", () => {
  it("without a slash names files and folders at any depth", () => {
    const paths = ["old", "old/a.jsonl", "x/old/y/a.jsonl", "older/a.jsonl", "x/bold"];
    assert.deepEqual(named("old", ...paths), ["old", "old/a.jsonl", "x/old/y/a.jsonl"]);
  });

  it("with a slash at its end names folders only", () => {
    assert.deepEqual(named("old/", "old", "old/a", "x/old/a", "x/old"), ["old/a", "x/old/a"]);
  });

  it("with a slash in it counts from its own folder", () => {
    assert.deepEqual(named("raw/*.jsonl", "raw/a.jsonl", "x/raw/a.jsonl"), ["raw/a.jsonl"]);
    assert.deepEqual(named("./a.jsonl", "a.jsonl", "x/a.jsonl"), ["a.jsonl"]);
  });

  it("names what lies in a folder that it names", () => {
    assert.deepEqual(named("data/r*", "data/raw/x/a.jsonl", "data/a.jsonl"), [
      "data/raw/x/a.jsonl",
    ]);
  });

  it("takes one star for a part of a name, two for folders", () => {
    const paths = ["a.jsonl", "x/a.jsonl", "x/y/a.jsonl", "x/y/b.jsonl"];
    assert.deepEqual(named("./*/a.jsonl", ...paths), ["x/a.jsonl"]);
    assert.deepEqual(named("**/a.jsonl", ...paths), ["a.jsonl", "x/a.jsonl", "x/y/a.jsonl"]);
    assert.deepEqual(named("x/**", ...paths), ["x/a.jsonl", "x/y/a.jsonl", "x/y/b.jsonl"]);
    assert.deepEqual(named("x/**/b.*", ...paths), ["x/y/b.jsonl"]);
    assert.deepEqual(named("./a**l", "a.jsonl", "a/l"), ["a.jsonl"]);
  });

  it("takes braces for one of several, also within one another", () => {
    const paths = ["train.jsonl", "valid.jsonl", "test.jsonl", "valid2.jsonl"];
    assert.deepEqual(named("{train,valid{,2}}.jsonl", ...paths), [
      "train.jsonl",
      "valid.jsonl",
      "valid2.jsonl",
    ]);
    assert.deepEqual(named("x/{**/a,b}", "x/y/z/a", "x/b", "x/y/b"), ["x/y/z/a", "x/b"]);
  });

  it("takes a question mark and brackets for one character", () => {
    assert.deepEqual(named("a?", "ab", "a", "a/b", "a🎸"), ["ab", "a🎸"]);
    assert.deepEqual(named("[a-c]x", "ax", "dx"), ["ax"]);
    assert.deepEqual(named("[!a-c]x", "ax", "dx", "/x"), ["dx"]);
    assert.deepEqual(named("a[]?*-]", "a]", "a?", "a*", "a-", "ab"), ["a]", "a?", "a*", "a-"]);
  });

  it("sees nothing special in dots, commas, braces and signs of regular expressions", () => {
    assert.deepEqual(named("*.jsonl", ".hidden.jsonl", "xjsonl"), [".hidden.jsonl"]);
    assert.deepEqual(named("a,b}(c)+$", "a,b}(c)+$"), ["a,b}(c)+$"]);
  });

  for (const [source, problem] of [
    ["", /something/],
    ["./", /something/],
    [".", /something/],
    ["a\\b", /\/ between folders/],
    ["!a", /exclamation/],
    ["/a", /starts at the folder/],
    ["C:/a", /starts at the folder/],
    ["../a", /lead out/],
    ["a/../b", /lead out/],
    ["a//b", /one slash/],
    ["a/./b", /one slash/],
    ["[a", /lacks its "\]"/],
    ["[]", /lacks its "\]"/],
    ["{a,b", /lacks its "}"/],
    ["x".repeat(longestGlob + 1), /at most 256/],
  ] as const) {
    it(`is refused when it is ${JSON.stringify(source.slice(0, 10))}`, () => {
      const read = readGlob(source);
      assert.match(typeof read === "string" ? read : "", problem);
    });
  }

  it("is made for one path and no other", () => {
    for (const path of ["a.jsonl", "x/a.jsonl", "a[1]{b,c}?*.jsonl", "!a", "!x/a", "x/]}.jsonl"]) {
      const { matches } = glob(exactGlob(path));
      assert.deepEqual([path, `x${path}`, `y/${path}`].map(matches), [true, false, false], path);
    }
  });

  it("answers at once where regular expressions take minutes", () => {
    const started = performance.now();
    assert.equal(glob(`${"*a".repeat(60)}b`).matches(`${"a".repeat(250)}bc`), false);
    assert.equal(glob(`${"**/*a*/".repeat(30)}b`).matches(`${"a/".repeat(120)}c`), false);
    assert.equal(glob(`${"{a,".repeat(50)}b${"}".repeat(50)}`).matches("c"), false);
    assert.ok(performance.now() - started < 1_000);
  });
});
