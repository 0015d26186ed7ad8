import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { formats } from "../../src/core/formats/index.js";
import { runRecipe } from "../../src/data/prepare/run-recipe.js";
import { proposeForEditor } from "../../src/recipes/run-for-editor.js";
import { reachedSources } from "../../src/recipes/reached-sources.js";
import { testTokenizers } from "../support/test-tokenizers.ts";

const root = mkdtempSync(join(tmpdir(), "tunewright-new-recipe-"));
after(() => rmSync(root, { recursive: true, force: true }));

const { signal } = new AbortController();
const editor = {
  mayReach: () => Promise.resolve(false),
  progress: () => Promise.resolve(),
};

/** What the recipe that is proposed for some lines makes of them. */
async function remade(name: string, lines: readonly string[]): Promise<readonly unknown[]> {
  const folder = join(root, name);
  mkdirSync(folder);
  const table = join(folder, "own.jsonl");
  const path = join(folder, "own.recipe.yaml");
  writeFileSync(table, lines.map((line) => `${line}\n`).join(""));
  const work = { editor, tokenizers: testTokenizers, signal };
  const recipe = await proposeForEditor({ ticket: "t", table, path }, work);
  assert.ok(recipe !== undefined);
  writeFileSync(path, recipe);
  const request = { path, outputFolder: undefined, isDry: false, mayReplace: false, version: "0" };
  const openSource = reachedSources({ mayReach: editor.mayReach });
  const watch = { signal, progress: () => undefined, pause: () => Promise.resolve() };
  const result = await runRecipe(request, { openSource, tokenizers: testTokenizers }, watch);
  assert.ok(result.kind === "prepared", JSON.stringify(result));
  const written = readFileSync(join(folder, "own.prepared.jsonl"), "utf8").trimEnd();
  return written.split("\n").map((line): unknown => JSON.parse(line));
}

describe("a recipe that is proposed for a dataset", () => {
  for (const { id, example } of formats) {
    it(`of the format ${id} makes the same records again`, async () => {
      const lines = Array.from({ length: 3 }, () => example);
      assert.deepEqual(
        await remade(id, lines),
        lines.map((line): unknown => JSON.parse(line)),
      );
    });
  }

  it("keeps the order of its records, and fields that only some of them have", async () => {
    const lines = Array.from({ length: 40 }, (_, at) =>
      JSON.stringify({
        messages: [
          { role: "user", content: `Soup ${39 - at}` },
          { role: "assistant", content: "ok", ...(at % 2 === 0 && { weight: 0 }) },
        ],
        ...(at % 3 === 0 && { tools: [{ type: "function", function: { name: "f" } }] }),
      }),
    );
    assert.deepEqual(
      await remade("order", lines),
      lines.map((line): unknown => JSON.parse(line)),
    );
  });
});
