/**
 * Stands in for the desktop program `code` in `runTests` of `@vscode/test-electron`: takes the same
 * arguments, runs the tests in a served VS Code, prints what the extension host prints and exits
 * with the code of the test run.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ExtensionHostConsole, markVariable } from "./extension-host-console.ts";
import { type OpenEditor, openEditor } from "./open-editor.ts";
import { outputFolder } from "./paths.ts";
import { prepareEditorHost } from "./prepare-editor-host.ts";
import { say, sayError } from "./say.ts";
import { type ServedVSCode, serveVSCode, type Settings } from "./serve-vscode.ts";

interface Request {
  readonly workspace: string;
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
  readonly extensionsFolder: string | undefined;
  readonly settings: Settings;
  readonly trust: boolean;
}

/** For the whole run, the start of VS Code included. */
const timeoutMs = Number(process.env["TUNEWRIGHT_EDITOR_TIMEOUT_MS"] ?? 10 * 60_000);

const picture = join(outputFolder, "editor-tests.png");
const windowLog = join(outputFolder, "editor-tests.log");

try {
  process.exitCode = await runInServedVSCode(readArguments(process.argv.slice(2)));
} catch (error) {
  sayError(error);
  process.exitCode = 1;
}

function readArguments(args: readonly string[]): Request {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
  });
  const [workspace] = positionals;
  const text = (name: string) => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  const extensionDevelopmentPath = text("extensionDevelopmentPath");
  const extensionTestsPath = text("extensionTestsPath");
  if (!workspace || !extensionDevelopmentPath || !extensionTestsPath) {
    throw new Error(
      "Usage: launcher WORKSPACE --extensionDevelopmentPath=FOLDER --extensionTestsPath=FILE " +
        "[--extensions-dir=FOLDER] [--user-data-dir=FOLDER]",
    );
  }
  return {
    workspace: resolve(workspace),
    extensionDevelopmentPath: resolve(extensionDevelopmentPath),
    extensionTestsPath: resolve(extensionTestsPath),
    extensionsFolder: text("extensions-dir"),
    settings: userSettings(text("user-data-dir")),
    trust: values["disable-workspace-trust"] !== true,
  };
}

/** A desktop VS Code reads its user settings there; the served one gets them as machine settings. */
function userSettings(userDataFolder: string | undefined): Settings {
  if (userDataFolder === undefined) return {};
  const file = join(userDataFolder, "User/settings.json");
  if (!existsSync(file)) return {};
  // The file is ours: `test/editor/run.ts` writes an object into it.
  return JSON.parse(readFileSync(file, "utf8")) as Settings;
}

async function runInServedVSCode(request: Request): Promise<number> {
  const { browser, vscodeFolder } = await prepareEditorHost(false);
  const { extensionsFolder, settings, trust } = request;
  const served = await serveVSCode({
    vscodeFolder,
    mode: "test",
    settings,
    trust,
    env: { ...process.env, [markVariable]: "1" },
    ...(extensionsFolder === undefined ? {} : { extensionsFolder }),
  });
  try {
    return await runTests(request, served, browser);
  } finally {
    await served.dispose();
  }
}

/** How a test run went: it ended with a code, or something else ended it. */
type Outcome =
  | { readonly kind: "ended"; readonly code: number }
  | { readonly kind: "broken"; readonly why: string };

async function runTests(request: Request, served: ServedVSCode, browser: string): Promise<number> {
  const { workspace, extensionDevelopmentPath, extensionTestsPath } = request;
  const { outcome, settle } = firstOutcome();
  const hostConsole = new ExtensionHostConsole();
  const broken = (why: string) => settle({ kind: "broken", why });
  void served.ended.then((output) => broken(`The VS Code server ended too early:\n${output}`));
  const editor = await openEditor({
    browser,
    url: served.url({ folder: workspace, extensionDevelopmentPath, extensionTestsPath }),
    prepare: async (page) => {
      await page.exposeFunction("codeAutomationLog", hostConsole.take);
      await page.exposeFunction("codeAutomationExit", (code: number) =>
        settle({ kind: "ended", code }),
      );
      page.on("crash", () => broken("The page of the served VS Code crashed."));
      page.on("close", () => broken("The browser closed before the tests had ended."));
    },
  });
  const timeout = setTimeout(
    () => broken(`The tests in VS Code did not end in ${timeoutMs / 1000} s.`),
    timeoutMs,
  );
  try {
    const result = await outcome;
    keepWindowLog(hostConsole, result);
    if (result.kind === "ended") return result.code;
    await keepPicture(editor);
    throw new Error(result.why);
  } finally {
    clearTimeout(timeout);
    await editor.dispose();
  }
}

/** A test module that cannot even be loaded shows up in the window's log only. */
function keepWindowLog(hostConsole: ExtensionHostConsole, outcome: Outcome): void {
  mkdirSync(outputFolder, { recursive: true });
  writeFileSync(windowLog, `${hostConsole.windowLog}\n`);
  if (outcome.kind === "ended" && outcome.code === 0) return;
  if (!hostConsole.hasPrinted) console.error(hostConsole.windowLog);
  say(`What the window logged: ${windowLog}`);
}

interface FirstOutcome {
  readonly outcome: Promise<Outcome>;
  /** Only the first call counts. */
  readonly settle: (outcome: Outcome) => void;
}

function firstOutcome(): FirstOutcome {
  let settle: FirstOutcome["settle"] = () => {};
  const outcome = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  return { outcome, settle };
}

async function keepPicture(editor: OpenEditor): Promise<void> {
  if (editor.page.isClosed()) return;
  await editor.page.screenshot({ path: picture, timeout: 10_000 });
  say(`What the window showed then: ${picture}`);
}
