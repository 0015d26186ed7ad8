import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { findBrowser } from "../../scripts/editor-host/find-browser.ts";
import { webviewPage } from "../../src/extension/webview-page.js";
import * as fake from "./fake-vscode.ts";

const dist = join(import.meta.dirname, "..", "..", "dist", "webview");

/** Where pages are served to the browser; `origin/empty` is a page without anything. */
export const origin = "https://page.invalid";

interface WebviewRequest {
  /** The name of the page's bundle. */
  readonly name: string;
  readonly title: string;
  /** The script that stands in for the editor. */
  readonly editorStandIn: string;
  /** A script to run before the page's own, asked for each time that it loads. */
  readonly opening?: () => string;
}

/** Opens a browser that has a built page under the policy of the extension. Its owner closes it. */
export async function openWebview({
  name,
  title,
  editorStandIn,
  opening = () => "",
}: WebviewRequest): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const html = webviewPage(
    {
      cspSource: origin,
      asWebviewUri: (uri) => fake.Uri.parse(`${origin}/${uri.path.split("/").at(-1)}`),
    },
    { extensionUri: fake.Uri.parse("file:///e"), name, title },
  );
  const browser = await chromium.launch({
    executablePath: (await findBrowser()) ?? "",
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--disable-gpu"],
  });
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  page.setDefaultTimeout(20_000);
  await page.addInitScript(editorStandIn);
  await page.route(`${origin}/**`, (route) => {
    const file = new URL(route.request().url()).pathname.slice(1);
    if (file === "") return route.fulfill({ contentType: "text/html", body: html });
    if (file === "empty") return route.fulfill({ contentType: "text/html", body: "" });
    const contentType = file.endsWith(".css") ? "text/css" : "text/javascript";
    const given = file === `${name}.js` ? opening() : "";
    const body = given + readFileSync(join(dist, file), "utf8");
    return route.fulfill({ contentType, body });
  });
  return { browser, page };
}

/** The arguments of the calls that a page has made by a name. */
export function askedOf(page: Page, name: string): Promise<readonly unknown[]> {
  return page.evaluate(
    `asked.filter((m) => m.name === ${JSON.stringify(name)}).map((m) => m.argument ?? null)`,
  );
}
