/** `npm start`: builds Tunewright and shows it at work on the sample datasets. */
import { cpSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { mayInstallPackages, NeedsPersonError } from "./editor-host/debian-packages.ts";
import { openEditor } from "./editor-host/open-editor.ts";
import {
  faultySample,
  outputFolder,
  repositoryFolder,
  samplesFolder,
} from "./editor-host/paths.ts";
import { prepareEditorHost, prepareServer } from "./editor-host/prepare-editor-host.ts";
import { hasCommand, runCommand, runToEnd } from "./editor-host/run-command.ts";
import { messageOf, say, sayError, since } from "./editor-host/say.ts";
import { serveVSCode } from "./editor-host/serve-vscode.ts";

const help = `Usage: npm start -- [options]

Builds Tunewright, checks a sample dataset in the terminal, and opens the samples in VS Code
with the extension loaded: in your own VS Code if the command "code" is there, otherwise in
one that is served to your browser.

  --served      Serve VS Code to the browser, even if "code" is there.
  --port N      The port to serve at (default: a free one).
  --once        Open it without showing it, wait for the findings, keep a picture, and end.
  --yes         Install missing system packages without asking (Debian, Ubuntu; also with CI set).
  --help        Show this.`;

/** How long `--once` waits for the findings to be on screen. */
const findingsTimeoutMs = 120_000;

const picture = join(outputFolder, "start.png");

/** A copy of the samples: what a person tries out in it is no change of the repository. */
const playground = {
  folder: join(outputFolder, "samples"),
  faultySample: join(outputFolder, "samples", basename(faultySample)),
};

try {
  await start();
} catch (error) {
  sayError(error);
  process.exitCode = error instanceof NeedsPersonError ? 2 : 1;
}

async function start(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    console.log(help);
    return;
  }
  await build();
  await showCheckReport();
  copySamples();
  if (options.once) await openOnce();
  else if (!options.served && (await canOpenDesktop())) await openDesktop();
  else await serve(options.port);
}

interface Options {
  readonly help: boolean;
  readonly once: boolean;
  readonly served: boolean;
  readonly port: number;
}

function readOptions(): Options {
  const boolean = { type: "boolean", default: false } as const;
  const options = {
    help: boolean,
    once: boolean,
    served: boolean,
    yes: boolean,
    port: { type: "string", default: "0" },
  } as const;
  try {
    const { values } = parseArgs({ options });
    const port = Number(values.port);
    if (Number.isInteger(port) && port >= 0 && port < 65_536) return { ...values, port };
    throw new Error(`Expected "--port" to be a number from 0 to 65535, got "${values.port}".`);
  } catch (error) {
    throw new NeedsPersonError(`${messageOf(error)}\n\n${help}`, { cause: error });
  }
}

function copySamples(): void {
  rmSync(playground.folder, { recursive: true, force: true });
  cpSync(samplesFolder, playground.folder, { recursive: true });
}

async function build(): Promise<void> {
  const started = performance.now();
  say("Building Tunewright (a few seconds).");
  await runCommand(process.execPath, ["scripts/build.ts"], { cwd: repositoryFolder, show: true });
  say(`Built (${since(started)}).`);
}

/** Exit code 1 of `check` says that there are findings, which is what the sample is for. */
async function showCheckReport(): Promise<void> {
  const args = ["dist/cli.js", "check", "samples/reviews-with-faults.jsonl"];
  say("Checking a sample dataset in the terminal: tunewright check reviews-with-faults.jsonl");
  const { code } = await runToEnd(process.execPath, args, { cwd: repositoryFolder, show: true });
  if (code === 0 || code === 1) return;
  throw new Error(`"node ${args.join(" ")}" ended with ${code}.`);
}

/** A terminal inside VS Code has a `code` that cannot load an extension under development. */
async function canOpenDesktop(): Promise<boolean> {
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME, VSCODE_IPC_HOOK_CLI } = process.env;
  const isShown = process.platform !== "linux" || DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME;
  const isRoot = process.getuid?.() === 0;
  if (!isShown || isRoot || VSCODE_IPC_HOOK_CLI) return false;
  return process.platform === "win32" ? hasCommand("code.cmd") : hasCommand("code");
}

async function openDesktop(): Promise<void> {
  say("Opening the samples in VS Code, with the extension loaded (about 10 seconds).");
  const command = process.platform === "win32" ? "code.cmd" : "code";
  const args = [`--extensionDevelopmentPath=${repositoryFolder}`, playground.folder];
  await runCommand(command, [...args, "--goto", `${playground.faultySample}:1`], { show: true });
}

async function serve(port: number): Promise<void> {
  const vscodeFolder = await prepareServer(mayInstallPackages(process.argv));
  say("Starting VS Code (a few seconds).");
  const served = await serveVSCode({
    vscodeFolder,
    mode: "person",
    port,
    extensions: [repositoryFolder],
  });
  say("VS Code runs. Open this address in a browser on this machine (Ctrl+C ends it):");
  console.log(`\n  ${served.url({ folder: playground.folder, file: playground.faultySample })}\n`);
  const output = await served.ended;
  throw new Error(`The VS Code server ended by itself:\n${output}`);
}

async function openOnce(): Promise<void> {
  const { browser, vscodeFolder } = await prepareEditorHost(mayInstallPackages(process.argv));
  const started = performance.now();
  say("Opening the sample in VS Code, unseen, until its findings are shown (about 20 seconds).");
  const served = await serveVSCode({
    vscodeFolder,
    mode: "person",
    extensions: [repositoryFolder],
  });
  try {
    const editor = await openEditor({
      browser,
      url: served.url({ folder: playground.folder, file: playground.faultySample }),
    });
    try {
      await editor.waitForSquiggles(findingsTimeoutMs);
      say(`Findings are shown (${since(started)}).`);
      await editor.screenshot(picture);
    } catch (error) {
      await editor.page.screenshot({ path: picture });
      throw new Error(
        `No finding was shown in ${findingsTimeoutMs / 1000} s. What was shown: ${picture}`,
        { cause: error },
      );
    } finally {
      await editor.dispose();
    }
  } finally {
    await served.dispose();
  }
  say(`A picture of it: ${picture}`);
}
