/** Says whether a packaged extension finds a fault in VS Code: `node --import ./test/support/hook.mjs scripts/smoke-vsix.ts FILE`. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { mayInstallPackages, NeedsPersonError } from "./editor-host/debian-packages.ts";
import { installExtension } from "./editor-host/install-extension.ts";
import { openEditor } from "./editor-host/open-editor.ts";
import { outputFolder } from "./editor-host/paths.ts";
import { prepareEditorHost } from "./editor-host/prepare-editor-host.ts";
import { sampleRun, writeRuns } from "./samples/sample-runs.ts";
import { openRun, runFrame } from "./screenshots/run-pages.ts";
import { sayError } from "./editor-host/say.ts";
import { serveVSCode } from "./editor-host/serve-vscode.ts";

const findingTimeoutMs = 60_000;

const picture = join(outputFolder, "smoke-vsix.png");

/** Records of one format, one of which is cut off. */
const dataset = [
  `{"prompt":"The lamp is bright.\\n\\n###\\n\\n","completion":" 5"}`,
  `{"prompt":"The lamp is broken.\\n\\n###\\n\\n","completion":" 1"`,
  `{"prompt":"The lamp is a lamp.\\n\\n###\\n\\n","completion":" 3"}`,
];

/** A recipe whose condition and column the engine computes. */
const recipe = `source: lamps.csv
where: CAST(stars AS INTEGER) >= 2
columns: { loud: upper(note) }
format: prompt-completion
prompt: "{{ loud }}\\n\\n###\\n\\n"
completion: " {{ stars }}"
split: { train: 0.8, test: 0.2 }
`;

const folder = mkdtempSync(join(tmpdir(), "tunewright-smoke-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

try {
  await smoke(readFileArgument());
} catch (error) {
  sayError(error);
  process.exitCode = error instanceof NeedsPersonError ? 2 : 1;
}

function readFileArgument(): string {
  const [file, ...others] = process.argv.slice(2).filter((argument) => argument !== "--yes");
  if (file === undefined || others.length > 0 || file.startsWith("-")) {
    throw new NeedsPersonError(
      "Usage: node --import ./test/support/hook.mjs scripts/smoke-vsix.ts FILE.vsix [--yes]",
    );
  }
  if (existsSync(file)) return resolve(file);
  throw new NeedsPersonError(`There is no file ${file}. Make one with: npx vsce package`);
}

async function smoke(vsix: string): Promise<void> {
  const { browser, vscodeFolder } = await prepareEditorHost(mayInstallPackages(process.argv));
  const extensionsFolder = join(folder, "extensions");
  await installExtension({ vscodeFolder, vsix, extensionsFolder });
  const workspace = join(folder, "workspace");
  const file = join(workspace, "data.jsonl");
  mkdirSync(workspace);
  writeFileSync(file, `${dataset.join("\n")}\n`);
  const run = sampleRun("smoke-20261122-a1b2c3d4", { step: 20, of: 40 });
  writeRuns(workspace, [run]);
  const served = await serveVSCode({ vscodeFolder, mode: "person", extensionsFolder });
  try {
    const editor = await openEditor({ browser, url: served.url({ folder: workspace, file }) });
    try {
      await editor.waitForSquiggles(findingTimeoutMs);
      const [, problem = "a finding"] = await editor.showProblems();
      await openRun(editor, run.run.id);
      await runFrame(editor).locator(".status", { hasText: "Running" }).waitFor();
      // The page follows the files of the run.
      writeRuns(workspace, [sampleRun(run.run.id, { step: 40, of: 40 })]);
      await runFrame(editor).locator(".status", { hasText: "Succeeded" }).waitFor();
      await runFrame(editor).locator(".legend .value", { hasText: /\d/ }).first().waitFor();
      console.log(`✓ ${basename(vsix)} installs and works: ${problem}`);
    } catch (error) {
      await editor.page.screenshot({ path: picture });
      throw new Error(
        `${basename(vsix)} is installed, but no finding or no page of a run was ` +
          `shown in ${findingTimeoutMs / 1000} s. What was shown: ${picture}`,
        { cause: error },
      );
    } finally {
      await editor.dispose();
    }
  } finally {
    await served.dispose();
  }
  if (hasEngine(extensionsFolder)) await smokeEngine({ browser, vscodeFolder, extensionsFolder });
}

/** Packages for one platform carry what conditions of recipes need. */
function hasEngine(extensionsFolder: string): boolean {
  return readdirSync(extensionsFolder).some((name) =>
    existsSync(join(extensionsFolder, name, "dist/node_modules/@duckdb")),
  );
}

interface Installed {
  readonly browser: string;
  readonly vscodeFolder: string;
  readonly extensionsFolder: string;
}

/** Prepares a recipe with the engine that the package carries. */
async function smokeEngine({ browser, vscodeFolder, extensionsFolder }: Installed): Promise<void> {
  const workspace = join(folder, "recipes");
  mkdirSync(workspace);
  const rows = Array.from({ length: 100 }, (_, at) => `the lamp ${at},${1 + (at % 5)}`);
  writeFileSync(join(workspace, "lamps.csv"), ["note,stars", ...rows].join("\n"));
  const file = join(workspace, "lamps.recipe.yaml");
  writeFileSync(file, recipe);
  // Files are written in a workspace that is trusted: here there is no asking.
  const served = await serveVSCode({ vscodeFolder, mode: "test", extensionsFolder });
  try {
    const editor = await openEditor({ browser, url: served.url({ folder: workspace, file }) });
    try {
      const counts = editor.page.locator(".codelens-decoration", {
        hasText: "100 rows → 80 records",
      });
      await counts.first().waitFor({ timeout: findingTimeoutMs });
      await editor.runCommand("Tunewright: Prepare: write this recipe's files");
      const manifest = join(workspace, "lamps.manifest.json");
      const end = Date.now() + findingTimeoutMs;
      while (!existsSync(manifest) && Date.now() < end) await editor.page.waitForTimeout(100);
      const [first = ""] = readFileSync(join(workspace, "lamps.train.jsonl"), "utf8").split("\n");
      if (!first.includes("THE LAMP")) throw new Error(`The engine has written: ${first}`);
      console.log("✓ It prepares a recipe with a condition, by the engine that it carries.");
    } catch (error) {
      await editor.page.screenshot({ path: picture });
      throw new Error(`No recipe was prepared. What was shown: ${picture}`, { cause: error });
    } finally {
      await editor.dispose();
    }
  } finally {
    await served.dispose();
  }
}
