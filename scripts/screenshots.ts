/** Makes the pictures of the README and the docs: `npm run screenshots -- [--yes] [--only PART]`. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errors, type Locator, type Page } from "playwright-core";
import { mayInstallPackages, NeedsPersonError } from "./editor-host/debian-packages.ts";
import { type OpenEditor, type Theme, themes } from "./editor-host/open-editor.ts";
import {
  faultySample,
  outputFolder,
  repositoryFolder,
  samplesFolder,
} from "./editor-host/paths.ts";
import { prepareEditorHost } from "./editor-host/prepare-editor-host.ts";
import { say, sayError } from "./editor-host/say.ts";
import { takeInspectorPages } from "./screenshots/inspector-pages.ts";
import { takeLaunchFilePages } from "./screenshots/launch-file-pages.ts";
import { takeRecipePages } from "./screenshots/recipe-pages.ts";
import { pictureKey, takeLaunchPages } from "./screenshots/launch-pages.ts";
import { takeScoresPages } from "./screenshots/scores-pages.ts";
import { takeRunPages } from "./screenshots/run-pages.ts";
import { takeStepPages } from "./screenshots/step-pages.ts";
import { inWindow, take } from "./screenshots/take-picture.ts";
import { type ServedVSCode, serveVSCode } from "./editor-host/serve-vscode.ts";

const pictureFolder = join(repositoryFolder, "media/screenshots");

const windowSize = { width: 1400, height: 860 };

const narrowSize = { width: 600, height: 860 };

/** How long the menu of a finding may take on a busy machine. */
const menuMs = 10_000;

/** What pictures are made of, by the name after `--only`. */
const parts: Readonly<Record<string, (windows: Windows) => Promise<void>>> = {
  datasets: takeDatasets,
  inspector: takeInspectorPages,
  launch: takeLaunchPages,
  "launch-files": takeLaunchFilePages,
  recipes: takeRecipePages,
  "run-pages": takeRunPages,
  runs: takeRuns,
  scores: takeScoresPages,
  steps: takeStepPages,
};

try {
  await takeAll();
} catch (error) {
  sayError(error);
  process.exitCode = error instanceof NeedsPersonError ? 2 : 1;
}

