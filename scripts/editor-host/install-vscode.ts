import { existsSync, globSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { type Need, NeedsPersonError } from "./debian-packages.ts";
import { npmCommand } from "./npm-command.ts";
import { cacheFolder } from "./paths.ts";
import { type CommandOptions, hasCommand, runCommand } from "./run-command.ts";
import { messageOf, say, since } from "./say.ts";
import { withLock } from "./with-lock.ts";

/** The release of the npm package `code-server` whose VS Code is used (1.139.1). */
const version = "4.139.1";

/** Without the first two the extension host dies at its start. */
const nativeModules = [
  "@vscode/spdlog",
  "@vscode/native-watchdog",
  "@parcel/watcher",
  "node-pty",
  "@vscode/sqlite3",
];

/** The programs that build the native parts. */
const buildTools = ["python3", "make", "g++"];

const downloadTimeoutMs = 4 * 60_000;

const installFolder = join(cacheFolder, `vscode-server-${version}`);

/** Whether `installVSCode` has nothing left to do. */
export function isVSCodeInstalled(): boolean {
  return existsSync(installFolder);
}

/** The programs without which the native parts cannot be built. */
export async function missingBuildTools(): Promise<readonly string[]> {
  if (process.platform === "win32") return []; // nothing would help: `installVSCode` says so
  const found = await Promise.all(buildTools.map(hasCommand));
  return buildTools.filter((_, i) => !found[i]);
}

/** What to install where some of them are missing; the Debian packages bear the same names. */
export function buildToolsNeed(missing: readonly string[]): Need {
  return {
    what: `${missing.join(", ")} (to build the native parts of the VS Code server)`,
    packages: missing,
    elsewhere:
      process.platform === "darwin"
        ? "Run: xcode-select --install"
        : `Install ${missing.join(", ")} with the package manager of your system.`,
  };
}

/**
 * Makes sure that the VS Code server of the npm package `code-server` is in the cache folder, and
 * returns its folder (the one with `out/server-main.js`). An interrupted install is done again; a
 * second process waits for the first.
 */
export async function installVSCode(): Promise<string> {
  const server = serverFolder(installFolder);
  if (isVSCodeInstalled()) return server;
  if (process.platform === "win32") {
    throw new NeedsPersonError(
      "The VS Code server cannot be installed on Windows. Install VS Code itself " +
        "(https://code.visualstudio.com) so that the command `code` is found, and run this again.",
    );
  }
  await mkdir(cacheFolder, { recursive: true });
  const lock = {
    file: `${installFolder}.lock`,
    what: "installing the VS Code server",
    timeoutMs: 15 * 60_000,
  };
  await withLock(lock, async () => {
    if (!isVSCodeInstalled()) await installInto(installFolder);
  });
  return server;
}

function serverFolder(folder: string): string {
  return join(folder, "node_modules/code-server/lib/vscode");
}

/** The final folder appears by one rename, so it is either absent or complete. */
async function installInto(folder: string): Promise<void> {
  const started = performance.now();
  const temporary = `${folder}.installing-${process.pid}`;
  say("Installing a VS Code server once (about 2 to 4 minutes, 700 MB in .cache).");
  await removeLeftovers(folder);
  await mkdir(temporary);
  try {
    await installParts(temporary);
    await rename(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  say(`The VS Code server is installed (${since(started)}).`);
}

/** A killed install leaves its folder, and for a moment an npm that still writes into it. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const leftover of globSync(`${folder}.installing-*`)) {
    await rm(leftover, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
  }
}

async function installParts(folder: string): Promise<void> {
  await writeFile(join(folder, "package.json"), `{ "name": "vscode-server", "private": true }\n`);
  say("1 of 4: downloading code-server (about 1 minute).");
  await download(folder, ["install", `code-server@${version}`, "--ignore-scripts"]);
  const server = serverFolder(folder);
  say("2 of 4: downloading the packages of VS Code (about 1 minute).");
  await download(server, ["install", "--omit=dev", "--ignore-scripts"]);
  say("3 of 4: downloading the packages of its built-in extensions (about 20 seconds).");
  await download(join(server, "extensions"), ["install", "--omit=dev", "--ignore-scripts"]);
  say("4 of 4: building the native modules (about 1 minute).");
  await allowBuildScripts(server);
  await npm(server, ["rebuild", ...nativeModules, "--ignore-scripts=false"]);
  await requireNativeModules(server);
}

/** A download can hang for ever on a connection that was lost; a second try then goes through. */
async function download(cwd: string, args: readonly string[]): Promise<void> {
  try {
    await npm(cwd, args, downloadTimeoutMs);
  } catch (error) {
    say(`That did not work (${messageOf(error).split("\n")[0]}); trying once more.`);
    await npm(cwd, args, downloadTimeoutMs);
  }
}

/** npm blocks the scripts of packages that the project above them does not name. */
async function allowBuildScripts(server: string): Promise<void> {
  const file = join(server, "package.json");
  const manifest: unknown = JSON.parse(await readFile(file, "utf8"));
  const allowScripts = Object.fromEntries(nativeModules.map((name) => [name, true]));
  await writeFile(file, JSON.stringify(Object.assign({}, manifest, { allowScripts })));
}

/** What was not built would show much later, as an extension host that dies without a word. */
async function requireNativeModules(server: string): Promise<void> {
  const load = nativeModules.map((name) => `require(${JSON.stringify(name)})`).join(";");
  await runCommand(process.execPath, ["--eval", load], { cwd: server });
}

/** Options and environment outweigh whatever a person's own npm settings say. */
async function npm(cwd: string, args: readonly string[], timeoutMs?: number): Promise<void> {
  const fixed = [
    "--global=false",
    "--workspaces=false",
    "--dry-run=false",
    "--engine-strict=false",
    "--package-lock=true",
    "--install-strategy=hoisted",
    "--no-audit",
    "--no-fund",
    "--legacy-peer-deps=false",
    "--loglevel=error",
    `--prefix=${cwd}`,
  ];
  const limit = timeoutMs === undefined ? {} : { timeoutMs };
  const options: CommandOptions = { cwd, env: npmEnvironment(), ...limit };
  const [command, ...first] = npmCommand();
  await runCommand(command, [...first, ...args, ...fixed], options);
}

/** This Node first on the PATH, its own headers for native modules, nothing of the outer npm run. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const outer = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(package|lifecycle|command|config_(local_prefix|nodedir|ignore_scripts))/i.test(name),
  );
  const nodeFolder = dirname(dirname(process.execPath));
  const hasHeaders = existsSync(join(nodeFolder, "include/node/node_version.h"));
  return {
    ...Object.fromEntries(outer),
    PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
    ...(hasHeaders ? { npm_config_nodedir: nodeFolder } : {}),
  };
}
