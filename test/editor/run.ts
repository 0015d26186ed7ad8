/** Runs the tests of this folder in a real VS Code: `node test/editor/run.ts [--yes]`. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { downloadAndUnzipVSCode, runTests, SilentReporter } from "@vscode/test-electron";
import { buildEditorTests } from "../../scripts/editor-host/build-editor-tests.ts";
import { mayInstallPackages, NeedsPersonError } from "../../scripts/editor-host/debian-packages.ts";
import { cacheFolder, repositoryFolder, samplesFolder } from "../../scripts/editor-host/paths.ts";
import { prepareEditorHost } from "../../scripts/editor-host/prepare-editor-host.ts";
import { messageOf, say, sayError } from "../../scripts/editor-host/say.ts";

/** The desktop release to test in; the same as the served one. */
const desktopVersion = process.env["TUNEWRIGHT_VSCODE_VERSION"] ?? "1.139.1";

const folder = mkdtempSync(join(tmpdir(), "tunewright-tests-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

try {
  await runEditorTests(folder);
} catch (error) {
  sayError(error);
  process.exitCode = error instanceof NeedsPersonError ? 2 : 1;
}

async function runEditorTests(folder: string): Promise<void> {
  const extensionTestsPath = await buildEditorTests();
  const { executable, firstArguments } = (await desktopVSCode()) ?? (await servedVSCode());
  // The models of a test are not those of the person.
  process.env["TUNEWRIGHT_DATA_DIR"] = join(folder, "data");
  say("Running the tests in VS Code (about 1 minute).");
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: repositoryFolder,
    extensionTestsPath,
    launchArgs: [
      ...firstArguments,
      throwAwayWorkspace(folder),
      `--user-data-dir=${userData(folder)}`,
      `--extensions-dir=${join(folder, "extensions")}`,
    ],
  });
}

/** A program that takes VS Code's command line. */
interface Program {
  readonly executable: string;
  /** What must stand before VS Code's own arguments. */
  readonly firstArguments: readonly string[];
}

/** A named or downloaded desktop VS Code, where there is a display to show it. */
async function desktopVSCode(): Promise<Program | undefined> {
  const named = process.env["TUNEWRIGHT_VSCODE"];
  if (named) return { executable: existingProgram(named), firstArguments: [] };
  if (!hasDisplay()) return undefined;
  say(`Downloading VS Code ${desktopVersion}, unless it is already there (about 1 minute).`);
  try {
    const executable = await downloadAndUnzipVSCode({
      version: desktopVersion,
      cachePath: join(cacheFolder, "vscode-desktop"),
      reporter: new SilentReporter(),
    });
    return { executable, firstArguments: [] };
  } catch (error) {
    say(`The download did not work (${messageOf(error)}); using the served VS Code instead.`);
    return undefined;
  }
}

function existingProgram(path: string): string {
  if (existsSync(path)) return path;
  throw new Error(
    `TUNEWRIGHT_VSCODE names ${path}, which does not exist. Set it to VS Code's executable, or unset it.`,
  );
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

/** Gets what the launcher needs now, where the person still reads along. */
async function servedVSCode(): Promise<Program> {
  const { browser } = await prepareEditorHost(mayInstallPackages(process.argv));
  process.env["TUNEWRIGHT_BROWSER"] = browser;
  const launcher = fileURLToPath(new URL("../../scripts/editor-host/launcher.ts", import.meta.url));
  return { executable: process.execPath, firstArguments: [launcher] };
}

function throwAwayWorkspace(folder: string): string {
  const workspace = join(folder, "workspace");
  cpSync(samplesFolder, workspace, { recursive: true });
  return workspace;
}

/** Short enough for the socket that a desktop VS Code makes in it. */
function userData(folder: string): string {
  const settings = { "chat.disableAIFeatures": true, "workbench.startupEditor": "none" };
  const userFolder = join(folder, "user/User");
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(join(userFolder, "settings.json"), JSON.stringify(settings));
  return join(folder, "user");
}
