import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright-core";
import { runFrame } from "../../scripts/screenshots/run-pages.ts";
import type { RunFile } from "../../src/tuning/runs/run-file.js";
import { reviewLines } from "../support/review-lines.ts";
import type { TestWindow } from "./open-window.ts";
import { openWindow } from "./open-window.ts";

/** What a person does with their runs by the menus of the view, with the local engine. */
describe("the menus of runs, in a window", { timeout: 400_000 }, () => {
  let window: TestWindow;

  before(async () => {
    window = await openWindow({
      files: {
        "reviews.train.jsonl": reviewLines(20_000, 1),
        "reviews.test.jsonl": reviewLines(100, 2),
      },
    });
    await window.editor.page
      .getByText("Who accepts this dataset?", { exact: true })
      .first()
      .waitFor({ timeout: 90_000 });
    window.editor.page.setDefaultTimeout(20_000);
  });
  after(() => window.dispose());

  async function answer(title: RegExp, text?: string): Promise<void> {
    const { page } = window.editor;
    await page.locator(".quick-input-title", { hasText: title }).waitFor();
    if (text !== undefined) await page.locator(".quick-input-widget input").last().fill(text);
    else await page.locator(".quick-input-list .monaco-list-row.focused").first().waitFor();
    await page.keyboard.press("Enter");
  }

  /** Chooses a hyperparameter, as a person does who wants another than the usual. */
  async function choose(name: string, value: string): Promise<void> {
    const { page } = window.editor;
    await page.locator(".quick-input-title", { hasText: /which hyperparameters/ }).waitFor();
    await page.locator(`.quick-input-list .monaco-list-row[aria-label^="${name}"]`).click();
    await answer(new RegExp(`^${name}`), value);
  }

  function runs(): readonly RunFile[] {
    const folder = join(window.folder, ".tunewright", "runs");
    if (!existsSync(folder)) return [];
    return (
      readdirSync(folder)
        .filter((file) => file.endsWith(".json"))
        // Written by the extension.
        .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as RunFile)
    );
  }

  async function untilStatus(suffix: string, status: RunFile["status"]): Promise<RunFile> {
    const end = Date.now() + 30_000;
    for (;;) {
      const run = runs().find((known) => known.suffix === suffix);
      if (run?.status === status) return run;
      assert.ok(Date.now() < end, `${suffix} is ${run?.status}, not ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const row = (text: string): Locator =>
    window.editor.page.locator(".pane-body .monaco-list-row", { hasText: text }).first();

  async function fromMenu(name: string, item: string): Promise<void> {
    await row(name).click({ button: "right" });
    const entry = window.editor.page.locator(".monaco-menu .action-label", { hasText: item });
    await entry.click();
    // VS Code takes no click on a menu that has only just opened.
    for (let tries = 0; tries < 10 && (await entry.isVisible()); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (await entry.isVisible()) await entry.click();
    }
  }

  /** Finds a notification in the list of them, and closes all. */
  async function told(text: RegExp): Promise<readonly string[]> {
    await window.editor.runCommand("Notifications: Show Notifications");
    const { page } = window.editor;
    const item = page.locator(".notification-list-item", { hasText: text }).first();
    await item.waitFor();
    await item.hover();
    const buttons = await item
      .locator(".notification-list-item-buttons-container a")
      .allInnerTexts();
    await window.editor.runCommand("Notifications: Clear All Notifications");
    return buttons;
  }

  const badge = (): Locator =>
    window.editor.page
      .locator(".activitybar .action-item", {
        has: window.editor.page.locator('a[aria-label^="Tunewright"]'),
      })
      .locator(".badge-content");

  it("launch with hyperparameters of one's own, and show how many runs are under way", async () => {
    await window.editor.runCommand("Tunewright: Tune a model…");
    await answer(/who trains/);
    await answer(/measured while it learns/);
    const { page } = window.editor;
    await page.locator(".quick-input-title", { hasText: /held out/ }).waitFor();
    // Found by its name, and offered first.
    await page.locator(".monaco-list-row.focused", { hasText: "reviews.test.jsonl" }).waitFor();
    await answer(/held out/);
    await choose("Epochs", "50");
    await choose("Dimensions", "128");
    await choose("Words in a row", "5");
    await answer(/which hyperparameters/);
    await answer(/what is the model called/, "slow");
    await untilStatus("slow", "running");
    await badge().filter({ hasText: "1" }).waitFor();
  });

  it("pause a run, and resume it where it stood", async () => {
    await fromMenu("slow", "Pause the run");
    await untilStatus("slow", "paused");
    await row("paused").waitFor();
    await fromMenu("slow", "Resume the run");
    await untilStatus("slow", "running");
    await runFrame(window.editor).getByText("The job was resumed").waitFor();
  });

  it("cancel a run, and delete it after a yes", async () => {
    await fromMenu("slow", "Cancel the run");
    await untilStatus("slow", "cancelled");
    await badge().waitFor({ state: "hidden" });
    await row("Failed or cancelled").click();
    await fromMenu("slow", "Delete the run…");
    const dialog = window.editor.page.locator(".monaco-dialog-box");
    assert.match(await dialog.innerText(), /Delete slow\?[\s\S]*cannot be undone/);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
    assert.equal(runs().length, 1);
    await fromMenu("slow", "Delete the run…");
    await dialog.getByRole("button", { name: "Delete the run" }).click();
    await row("slow").waitFor({ state: "hidden" });
    assert.deepEqual(runs(), []);
  });

  it("tell of the end, with what a person may want to do next", async () => {
    await window.editor.openFile("reviews.train.jsonl");
    await window.editor.runCommand("Tunewright: Tune a model…");
    await answer(/who trains/);
    await answer(/measured while it learns/);
    await answer(/held out/);
    await choose("Epochs", "2");
    await choose("Dimensions", "16");
    await choose("Words in a row", "2");
    await answer(/which hyperparameters/);
    await answer(/what is the model called/, "quick");
    const run = await untilStatus("quick", "succeeded");
    assert.ok((run.metrics?.testAccuracy ?? 0) > 0.9);
    assert.deepEqual(await told(/quick is tuned: accuracy \d/), [
      "Open the run",
      "Copy model id",
      "Copy as code",
    ]);
  });

  it("test the model, open its dataset, and copy a call of it", async () => {
    await fromMenu("quick", "Test the model…");
    await told(/answers \d+(?:\.\d)? % of reviews\.test\.jsonl right/);
    await fromMenu("quick", "Open the run's dataset");
    await window.editor.page
      .locator('.tab.active[data-resource-name="reviews.train.jsonl"]')
      .waitFor();
    await fromMenu("quick", "Copy a call of the model as code…");
    await answer(/in which language/);
    await told(/tunewright serve/);
  });

  it("tune again as before, with what is changed, and lay both over each other", async () => {
    await fromMenu("quick", "Tune again with changes…");
    const { page } = window.editor;
    await answer(/who trains/);
    await answer(/which model to start from/);
    await answer(/measured while it learns/);
    await page.locator(".monaco-list-row.focused", { hasText: "reviews.test.jsonl" }).waitFor();
    await answer(/held out/);
    await page
      .locator(".quick-input-list .monaco-list-row", { hasText: "2 (chosen by you)" })
      .first()
      .waitFor();
    await choose("Epochs", "3");
    await answer(/which hyperparameters/);
    await answer(/what is the model called/, "again");
    const run = await untilStatus("again", "succeeded");
    assert.deepEqual(run.chosen, { n_epochs: 3, dimension: 16, word_ngrams: 2 });
    await fromMenu("again", "Compare with other runs…");
    await page.locator('.quick-input-list .monaco-list-row[aria-label*="quick"]').first().click();
    await page.keyboard.press("Enter");
    await runFrame(window.editor).locator(".compared li", { hasText: "quick" }).waitFor();
  });
});