async function takeAll(): Promise<void> {
  const chosen = chosenParts();
  const { browser, vscodeFolder } = await prepareEditorHost(mayInstallPackages(process.argv));
  say(`Taking the pictures of ${chosen.join(", ")} (about 10 minutes for all).`);
  mkdirSync(pictureFolder, { recursive: true });
  mkdirSync(outputFolder, { recursive: true });
  const dataFolder = mkdtempSync(join(tmpdir(), "tunewright-pictures-"));
  const served = await serveVSCode({
    vscodeFolder,
    mode: "test",
    // The models of the pictures are not those of the person.
    env: { ...process.env, ...pictureKey, TUNEWRIGHT_DATA_DIR: join(dataFolder, "data") },
    extensions: [repositoryFolder],
    settings: {
      "git.enabled": false,
      "editor.minimap.enabled": false,
      "editor.unicodeHighlight.ambiguousCharacters": false,
    },
  });
  try {
    for (const part of chosen) await parts[part]?.({ served, browser, dataFolder, vscodeFolder });
  } finally {
    await served.dispose();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The parts that were asked for; all of them where none was. */
function chosenParts(): readonly string[] {
  const at = process.argv.indexOf("--only");
  const all = Object.keys(parts);
  if (at < 0) return all;
  const chosen = process.argv[at + 1]?.split(",") ?? [];
  if (chosen.length > 0 && chosen.every((part) => all.includes(part))) return chosen;
  throw new NeedsPersonError(`After --only stands one or more of ${all.join(",")}.`);
}

/** Datasets in the editor: findings, fixes, targets, hovers. */
async function takeDatasets({ served, browser }: Windows): Promise<void> {
  const sample = { served, browser, folder: samplesFolder, file: faultySample, size: windowSize };
  // Object.keys forgets the names that the type of `themes` knows.
  for (const theme of Object.keys(themes) as Theme[]) {
    await inWindow({ ...sample, theme }, async (editor) => {
      await editor.showProblems();
      await waitForLens(editor.page);
      await waitForQuiet(editor.page);
      await take(editor, join(pictureFolder, `editor-${theme}.png`));
      await takeTargets(editor, theme);
    });
  }
  await inWindow({ ...sample, theme: "light" }, async (editor) => {
    await waitForLens(editor.page);
    await takeQuickFix(editor);
    await takeHover(editor);
    await takeFieldHover(editor);
    await takeAllFindings(editor);
    await takeNarrow(editor);
  });
  const settings = { "tunewright.highlight.boundaries": true };
  for (const theme of ["light", "hc-dark"] as const) {
    await inWindow({ ...sample, theme, settings }, (editor) => takeBoundaries(editor, theme));
  }
}

interface Windows {
  readonly served: ServedVSCode;
  readonly browser: string;
  readonly vscodeFolder: string;
  /** Removed at the end. */
  readonly dataFolder: string;
}

/** A run of the local engine, launched as a person does, and what the view shows of it. */
async function takeRuns({ served, browser, dataFolder }: Windows): Promise<void> {
  const folder = join(dataFolder, "reviews");
  mkdirSync(folder);
  cpSync(join(samplesFolder, "reviews.jsonl"), join(folder, "reviews.jsonl"));
  for (const theme of ["light", "dark", "hc-dark", "hc-light"] as const) {
    const file = join(folder, "reviews.jsonl");
    const window = { served, browser, theme, folder, file, isFine: true, size: windowSize };
    await inWindow(window, async (editor) => {
      await waitForLens(editor.page);
      if (theme === "light") await launchLocally(editor);
      await editor.runCommand("View: Show Tunewright");
      await runRow(editor.page).waitFor();
      await editor.runCommand("Notifications: Clear All Notifications");
      const isReadme = theme === "light";
      const name = isReadme ? "runs.png" : `runs-${theme}.png`;
      await take(editor, join(isReadme ? pictureFolder : outputFolder, name));
      await takeRunMenu(editor, theme);
    });
  }
}

/** What can be done with a run, and the view in a narrow window. */
async function takeRunMenu(editor: OpenEditor, theme: Theme): Promise<void> {
  const { page } = editor;
  await runRow(page).click({ button: "right" });
  await page
    .getByRole("menuitem", { name: /Tune further/ })
    .first()
    .waitFor();
  await take(editor, join(outputFolder, `runs-menu-${theme}.png`));
  await page.keyboard.press("Escape");
  await page.setViewportSize(narrowSize);
  await take(editor, join(outputFolder, `runs-narrow-${theme}.png`));
}

/** The row of the run, once it has succeeded. */
function runRow(page: Page): Locator {
  return page.locator('.pane-body .monaco-list-row[aria-label*="succeeded"]').first();
}

/** Goes through the questions with what is offered. */
async function launchLocally(editor: OpenEditor): Promise<void> {
  const { page } = editor;
  await editor.runCommand("View: Show Tunewright");
  await page.locator(".welcome-view-content").first().waitFor();
  await take(editor, join(outputFolder, "runs-welcome.png"));
  await editor.runCommand("Tunewright: Tune a model…");
  const questions = [
    "who trains the model",
    "measured while it learns",
    "held out",
    "which hyperparameters",
  ];
  for (const question of questions) {
    await page.locator(".quick-input-title", { hasText: question }).waitFor();
    await page.locator(".quick-input-list .monaco-list-row.focused").first().waitFor();
    const name = question.replaceAll(" ", "-");
    await take(editor, join(outputFolder, `tune-${name}.png`));
    await page.keyboard.press("Enter");
  }
  await page.locator(".quick-input-title", { hasText: "what is the model called" }).waitFor();
  await page.keyboard.type("stars");
  await page.keyboard.press("Enter");
  await runRow(page).waitFor();
}

/** The counts in tab and status bar come a moment after the findings; scroll bars fade away. */
async function waitForQuiet(page: Page): Promise<void> {
  await page.locator(`[id="status.problems"]`).waitFor();
  await page.locator(`.tab.active [class*="monaco-decoration"]`).first().waitFor();
  await page.locator(".scrollbar.visible").first().waitFor({ state: "hidden" });
  // The button that tunes comes when VS Code knows that the file is a dataset.
  await page.locator(".editor-actions .codicon-rocket").first().waitFor();
}

/**
 * The light bulb's menu at the first finding on screen that has something in it. What a finding has
 * may not be known yet when it is asked for, so that all are asked twice.
 */
async function takeQuickFix(editor: OpenEditor): Promise<void> {
  const points = await squigglePoints(editor);
  for (const point of [...points, ...points]) {
    if (await opensMenu(editor.page, point)) {
      await take(editor, join(pictureFolder, "quick-fix.png"));
      await editor.page.keyboard.press("Escape");
      await menuIn(editor.page).waitFor({ state: "hidden" });
      return;
    }
  }
  throw new Error("No finding on screen has a quick fix, so quick-fix.png was not taken.");
}

function menuIn(page: Page): Locator {
  return page.locator(".action-widget:not(.action-list-submenu-panel)");
}

async function opensMenu(page: Page, { x, y }: Point): Promise<boolean> {
  await page.mouse.click(x, y);
  await page.keyboard.press("ControlOrMeta+.");
  try {
    await menuIn(page).waitFor({ timeout: menuMs });
    return true;
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    await page.keyboard.press("Escape");
    return false;
  }
}

async function takeHover(editor: OpenEditor): Promise<void> {
  const [point] = await squigglePoints(editor);
  if (point === undefined) throw new Error("No finding is on screen to be hovered over.");
  await editor.page.mouse.move(point.x, point.y);
  await editor.page.locator(".monaco-hover .marker").first().waitFor();
  await take(editor, join(pictureFolder, "hover.png"));
}

/** VS Code may drop lenses while another part of the window has the focus; it asks again later. */
async function waitForLens(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+1");
  // It moves the text down.
  await page.getByText("Who accepts this dataset?", { exact: true }).first().waitFor();
}

/** The list of targets with their verdicts, and the page that says all of it. */
async function takeTargets(editor: OpenEditor, theme: Theme): Promise<void> {
  const { page } = editor;
  await editor.runCommand("Tunewright: Who accepts this dataset?");
  const row = page.locator('.quick-input-list .monaco-list-row[aria-label*="Together"]').first();
  await row.waitFor();
  await hideHovers(page);
  const isReadme = theme === "light";
  await take(editor, join(isReadme ? pictureFolder : outputFolder, targetsPicture(theme)));
  await page.keyboard.press("Escape");
  await row.waitFor({ state: "hidden" });
}

/** What the pointer happened to rest on is explained in a box over it. */
async function hideHovers(page: Page): Promise<void> {
  await page.mouse.move(0, windowSize.height / 2);
  await page.locator(".workbench-hover").first().waitFor({ state: "hidden" });
}

function targetsPicture(theme: Theme): string {
  return theme === "light" ? "targets.png" : `targets-${theme}.png`;
}

/** What a field means, at the first name in the text. */
async function takeFieldHover(editor: OpenEditor): Promise<void> {
  const { page } = editor;
  await page.mouse.move(0, 0);
  await page.locator(".monaco-hover .marker").first().waitFor({ state: "hidden" });
  const name = page.locator(".view-line span", { hasText: "completion" }).last();
  const box = await name.boundingBox();
  if (box === null) throw new Error("No field is on screen to be hovered over.");
  await page.mouse.move(box.x + 24, box.y + box.height / 2);
  await page.locator(".monaco-hover .hover-contents", { hasText: "source" }).first().waitFor();
  await take(editor, join(pictureFolder, "field-hover.png"));
}

/** All findings of a rule in a peek view. */
async function takeAllFindings(editor: OpenEditor): Promise<void> {
  const { page } = editor;
  await page.mouse.move(0, 0);
  await editor.runCommand("Tunewright: Show all findings of a rule");
  await page.locator('.quick-input-list .monaco-list-row[aria-label*="Duplicate"]').first().click();
  await page.locator(".peekview-widget .monaco-list-row").first().waitFor();
  await take(editor, join(outputFolder, "all-findings.png"));
  await page.keyboard.press("Escape");
}

/** Separators, stop sequences and leading spaces, marked. */
async function takeBoundaries(editor: OpenEditor, theme: Theme): Promise<void> {
  await editor.page.locator(".view-overlays [class*=ced-]").first().waitFor();
  await take(editor, join(outputFolder, `boundaries-${theme}.png`));
}

async function takeNarrow(editor: OpenEditor): Promise<void> {
  await editor.page.mouse.move(0, 0);
  await editor.page.setViewportSize(narrowSize);
  await take(editor, join(outputFolder, "editor-narrow.png"));
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point near the start of every underline that is on screen, from the top. */
async function squigglePoints(editor: OpenEditor): Promise<readonly Point[]> {
  const found = await editor.waitForSquiggles();
  const points = await Promise.all((await found.all()).map((squiggle) => pointIn(squiggle)));
  const isShown = await shownPart(editor.page);
  return points
    .filter((point) => point !== undefined)
    .filter(isShown)
    .toSorted((a, b) => a.y - b.y || a.x - b.x);
}

async function pointIn(squiggle: Locator): Promise<Point | undefined> {
  const box = await squiggle.boundingBox();
  if (box === null) return undefined;
  return { x: box.x + Math.min(box.width / 2, 12), y: box.y + box.height / 2 };
}

/** Whether a point is in the part of the text that the editor shows. */
async function shownPart(page: Page): Promise<(point: Point) => boolean> {
  const box = await page
    .locator(".monaco-editor .lines-content")
    .first()
    .locator("..")
    .boundingBox();
  if (box === null) throw new Error("The editor is not on screen.");
  return ({ x, y }) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}
