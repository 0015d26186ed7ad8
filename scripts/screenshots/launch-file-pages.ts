import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  openEditor,
  type OpenEditor,
  type Theme,
  themes,
  themeSettings,
} from "../editor-host/open-editor.ts";
import { outputFolder, repositoryFolder, samplesFolder } from "../editor-host/paths.ts";
import { say } from "../editor-host/say.ts";
import type { Windows } from "./run-pages.ts";

const size = { width: 1100, height: 700 };

const launchFile = `# The run of 22 November, on all reviews.
#
# Asked for by the shop: how many stars would
# a customer give who writes this?
#
train: reviews.jsonl
validation: reviews.jsonl
provider: openai
model: gpt-4.1-mini-2025-04-14
epoch: 3
batchSize: 8
wordNgrams: 2
suffix: reviews
`;

/** A launch file with faults and what is said of a model, in all kinds of theme. */
export async function takeLaunchFilePages({ served, browser }: Windows): Promise<void> {
  for (const theme of Object.keys(themes) as Theme[]) {
    // A folder of its own: the editor brings back what was typed in the last window.
    const folder = mkdtempSync(join(tmpdir(), "tunewright-launch-"));
    cpSync(samplesFolder, folder, { recursive: true });
    writeFileSync(join(folder, "november.tune.yaml"), launchFile);
    served.changeSettings(themeSettings(theme));
    const url = served.url({ folder, file: join(folder, "november.tune.yaml") });
    const editor = await openEditor({ browser, url, ...size });
    try {
      await editor.waitForTheme(theme);
      await takeInTheme(editor, theme);
    } finally {
      await editor.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function takeInTheme(editor: OpenEditor, theme: Theme): Promise<void> {
  const { page } = editor;
  const isShown = theme === "light" || theme === "dark";
  const pictures = isShown ? join(repositoryFolder, "media/screenshots") : outputFolder;
  await page.locator(".codelens-decoration", { hasText: "Launch" }).first().waitFor();
  await editor.waitForSquiggles();
  await editor.showProblems();
  await page.locator(".monaco-editor .view-line", { hasText: "model:" }).first().click();
  await editor.runCommand("Show or Focus Hover");
  await page.locator(".monaco-hover", { hasText: "million tokens" }).first().waitFor();
  await take(editor, join(pictures, `launch-file-${theme}.png`));
  await page.keyboard.press("Escape");
  await page.locator(".monaco-editor .view-line", { hasText: "suffix:" }).first().click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("se");
  await page.locator(".suggest-widget .monaco-list-row", { hasText: "seed" }).first().waitFor();
  await take(editor, join(outputFolder, `launch-file-completion-${theme}.png`));
}

async function take(editor: OpenEditor, path: string): Promise<void> {
  await editor.screenshot(path);
  say(`Took ${basename(path)}.`);
}
