import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sampleRun, writeRuns } from "../../scripts/samples/sample-runs.ts";
import { after, before, describe, it } from "node:test";
import type { TestWindow } from "./open-window.ts";
import { openWindow } from "./open-window.ts";

const pair = (prompt: string): string => `${JSON.stringify({ prompt, completion: " 5" })}\n`;

describe("a workspace that nobody trusts", { timeout: 180_000 }, () => {
  let window: TestWindow;

  before(async () => {
    const files = { "reviews.jsonl": `${pair("Great ->")}{"prompt": "Leaks ->",}\n` };
    window = await openWindow({ files, trust: true });
  });
  after(() => window.dispose());

  it("is checked as any other", async () => {
    await window.editor.page
      .getByRole("button", { name: /^Restricted Mode/ })
      .first()
      .waitFor();
    await window.editor.waitForSquiggles();
    assert.match((await window.editor.showProblems()).join("\n"), /invalid-json/);
  });

  it("says in the view of runs why nothing is tuned there, and leads on", async () => {
    const { page } = window.editor;
    await window.editor.runCommand("View: Show Tunewright");
    const welcome = page.locator(".welcome-view-content:visible");
    await welcome.first().waitFor();
    assert.match(await welcome.first().innerText(), /a workspace that you trust/);
    await page.getByRole("button", { name: "Manage workspace trust" }).first().waitFor();
  });

  it("offers no command that sends, trains or serves", async () => {
    const { page } = window.editor;
    await page.keyboard.press("F1");
    const input = page.locator(".quick-input-widget input[type=text]").first();
    const rows = page.locator(".quick-input-list .monaco-list-row");
    const isOffered = async (title: string): Promise<boolean> => {
      await input.fill(`>Tunewright: ${title}`);
      await rows.first().waitFor();
      return (
        (await rows.first().getAttribute("aria-label"))?.startsWith(`Tunewright: ${title}`) ?? false
      );
    };
    assert.equal(await isOffered("Who accepts this dataset"), true);
    const sending = ["Tune a model", "Tune again", "Tune further", "Sign in", "Look what"];
    const writing = ["Prepare: write this recipe's files", "Suggest more examples"];
    for (const title of [...sending, ...writing]) {
      assert.equal(await isOffered(title), false, title);
    }
    assert.equal(await isOffered("Check all datasets"), true);
    await page.keyboard.press("Escape");
  });

  it("has written nothing", () => {
    assert.equal(existsSync(join(window.folder, ".tunewright")), false);
  });

  it("shows runs that are there, and why they are not followed", async () => {
    const { page } = window.editor;
    const id = "reviews-20261122-a1b2c3d4";
    writeRuns(window.folder, [sampleRun(id, { step: 2, of: 4 })]);
    await page.getByText(/nothing is sent, trained or followed/).waitFor();
    const row = page.locator('.pane-body .monaco-list-row[aria-label*="running"]').first();
    assert.match((await row.getAttribute("aria-label")) ?? "", /not followed/);
  });
});
