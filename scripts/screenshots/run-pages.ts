import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { type OpenEditor, type Theme, themes } from "../editor-host/open-editor.ts";
import { outputFolder, repositoryFolder, samplesFolder } from "../editor-host/paths.ts";
import type { ServedVSCode } from "../editor-host/serve-vscode.ts";
import { sampleRun, writeRuns } from "../samples/sample-runs.ts";
import { inWindow, take } from "./take-picture.ts";

/** What the pictures are taken in. */
export interface Windows {
  readonly served: ServedVSCode;
  readonly browser: string;
}

const size = { width: 1400, height: 1100 };
const narrowSize = { width: 520, height: 1100 };

const runs = [
  sampleRun("reviews-20261122-a1b2c3d4", { step: 400, of: 400 }),
  sampleRun("reviews-20261122-0c41d2e9", {
    step: 260,
    of: 400,
    seed: 4,
    createdAt: "2026-11-21T09:00:00.000Z",
  }),
  sampleRun("support-20261120-77aa01bc", {
    step: 0,
    of: 400,
    status: "failed",
    jobStatus: "failed",
    chosen: { n_epochs: 3 },
    hyperparameters: {},
    provider: "openai",
    baseModel: "gpt-4.1-mini-2025-04-14",
    createdAt: "2026-11-20T09:00:00.000Z",
    finishedAt: "2026-11-20T09:02:00.000Z",
    cost: { currency: "USD", least: 0.9, most: 1.4, pricesOf: "2026-11-01" },
    error: {
      code: "invalid_training_file",
      message:
        "The job failed due to an invalid training file. Invalid file format. Example 100, message 2 Discriminator 'role' is missing in value",
    },
  }),
];

/** The page of a run in all kinds of theme, narrow, compared and failed. */
export async function takeRunPages(windows: Windows): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), "tunewright-runs-"));
  try {
    writeRuns(workspace, runs);
    const file = join(workspace, "reviews.jsonl");
    copyFileSync(join(samplesFolder, "reviews.jsonl"), file);
    for (const theme of Object.keys(themes) as Theme[]) {
      const window = { ...windows, theme, folder: workspace, file, isFine: true, size };
      await inWindow(window, (editor) => takeInTheme(editor, theme));
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function takeInTheme(editor: OpenEditor, theme: Theme): Promise<void> {
  const pictures = join(repositoryFolder, "media/screenshots");
  // The extension has started: its commands are there.
  await editor.page.getByText("Who accepts this dataset?", { exact: true }).first().waitFor();
  await openRun(editor, "a1b2c3d4");
  const isReadme = theme === "light" || theme === "dark";
  await take(editor, join(isReadme ? pictures : outputFolder, `run-${theme}.png`));
  await compareWithAll(editor);
  await take(editor, join(outputFolder, `run-compared-${theme}.png`));
  await editor.page.setViewportSize(narrowSize);
  await take(editor, join(outputFolder, `run-narrow-${theme}.png`));
  await editor.page.setViewportSize(size);
  await openRun(editor, "77aa01bc");
  await take(editor, join(outputFolder, `run-failed-${theme}.png`));
}

/** Opens the page of a run of the workspace by the palette. */
export async function openRun(editor: OpenEditor, id: string): Promise<void> {
  const { page } = editor;
  await editor.runCommand("Tunewright: Open run page");
  await page.locator(`.quick-input-list .monaco-list-row[aria-label*="${id}"]`).first().click();
  await runFrame(editor).locator("h1", { hasText: id }).waitFor();
}

async function compareWithAll(editor: OpenEditor): Promise<void> {
  const { page } = editor;
  await runFrame(editor).getByRole("button", { name: "Compare with…" }).click();
  await page.locator('.quick-input-list .monaco-list-row[aria-label*="0c41d2e9"]').first().click();
  await page.keyboard.press("Enter");
  await runFrame(editor).locator(".compared li").first().waitFor();
  await runFrame(editor).locator("input[type=range]").fill("0.8");
  await runFrame(editor).getByRole("slider", { name: /^Loss/ }).hover();
}

/** What is in the page that is shown: it sits two frames deep. */
export function runFrame({ page }: OpenEditor): FrameLocator {
  return page.frameLocator("iframe.webview.ready:visible").last().frameLocator("#active-frame");
}
