import { cpSync, mkdtempSync, rmSync } from "node:fs";
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
import { runFrame } from "./run-pages.ts";

const size = { width: 1500, height: 1000 };

/** A recipe with its preview beside it, in all kinds of theme, and one that cannot be run. */
export async function takeRecipePages({ served, browser }: Windows): Promise<void> {
  for (const theme of Object.keys(themes) as Theme[]) {
    // A folder of its own: the editor brings back what was typed in the last window.
    const folder = mkdtempSync(join(tmpdir(), "tunewright-recipes-"));
    cpSync(samplesFolder, folder, { recursive: true });
    served.changeSettings(themeSettings(theme));
    const url = served.url({ folder, file: join(folder, "reviews.recipe.yaml") });
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
  await page.locator(".codelens-decoration", { hasText: "rows →" }).first().waitFor();
  await editor.runCommand("Tunewright: Preview this recipe");
  await runFrame(editor).locator(".records li").first().waitFor();
  await take(editor, join(pictures, `recipe-${theme}.png`));
  await page.locator(".monaco-editor .view-line", { hasText: "completion:" }).first().click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("{{ ver }}");
  await runFrame(editor).locator(".findings .error").first().waitFor();
  await take(editor, join(outputFolder, `recipe-error-${theme}.png`));
}

async function take(editor: OpenEditor, path: string): Promise<void> {
  await editor.screenshot(path);
  say(`Took ${basename(path)}.`);
}
