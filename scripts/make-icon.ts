// Draws media/icon.png, the icon of the extension, from media/icon.svg.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findBrowser } from "./editor-host/find-browser.ts";

const media = join(import.meta.dirname, "..", "media");
const size = 256;

const executablePath = await findBrowser();
if (executablePath === undefined) throw new Error("Drawing the icon needs a Chrome or Chromium.");
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const page = await browser.newPage({ viewport: { width: size, height: size } });
const drawing = readFileSync(join(media, "icon.svg"), "utf8");
await page.setContent(`<style>body { margin: 0 }</style>${drawing}`);
await page.screenshot({ path: join(media, "icon.png"), omitBackground: true });
await browser.close();
