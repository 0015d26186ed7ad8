import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { RecipeLook } from "../../src/protocol/recipe-messages.js";
import { RecipeDesk } from "../../src/recipes/recipe-desk.js";
import { testTokenizers } from "../support/test-tokenizers.ts";

const folder = mkdtempSync(join(tmpdir(), "tunewright-desk-"));
const path = join(folder, "dishes.recipe.yaml");

const rows = Array.from({ length: 40 }, (_, at) => {
  const dish = ["soup", "cake", "stew", "bread"][at % 4] ?? "";
  return `${at},${dish} number ${at} tasted of plums,${at % 2 === 0 ? "good" : "bad"}`;
});
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "dishes.csv"), ["id,note,verdict", ...rows].join("\n"));

after(() => rmSync(folder, { recursive: true, force: true }));

const recipe = `source: dishes.csv
format: prompt-completion
prompt: "{{ note }}\\n\\n###\\n\\n"
completion: " {{ verdict }}"
split: { train: 0.8, test: 0.2 }
`;

function desk(): RecipeDesk {
  return new RecipeDesk(testTokenizers);
}

async function look(text: string, on = desk()): Promise<RecipeLook> {
  const found = await on.look({ path, text }, []);
  assert.ok(found);
  return found;
}

/** What is found, as `severity "text it is at": message`. */
function told({ findings }: Pick<RecipeLook, "findings">, text: string): readonly string[] {
  return findings.map(
    ({ start, end, message, severity }) => `${severity} "${text.slice(start, end)}": ${message}`,
  );
}

describe("the desk of a recipe", () => {
  it("shows what the recipe would make, without writing anything", async () => {
    const { preview, findings } = await look(recipe);
    assert.deepEqual(findings, []);
    assert.deepEqual(preview?.steps, [
      { step: "read", in: 40, out: 40 },
      { step: "deduplicate", in: 40, out: 40 },
      { step: "split", in: 40, out: 40 },
    ]);
    assert.deepEqual(preview?.parts, [
      { name: "train", records: 32 },
      { name: "test", records: 8 },
    ]);
    assert.equal(preview?.separator, "\n\n###\n\n");
    assert.equal(preview?.isWhole, true);
    const [first] = preview?.records ?? [];
    assert.match(first?.texts[0]?.text ?? "", /tasted of plums\n\n###\n\n$/);
    assert.match(first?.texts[1]?.text ?? "", /^ (?:good|bad)$/);
  });

  it("finds an unknown column where it stands, and proposes the near one", async () => {
    const text = recipe.replace("{{ note }}", "{{ noto }}");
    assert.deepEqual(told(await look(text), text), [
      'error "noto": There is no column "noto". Did you mean "note"?',
    ]);
  });

  it("says so of the text alone once the columns are known", async () => {
    const own = desk();
    await look(recipe, own);
    const text = recipe.replace("{{ verdict }}", "{{ verdikt }}");
    const findings = own.readText({ path, text });
    assert.deepEqual(told({ findings }, text), [
      'error "verdikt": There is no column "verdikt". Did you mean "verdict"?',
    ]);
  });

  it("marks white space after the separator", async () => {
    const text = recipe.replace("###\\n\\n", "###\\n\\n ");
    const [finding] = told(await look(text), text);
    assert.match(finding ?? "", /^warning " ": White space after the separator/);
  });

  it("says which source is not there, and which expression is none", async () => {
    const missing = recipe.replace("dishes.csv", "dishes-2.csv");
    assert.match(told(await look(missing), missing)[0] ?? "", /^error "dishes-2\.csv": .*dishes-2/);
    const wrong = `${recipe}where: id >\n`;
    assert.match(told(await look(wrong), wrong)[0] ?? "", /^error "id >": /);
  });

  it("reaches no host that nobody has allowed, and says which one it is", async () => {
    const text = recipe.replace("dishes.csv", "https://tables.invalid/dishes.csv");
    const found = await look(text);
    assert.deepEqual(found.unreachedHosts, ["tables.invalid"]);
    assert.deepEqual(told(found, text), [
      'information "https://tables.invalid/dishes.csv": Rows of tables.invalid were not read: a preview asks whether they may be.',
    ]);
  });

  it("gives up a look when another begins", async () => {
    const own = desk();
    const [first, second] = await Promise.all([
      own.look({ path, text: recipe }, []),
      own.look({ path, text: recipe }, []),
    ]);
    assert.equal(first, null);
    assert.equal(second?.preview?.steps[0]?.out, 40);
  });

  it("reads a source again that has changed", async () => {
    const own = desk();
    const file = join(folder, "growing.csv");
    const text = recipe.replace("dishes.csv", "growing.csv");
    writeFileSync(file, "note,verdict\na,b\nc,d\n");
    assert.equal((await look(text, own)).preview?.steps[0]?.out, 2);
    writeFileSync(file, "note,verdict\na,b\nc,d\ne,f\n");
    assert.equal((await look(text, own)).preview?.steps[0]?.out, 3);
  });

  it("completes columns in templates with what they hold", async () => {
    const own = desk();
    await look(recipe, own);
    const text = recipe.replace("{{ note }}", "{{ no");
    const offset = text.indexOf("{{ no") + 5;
    const found = own.complete({ path, text, offset }).find(({ label }) => label === "note");
    assert.equal(found?.insert, "note");
    assert.match(found?.documentation ?? "", /40 different values/);
  });
});
