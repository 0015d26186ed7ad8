import { accessSync, constants, existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { type Need, NeedsPersonError } from "./debian-packages.ts";
import { hasCommand, runToEnd } from "./run-command.ts";
import { say } from "./say.ts";

/** The environment variable that names a browser, before all others. */
const override = "TUNEWRIGHT_BROWSER";

const names = [
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "chromium",
  "chromium-browser",
  "microsoft-edge",
];

const usualPlaces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ["/usr/bin/chromium", "/opt/google/chrome/chrome", "/usr/lib/chromium/chromium"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"].flatMap((variable) => {
    const folder = process.env[variable];
    if (folder === undefined) return [];
    return ["Google/Chrome", "Chromium", "Microsoft/Edge"].map((product) =>
      join(folder, product, `Application/${product.endsWith("Edge") ? "msedge" : "chrome"}.exe`),
    );
  }),
};

/** What to install where there is none. */
export const browserNeed: Need = {
  what: "a Chrome or Chromium",
  // The fonts hold emoji and East Asian letters, so that pictures of datasets are complete.
  packages: ["chromium", "fonts-noto-color-emoji", "fonts-noto-cjk"],
  elsewhere: `Install Chrome (https://www.google.com/chrome/), or set ${override} to its path.`,
};

/**
 * The path of a Chrome or Chromium: the one that `TUNEWRIGHT_BROWSER` names, else one that is
 * installed, else Playwright's download, else none.
 */
export async function findBrowser(): Promise<string | undefined> {
  const named = process.env[override];
  if (named !== undefined && named !== "") return namedBrowser(named);
  return (await installedBrowser()) ?? downloadedBrowser();
}

function namedBrowser(path: string): string {
  if (isProgram(path)) return path;
  throw new NeedsPersonError(
    `${override} names ${path}, which is not a program. Set it to a Chrome or Chromium, or unset it.`,
  );
}

async function installedBrowser(): Promise<string | undefined> {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const places = [...onPath, ...(usualPlaces[process.platform] ?? []), chromium.executablePath()];
  for (const place of places) if (isProgram(place) && (await starts(place))) return place;
  return undefined;
}

/** Some distributions ship a `chromium-browser` that only says how to install it. */
async function starts(browser: string): Promise<boolean> {
  return process.platform !== "linux" || hasCommand(browser);
}

async function downloadedBrowser(): Promise<string | undefined> {
  say("No Chrome or Chromium found; asking Playwright for one (about 1 minute, 180 MB).");
  const packageFile = createRequire(import.meta.url).resolve("playwright-core/package.json");
  const { code } = await runToEnd(
    process.execPath,
    [join(dirname(packageFile), "cli.js"), "install", "--no-shell", "chromium"],
    { env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000", ...process.env } },
  );
  const path = chromium.executablePath();
  if (code === 0 && isProgram(path) && (await starts(path))) return path;
  say(
    code === 0
      ? "Playwright's Chromium does not start here: system libraries are missing."
      : "Playwright could not download one (its server was not reached).",
  );
  return undefined;
}

function isProgram(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EACCES") return false;
    throw error;
  }
}
