import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { FrameLocator } from "playwright-core";
import type { TestWindow } from "./open-window.ts";
import { openWindow } from "./open-window.ts";

const recipe = (source: string): string =>
  `source: ${source}
format: prompt-completion
prompt: "{{ note }}\\n\\n###\\n\\n"
completion: " {{ verdict }}"
split: { train: 0.8, test: 0.2 }
`;

const table = (rows: number): string =>
  ["note,verdict", ...Array.from({ length: rows }, (_, at) => rowOf(at))].join("\n");

function rowOf(at: number): string {
  const dish = ["soup", "cake", "stew", "bread"][at % 4] ?? "";
  return `${dish} number ${at} of day ${at * 7} tasted of plums,${at % 2 === 0 ? "good" : "bad"}`;
}

describe("recipes in a window", { timeout: 300_000 }, () => {
  let window: TestWindow;

  before(async () => {
    window = await openWindow({
      files: {
        "dishes.recipe.yaml": recipe("dishes.csv"),
        "dishes.csv": table(40),
        "far.recipe.yaml": recipe("https://tables.invalid/t.csv"),
        "large.recipe.yaml": `${recipe("large.csv")}deduplicate: near\n`,
      },
    });
    writeFileSync(join(window.folder, "large.csv"), table(600_000));
    writeFileSync(join(window.folder, "dishes.train.jsonl"), "mine");
    await window.editor.page
      .locator(".codelens-decoration", { hasText: "rows →" })
      .first()
      .waitFor();
  });
  after(() => window.dispose());

  function written(): readonly string[] {
    return readdirSync(window.folder).filter((name) =>
      /\.(?:train|test)\.jsonl$|\.tmp$/.test(name),
    );
  }

  function preview(): FrameLocator {
    return window.editor.page.frameLocator("iframe.webview").last().frameLocator("#active-frame");
  }

  it("replace what they have not made only after a person has said so", async () => {
    const { editor, folder } = window;
    const { page } = editor;
    const ask = page.locator(".monaco-dialog-box", { hasText: "is not what this recipe has made" });
    await editor.runCommand("Tunewright: Prepare: write this recipe's files");
    await ask.waitFor();
    await ask.getByRole("button", { name: "Cancel" }).click();
    await ask.waitFor({ state: "hidden" });
    assert.equal(readFileSync(join(folder, "dishes.train.jsonl"), "utf8"), "mine");
    assert.deepEqual(written(), ["dishes.train.jsonl"]);
    await editor.runCommand("Tunewright: Prepare: write this recipe's files");
    await ask.getByRole("button", { name: "Replace" }).click();
    const replaced = (): boolean =>
      readFileSync(join(folder, "dishes.train.jsonl"), "utf8").split("\n").length === 33;
    while (!replaced()) await page.waitForTimeout(50);
    await editor.runCommand("Notifications: Clear All Notifications");
  });

  it("have a preview that is there again after a reload", async () => {
    const { page } = window.editor;
    await window.editor.runCommand("Tunewright: Preview this recipe");
    await preview().locator(".records li").first().waitFor();
    // The editor keeps what is open a moment after it was opened.
    await page.waitForTimeout(12_000);
    const { served, folder } = window;
    await page.goto(served.url({ folder }), { waitUntil: "domcontentloaded" });
    await page.locator(".tab", { hasText: "Preview of dishes" }).first().waitFor();
    await preview().locator(".records li").first().waitFor();
  });

  it("leave nothing behind where a run is cancelled", async () => {
    const { editor } = window;
    const { page } = editor;
    await editor.openFile("large.recipe.yaml");
    await editor.runCommand("Tunewright: Prepare: write this recipe's files");
    await editor.runCommand("Notifications: Show Notifications");
    const running = page
      .locator(".notifications-center .notification-list-item", { hasText: "Preparing large" })
      .first();
    await running.waitFor();
    await running.hover();
    await running.getByText("Cancel", { exact: true }).click();
    await running.waitFor({ state: "hidden" });
    assert.deepEqual(
      written().filter((name) => !name.startsWith("dishes")),
      [],
    );
    assert.equal(existsSync(join(window.folder, "large.manifest.json")), false);
  });

  it("reach a host only after a person has allowed it, and say which one", async () => {
    const { editor } = window;
    const { page } = editor;
    await editor.openFile("far.recipe.yaml");
    await editor.runCommand("Tunewright: Preview this recipe");
    const ask = page.locator(".monaco-dialog-box", { hasText: "reads from tables.invalid" });
    await ask.waitFor();
    await ask.getByRole("button", { name: "Cancel" }).click();
    await ask.waitFor({ state: "hidden" });
    await preview().getByRole("alert").getByText("were not fetched yet").waitFor();
  });
});
