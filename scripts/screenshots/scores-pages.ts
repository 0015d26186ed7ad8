import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OpenEditor, type Theme, themes } from "../editor-host/open-editor.ts";
import { outputFolder, repositoryFolder, samplesFolder } from "../editor-host/paths.ts";
import type { Windows } from "./run-pages.ts";
import { runFrame } from "./run-pages.ts";
import { inWindow, take } from "./take-picture.ts";

const size = { width: 1500, height: 1000 };

/** The sample of reviews: a model learns from its first part, and the rest is scored. */
export async function takeScoresPages(
  windows: Windows & { readonly dataFolder: string },
): Promise<void> {
  const folder = join(windows.dataFolder, "scores");
  mkdirSync(folder);
  const lines = readFileSync(join(samplesFolder, "reviews.jsonl"), "utf8").trim().split("\n");
  writeFileSync(join(folder, "train.jsonl"), `${lines.slice(0, 350).join("\n")}\n`);
  const file = join(folder, "held-out.jsonl");
  writeFileSync(file, `${lines.slice(350).join("\n")}\n`);
  tune(folder, windows.dataFolder);
  try {
    for (const theme of Object.keys(themes) as Theme[]) {
      const window = { ...windows, theme, folder, file, isFine: true, size };
      await inWindow(window, (editor) => takeInTheme(editor, theme));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function takeInTheme(editor: OpenEditor, theme: Theme): Promise<void> {
  const { page } = editor;
  await page.keyboard.press("ControlOrMeta+1");
  await page.getByText("Score…", { exact: true }).first().waitFor();
  await editor.runCommand("View: Toggle Primary Side Bar Visibility");
  await editor.runCommand("Tunewright: Score dataset…");
  for (const choice of ["Local engine", "ft:"]) {
    await page
      .locator(`.quick-input-list .monaco-list-row[aria-label^="${choice}"]`)
      .first()
      .click();
  }
  const frame = runFrame(editor);
  await frame.getByRole("button", { name: "Score again" }).waitFor();
  await frame.getByRole("listbox").getByRole("option").nth(5).waitFor();
  await editor.runCommand("Notifications: Clear All Notifications");
  const isShown = theme === "light" || theme === "dark";
  const pictures = isShown ? join(repositoryFolder, "media/screenshots") : outputFolder;
  await take(editor, join(pictures, `scores-${theme}.png`));
  await frame
    .getByRole("group", { name: "Records by surprise" })
    .getByRole("button")
    .nth(6)
    .click();
  await frame.getByText("By label").click();
  await take(editor, join(outputFolder, `scores-range-${theme}.png`));
}

/** Trains a model as a person does at a terminal. */
function tune(folder: string, dataFolder: string): void {
  const cli = join(repositoryFolder, "dist", "cli.js");
  const args = [cli, "tune", "--train", "train.jsonl", "--suffix", "stars", "--seed", "1"];
  const env = { ...process.env, TUNEWRIGHT_DATA_DIR: join(dataFolder, "data") };
  execFileSync(process.execPath, args, { cwd: folder, env, stdio: "ignore" });
}
