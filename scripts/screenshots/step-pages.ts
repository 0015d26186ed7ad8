import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { type OpenEditor, type Theme, themes } from "../editor-host/open-editor.ts";
import { outputFolder, repositoryFolder, samplesFolder } from "../editor-host/paths.ts";
import type { Windows } from "./run-pages.ts";
import { inWindow, take } from "./take-picture.ts";

const size = { width: 1200, height: 760 };

/** Single steps on a dataset, as they are asked for and counted, in all kinds of theme. */
export async function takeStepPages({ served, browser }: Windows): Promise<void> {
  for (const theme of Object.keys(themes) as Theme[]) {
    const folder = mkdtempSync(join(tmpdir(), "tunewright-steps-"));
    cpSync(samplesFolder, folder, { recursive: true });
    const file = join(folder, "reviews.jsonl");
    try {
      await inWindow({ served, browser, theme, folder, file, isFine: true, size }, (editor) =>
        takeInTheme(editor, theme),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function takeInTheme(editor: OpenEditor, theme: Theme): Promise<void> {
  const { page } = editor;
  const isShown = theme === "light" || theme === "dark";
  const pictures = isShown ? join(repositoryFolder, "media/screenshots") : outputFolder;
  await page.locator(".codelens-decoration", { hasText: "Tune" }).first().waitFor();
  await editor.runCommand("Tunewright: Split into training, validation and test files");
  await titled(page, "how large");
  await page.keyboard.press("Enter");
  await titled(page, "alike");
  await page.keyboard.press("Enter");
  await titled(page, "→");
  await take(editor, join(pictures, `step-split-${theme}.png`));
  await page.keyboard.press("Escape");
  await editor.runCommand("Tunewright: Prepare this dataset");
  await titled(page, "Prepare reviews.jsonl");
  await take(editor, join(outputFolder, `step-prepare-${theme}.png`));
  await page.keyboard.press("Escape");
}

async function titled(page: Page, text: string): Promise<void> {
  await page.locator(".quick-input-title", { hasText: text }).waitFor();
}
