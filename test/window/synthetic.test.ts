import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { writeFakeLanguageModel } from "./fake-language-model.ts";
import type { TestWindow } from "./open-window.ts";
import { openWindow } from "./open-window.ts";

const pair = (prompt: string, completion: string): string => JSON.stringify({ prompt, completion });

const lines = [
  ...Array.from({ length: 20 }, (_, at) => pair(`Soup number ${at} was fine ->`, " good")),
  pair("It leaks ->", " bad"),
  pair("It broke ->", " bad"),
];

const answer = [
  "Here you are:",
  pair("It leaks! ->", " bad"),
  pair("The lid is gone", "bad"),
  pair("It never got warm", "bad"),
  pair("Superb ->", " good"),
].join("\n");

describe("suggesting examples with a language model of the editor", { timeout: 180_000 }, () => {
  let window: TestWindow;
  const told = mkdtempSync(join(tmpdir(), "tunewright-fake-model-"));
  const { extension, asked } = writeFakeLanguageModel(told, answer);

  before(async () => {
    window = await openWindow({
      files: { "dishes.jsonl": lines.map((line) => `${line}\n`).join("") },
      beside: [extension],
      settings: { "chat.disableAIFeatures": false },
    });
  });
  after(async () => {
    await window.dispose();
    rmSync(told, { recursive: true, force: true });
  });

  it("asks step by step, sends when told to, and adds what is chosen with its mark", async () => {
    const { editor, folder } = window;
    const { page } = editor;
    const title = (text: string) => page.locator(".quick-input-title", { hasText: text });
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await page.locator(".codelens-decoration", { hasText: "Tune" }).first().waitFor();
    await page.locator(".monaco-editor .view-line").first().click();
    await editor.runCommand("Tunewright: Suggest more examples for rare labels");
    await title("of which labels").waitFor();
    assert.match((await rows.first().getAttribute("aria-label")) ?? "", /bad/);
    await page.keyboard.press("Enter");
    await title("how many").waitFor();
    await page.keyboard.press("Enter");
    await title("which model").waitFor();
    await rows.getByText("Fake One").first().click();
    await title("Send records to Fake One").waitFor();
    assert.equal(existsSync(asked), false, "nothing is sent before");
    await rows.filter({ hasText: "It leaks" }).first().waitFor();
    await page.keyboard.press("Enter");
    // The editor asks too, the first time that an extension wants a model.
    const consent = page.getByRole("button", { name: "Allow" });
    const review = title("Which do you accept?");
    await consent.or(review).first().waitFor();
    if (await consent.isVisible()) await consent.click();
    await review.waitFor();
    assert.match(await review.innerText(), /Proposed records: 2; refused: 3/);
    assert.match(readFileSync(asked, "utf8"), /It leaks/);
    assert.doesNotMatch(readFileSync(asked, "utf8"), /Soup number/);
    await page.keyboard.press("Enter");
    assert.equal(await review.isVisible(), true, "nothing is chosen to begin with");
    await rows.getByText("The lid is gone").first().click();
    await page.locator(".quick-input-count", { hasText: "1 Selected" }).waitFor();
    await page.locator(".quick-input-action", { hasText: "OK" }).click();
    await title("Where do 1 records go").waitFor();
    const reasons = await rows.allInnerTexts();
    assert.ok(
      reasons.some((text) => /Superb[^]*its label is "good"/.test(text)),
      reasons.join(),
    );
    await page.keyboard.press("Enter");
    const marks = join(folder, ".tunewright", "synthetic.jsonl");
    await page.locator(".view-line", { hasText: "The lid is gone" }).first().waitFor();
    const [mark = "", more] = readFileSync(marks, "utf8").trimEnd().split("\n");
    assert.match(mark, /"label":"bad","model":"fake\/fake-1"/);
    assert.equal(more, undefined);
    assert.equal(readFileSync(join(folder, "dishes.jsonl"), "utf8").includes("lid"), false);
  });
});
