import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import {
  configurationText,
  nearestConfiguration,
  placeBelow,
} from "../../src/data/find-configuration.js";
import { temporaryFolder } from "./temporary-folder.ts";

describe("the configuration of a folder", () => {
  it("is the one in it, else the nearest above", (test) => {
    const folder = temporaryFolder(test);
    const outer = folder.write("tunewright.json", "{}");
    const inner = folder.write("a/b/tunewright.json", "{}");
    folder.write("a/b/c/data.jsonl", "");
    assert.deepEqual(
      ["", "a", "a/b", "a/b/c"].map((name) => nearestConfiguration(join(folder.path, name))),
      [outer, outer, inner, inner],
    );
  });

  it("is no folder of that name", (test) => {
    const folder = temporaryFolder(test);
    const outer = folder.write("tunewright.json", "{}");
    mkdirSync(join(folder.path, "a", "tunewright.json"), { recursive: true });
    assert.equal(nearestConfiguration(join(folder.path, "a")), outer);
  });

  it("is looked for up to the root, also from a folder that is not there", () => {
    assert.equal(nearestConfiguration(join("/", "no", "such", "folder")), undefined);
  });

  it("is read without byte order mark", (test) => {
    const folder = temporaryFolder(test);
    assert.equal(configurationText(folder.write("tunewright.json", "\uFEFF{}")), "{}");
  });

  it("cannot be read where it is gone", () => {
    assert.throws(() => configurationText("/no/such/file", "file"), {
      name: "UserError",
      message: "file does not exist.",
    });
  });
});

describe("the place of a dataset", () => {
  it("is its path below the folder of a configuration, else its name", () => {
    const folder = join("/", "work", "project");
    assert.deepEqual(
      [
        join(folder, "data", "a.jsonl"),
        join(folder, "..a.jsonl"),
        join(folder, "..", "a.jsonl"),
        join("/", "work", "project2", "a.jsonl"),
      ].map((dataset) => placeBelow(folder, dataset)),
      [
        { path: "data/a.jsonl", isBelow: true },
        { path: "..a.jsonl", isBelow: true },
        { path: "a.jsonl", isBelow: false },
        { path: "a.jsonl", isBelow: false },
      ],
    );
  });
});
