import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { type OpenEditor, type Theme, themes } from "../editor-host/open-editor.ts";
import { outputFolder, repositoryFolder } from "../editor-host/paths.ts";
import { serveVSCode } from "../editor-host/serve-vscode.ts";
import { serveShopModels, writeInspected } from "./inspected-workspace.ts";
import { runFrame } from "./run-pages.ts";
import { inWindow, take } from "./take-picture.ts";

const size = { width: 1500, height: 1000 };
const wideSize = { width: 1700, height: 1000 };
const narrowSize = { width: 700, height: 1000 };

/** What the pictures of the Inspector are taken with: a VS Code of its own, since it knows a service. */
export interface InspectorPictures {
  readonly vscodeFolder: string;
  readonly browser: string;
}

/** The Inspector with a classifier and with models that write, in all kinds of theme. */
export async function takeInspectorPages({
  vscodeFolder,
  browser,
}: InspectorPictures): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "tunewright-inspector-"));
  const folder = join(root, "shop");
  mkdirSync(folder);
  writeInspected(folder);
  const service = await serveShopModels();
  const served = await serveVSCode({
    vscodeFolder,
    mode: "test",
    env: {
      ...process.env,
      TUNEWRIGHT_DATA_DIR: join(root, "data"),
      OPENAI_API_KEY: "sk-of-the-pictures",
    },
    extensions: [repositoryFolder],
    settings: {
      "git.enabled": false,
      "editor.minimap.enabled": false,
      "editor.wordWrap": "on",
      "editor.unicodeHighlight.ambiguousCharacters": false,
      "tunewright.tuning.keysFromEnvironment": true,
      "tunewright.tuning.compatibleUrl": `${service.url}/vllm/v1`,
    },
  });
  try {
    // Object.keys forgets the names that the type of `themes` knows.
    for (const theme of Object.keys(themes) as Theme[]) {
      const window = { served, browser, theme, folder, isFine: true };
      const file = join(folder, "reviews.jsonl");
      await inWindow({ ...window, file, size }, (editor) => takeClassified(editor, theme));
      const replies = join(folder, "replies.jsonl");
      await inWindow({ ...window, file: replies, size }, (editor) => takeWritten(editor, theme));
    }
    const languages = join(folder, "languages.jsonl");
    const window = { served, browser, theme: "light", folder, isFine: true } as const;
    await inWindow({ ...window, file: languages, size }, takeLanguages);
    await inWindow({ ...window, file: languages, size }, (editor) => takeFailure(editor, service));
  } finally {
    service.close();
    await served.dispose();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A small classifier, trained from the page itself where there is none yet. */
async function takeClassified(editor: OpenEditor, theme: Theme): Promise<void> {
  const page = runFrame(editor);
  await inspect(editor, wrongRecord);
  const train = page.getByRole("button", { name: "Train a small model on this machine" });
  const labels = page.getByRole("list", { name: "Labels" });
  await train.or(labels).first().waitFor();
  if (await train.isVisible()) {
    await take(editor, join(outputFolder, `inspector-empty-${theme}.png`));
    await train.click();
    await page.locator("progress").waitFor();
    await take(editor, join(outputFolder, `inspector-training-${theme}.png`));
  }
  await labels.waitFor({ timeout: 120_000 });
  await editor.runCommand("Notifications: Clear All Notifications");
  await editor.runCommand("View: Close Primary Side Bar");
  const isReadme = theme === "light" || theme === "dark";
  const pictures = isReadme ? join(repositoryFolder, "media/screenshots") : outputFolder;
  await take(editor, join(pictures, `inspector-labels-${theme}.png`));
  await editor.page.setViewportSize(narrowSize);
  await take(editor, join(outputFolder, `inspector-labels-narrow-${theme}.png`));
}

/** A record whose label the classifier does not agree with. */
const wrongRecord = 4;

/** An answer token by token, another way, and two models beside each other. */
async function takeWritten(editor: OpenEditor, theme: Theme): Promise<void> {
  const page = runFrame(editor);
  const isReadme = theme === "light" || theme === "dark";
  const pictures = isReadme ? join(repositoryFolder, "media/screenshots") : outputFolder;
  await inspect(editor, 2);
  await chooseModel(editor, "shop-tuned", /^(Choose a model|Model:)/);
  await page.getByRole("button", { name: /^Ask/ }).click();
  await answer(page).waitFor();
  // Where the model was not sure.
  await page.locator(".tokens .step-3").first().click();
  await editor.runCommand("View: Close Primary Side Bar");
  await take(editor, join(pictures, `inspector-${theme}.png`));
  await page
    .getByRole("button", { name: /^Continue with ␣[A-Za-z]/ })
    .first()
    .click();
  await page.locator(".tokens .before").waitFor();
  await page.locator(".history summary").scrollIntoViewIfNeeded();
  await take(editor, join(outputFolder, `inspector-branch-${theme}.png`));
  await editor.page.setViewportSize(wideSize);
  await chooseModel(editor, "shop-base", /^Compare with/);
  await page.getByRole("button", { name: /^Ask/ }).click();
  await page.getByText(/differ in|answer the same/).waitFor();
  await take(editor, join(outputFolder, `inspector-compared-${theme}.png`));
  await editor.page.setViewportSize(narrowSize);
  await take(editor, join(outputFolder, `inspector-narrow-${theme}.png`));
  await editor.page.setViewportSize(wideSize);
  await page.getByRole("button", { name: "Compare no more" }).click();
}

async function takeLanguages(editor: OpenEditor): Promise<void> {
  const page = runFrame(editor);
  for (const line of [1, 2, 3]) {
    await inspect(editor, line);
    if (line === 1) await chooseModel(editor, "shop-tuned", /^Choose a model/);
    await page.locator("h1", { hasText: `languages.jsonl:${line}` }).waitFor();
    await page.getByRole("button", { name: /^Ask/ }).click();
    await answer(page).waitFor();
    await page.getByRole("option").first().click();
    await page.locator(".prompt summary").click();
    await take(editor, join(outputFolder, `inspector-language-${line}.png`));
  }
}

/** What stands there when the service has gone. */
async function takeFailure(
  editor: OpenEditor,
  service: { readonly close: () => void },
): Promise<void> {
  const page = runFrame(editor);
  await inspect(editor, 1);
  await chooseModel(editor, "shop-tuned", /^Choose a model/);
  service.close();
  await page.getByRole("button", { name: /^Ask/ }).click();
  await take(editor, join(outputFolder, "inspector-asking.png"));
  await page.getByRole("alert").waitFor({ timeout: 120_000 });
  await take(editor, join(outputFolder, "inspector-failed.png"));
}

function answer(page: FrameLocator): ReturnType<FrameLocator["getByRole"]> {
  return page.getByRole("listbox", { name: "Answer, token by token" });
}

/** Opens the Inspector at a line of the dataset, as a person does by its menu or the palette. */
async function inspect(editor: OpenEditor, line: number): Promise<void> {
  const { page } = editor;
  await page.keyboard.press("ControlOrMeta+1");
  await page.getByText("Who accepts this dataset?", { exact: true }).first().waitFor();
  await page.keyboard.press("ControlOrMeta+G");
  await page.locator(".quick-input-widget input").last().fill(`:${line}`);
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  await page.locator(".monaco-editor.focused").first().waitFor();
  await editor.runCommand("Tunewright: Inspect record");
  await runFrame(editor).locator("h1").waitFor();
}

async function chooseModel(editor: OpenEditor, model: string, button: RegExp): Promise<void> {
  const { page } = editor;
  await runFrame(editor).getByRole("button", { name: button }).click();
  const row = (name: string): ReturnType<typeof page.locator> =>
    page.locator(`.quick-input-list .monaco-list-row[aria-label*="${name}"]`).first();
  await row("OpenAI-compatible service").click();
  await row(model).click();
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}
