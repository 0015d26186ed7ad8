import { chromium, type Locator, type Page } from "playwright-core";
import type { Settings } from "./serve-vscode.ts";

/** What to open, in which browser. */
export interface OpenOptions {
  /** The path that `findBrowser` returns. */
  readonly browser: string;
  /** The address that `ServedVSCode.url` returns. */
  readonly url: string;
  readonly width?: number;
  readonly height?: number;
  /** Runs before the page loads, for functions that it must already have. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A VS Code window in a browser of our own, and what a person would do in it. */
export interface OpenEditor {
  readonly page: Page;
  /** Waits until the findings of the active file are underlined; returns the underlines. */
  readonly waitForSquiggles: (timeoutMs?: number) => Promise<Locator>;
  /** Opens a file of the folder by its name. */
  readonly openFile: (name: string) => Promise<void>;
  /** Runs a command of the palette by its full title ("Problems: Focus on Problems View"). */
  readonly runCommand: (title: string) => Promise<void>;
  /** Opens the Problems view and returns what its rows say; the first names the file. */
  readonly showProblems: () => Promise<readonly string[]>;
  /** Waits until the window shows the theme that the settings were changed to. */
  readonly waitForTheme: (theme: Theme) => Promise<void>;
  /** Waits for fonts and running progress, and writes a picture (PNG). */
  readonly screenshot: (path: string) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

/** The names of VS Code's own themes, and the class of the window that shows them. */
export const themes = {
  light: { name: "Light Modern", cssClass: "vs" },
  dark: { name: "Dark Modern", cssClass: "vs-dark" },
  "hc-dark": { name: "Default High Contrast", cssClass: "hc-black" },
  "hc-light": { name: "Default High Contrast Light", cssClass: "hc-light" },
} as const;

/** One of the four kinds of theme that VS Code has. */
export type Theme = keyof typeof themes;

/** The settings that choose a theme, for `ServedVSCode.changeSettings`. */
export function themeSettings(theme: Theme): Settings {
  return {
    "workbench.colorTheme": themes[theme].name,
    "window.autoDetectColorScheme": false,
    "window.autoDetectHighContrast": false,
  };
}

const squiggles = ["error", "warning", "info", "hint"]
  .map((severity) => `.monaco-editor .squiggly-${severity}`)
  .join(",");

/** Opens a served VS Code in a headless browser and waits for its workbench. */
export async function openEditor(options: OpenOptions): Promise<OpenEditor> {
  const browser = await chromium.launch({
    executablePath: options.browser,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1400, height: options.height ?? 860 },
      deviceScaleFactor: 1,
      locale: "en-US",
    });
    const page = await context.newPage();
    await options.prepare?.(page);
    await page.goto(options.url, { waitUntil: "domcontentloaded", timeout: 60_000 });
    await page.locator(".monaco-workbench .part.editor").waitFor({ timeout: 90_000 });
    return {
      page,
      waitForSquiggles: (timeoutMs = 120_000) => waitForSquiggles(page, timeoutMs),
      openFile: (name) => openFile(page, name),
      runCommand: (title) => runPaletteCommand(page, title),
      showProblems: () => showProblems(page),
      waitForTheme: (theme) => waitForTheme(page, theme),
      screenshot: (path) => screenshot(page, path),
      dispose: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function waitForSquiggles(page: Page, timeoutMs: number): Promise<Locator> {
  const found = page.locator(squiggles);
  await found.first().waitFor({ state: "attached", timeout: timeoutMs });
  return found;
}

async function openFile(page: Page, name: string): Promise<void> {
  const input = await openQuickInput(page, "ControlOrMeta+P");
  await input.fill(name);
  await quickRow(page, name).click();
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
}

async function runPaletteCommand(page: Page, title: string): Promise<void> {
  const input = await openQuickInput(page, "F1");
  await input.fill(`>${title}`);
  await quickRow(page, title).click();
}

async function openQuickInput(page: Page, key: string): Promise<Locator> {
  const input = page.locator(".quick-input-widget input[type=text]").first();
  await page.keyboard.press(key);
  await input.waitFor();
  return input;
}

/** The label of a row is spread over highlighted pieces; its accessible name begins with it. */
function quickRow(page: Page, label: string): Locator {
  return page.locator(`.quick-input-list .monaco-list-row[aria-label^="${label}"]`).first();
}

const problemRows = ".markers-panel .monaco-list-row";

async function showProblems(page: Page): Promise<readonly string[]> {
  await runPaletteCommand(page, "Problems: Focus on Problems View");
  await page.locator(problemRows).first().waitFor();
  const labels = await page.locator(problemRows).allInnerTexts();
  return labels.map((label) => label.replaceAll(/\s+/g, " ").trim());
}

async function waitForTheme(page: Page, theme: Theme): Promise<void> {
  const { cssClass } = themes[theme];
  await page.locator(`.monaco-workbench.${cssClass}`).waitFor();
}

async function screenshot(page: Page, path: string): Promise<void> {
  await page.waitForFunction(noProgressRuns);
  await page.evaluate(everythingIsDrawn);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
}

/** Source text, because it runs in the page, whose types are not those of Node. */
const noProgressRuns = `document.querySelector(".codicon-modifier-spin") === null`;

const everythingIsDrawn = `document.fonts.ready.then(() => new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))))`;
