import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { addMarks, marksAbove, marksPath } from "../../../src/data/prepare/synthetic-marks.js";
import { runRecipe } from "../../../src/data/prepare/run-recipe.js";
import { markForEditor } from "../../../src/recipes/examples-for-editor.js";
import { reachedSources } from "../../../src/recipes/reached-sources.js";
import { testTokenizers } from "../../support/test-tokenizers.ts";

const root = mkdtempSync(join(tmpdir(), "tunewright-marks-"));
after(() => rmSync(root, { recursive: true, force: true }));

const mark = { version: 1, label: "bad", model: "test/model", date: "2026-11-22" } as const;

function folder(name: string): string {
  const path = join(root, name);
  mkdirSync(join(path, "data"), { recursive: true });
  return path;
}

describe("marks of synthetic records", () => {
  it("are added to those that are there, and found from every folder below", () => {
    const path = folder("added");
    addMarks(path, [{ ...mark, sha256: "a" }]);
    addMarks(path, [{ ...mark, sha256: "b" }]);
    assert.equal(readFileSync(marksPath(path), "utf8").trimEnd().split("\n").length, 2);
    assert.deepEqual([...marksAbove([join(path, "data", "x.jsonl")])].toSorted(), ["a", "b"]);
  });

  it("are read past lines that are none", () => {
    const path = folder("broken");
    addMarks(path, [{ ...mark, sha256: "a" }]);
    writeFileSync(marksPath(path), '{"sha256": 5}\nno JSON\n{"sha256":"c"}');
    assert.deepEqual([...marksAbove([join(path, "x.jsonl")])], ["c"]);
    addMarks(path, [{ ...mark, sha256: "d" }]);
    assert.deepEqual([...marksAbove([join(path, "x.jsonl")])].toSorted(), ["c", "d"]);
  });

  it("are counted in the manifest, output by output, whatever the recipe makes of the rows", async () => {
    const path = folder("counted");
    const line = (at: number): string =>
      `{"prompt": "Soup ${at} ->",  "completion": " ${at % 2 === 0 ? "good" : "bad"}", "stars": ${at}}`;
    const lines = Array.from({ length: 40 }, (_, at) => line(at));
    const synthetic = [3, 4, 5, 6, 7].map((at) => ({ label: "bad", line: lines[at] ?? "" }));
    writeFileSync(join(path, "data", "soups.jsonl"), lines.join("\n"));
    markForEditor({ ...mark, folder: path, records: synthetic });
    const recipe = join(path, "data", "soups.recipe.yaml");
    writeFileSync(
      recipe,
      `source: soups.jsonl
columns: { size: length(prompt) }
format: chat
prompt: "{{ prompt }} {{ size }}"
completion: "{{ completion }}"
split: { train: 0.5, test: 0.5 }
`,
    );
    const request = { path: recipe, outputFolder: undefined, isDry: false, mayReplace: false };
    const openSource = reachedSources({ mayReach: () => Promise.resolve(false) });
    const watch = {
      signal: new AbortController().signal,
      progress: () => undefined,
      pause: () => Promise.resolve(),
    };
    const host = { openSource, tokenizers: testTokenizers };
    const result = await runRecipe({ ...request, version: "0" }, host, watch);
    assert.ok(result.kind === "prepared", JSON.stringify(result));
    const counts = result.manifest.outputs.map((output) => {
      const texts = readFileSync(join(path, "data", output.path), "utf8");
      const found = [3, 4, 5, 6, 7].filter((at) => texts.includes(`Soup ${at} ->`)).length;
      return [output.synthetic, found];
    });
    assert.deepEqual(
      counts.map(([told]) => told),
      counts.map(([, found]) => found),
    );
    assert.equal(
      counts.reduce((sum, [told = 0]) => sum + told, 0),
      5,
    );
  });
});
