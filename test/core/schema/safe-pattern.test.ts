import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { safePattern } from "../../../src/core/schema/safe-pattern.js";

describe("a pattern of somebody's schema", () => {
  it("stays as it is where it takes one step for each character", () => {
    for (const pattern of ["^\\d{4}-\\d{2}-\\d{2}$", "kettle", "^[A-Z]{3}$"]) {
      assert.equal(safePattern(pattern), pattern);
    }
  });

  it("says yes to long texts where it has to try", () => {
    const safe = safePattern("^[a-z]+@[a-z]+$");
    assert.ok(safe !== undefined);
    const test = new RegExp(safe, "u");
    assert.deepEqual(
      ["ann@home", "ann", "x".repeat(101)].map((text) => test.test(text)),
      [true, false, true],
    );
  });

  it("is left out where it could take long, or is none", () => {
    const patterns = [
      "(a+)+$",
      "(?:a|aa)*b",
      "(a*)*b",
      `${"a?".repeat(30)}${"a".repeat(30)}`,
      "(.*)(.*)(.*)(.*)x",
      "(?=a)b",
      "(a)\\1",
      "a{9999}{9999}",
      "(",
      "[",
    ];
    assert.deepEqual(
      patterns.filter((pattern) => safePattern(pattern) !== undefined),
      [],
    );
  });

  it("takes no noticeable time, whatever it is held against", () => {
    const patterns = ["^(a|b|c)*d$", "a*a*b", "^a*a*a*$", "(ab?){0,8}c", "^(?:[a-z]+\\.)?[a-z]+$"];
    const started = performance.now();
    for (const pattern of patterns) {
      const safe = safePattern(pattern);
      if (safe === undefined) continue;
      const test = new RegExp(safe, "u");
      for (const text of ["a".repeat(100), "ab".repeat(50), "a".repeat(100_000)]) test.test(text);
    }
    assert.ok(performance.now() - started < 1_000);
  });
});
