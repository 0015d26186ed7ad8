import { globSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { outputFolder, repositoryFolder } from "./paths.ts";

/** Where the in-editor tests are compiled to; below the repository, so that they find `mocha`. */
const testsFolder = join(outputFolder, "test/editor");

/** Compiles `test/editor/*.ts` and returns the module that exports `run()`. */
export async function buildEditorTests(): Promise<string> {
  const folder = join(repositoryFolder, "test/editor");
  await rm(testsFolder, { recursive: true, force: true });
  await build({
    entryPoints: globSync(["index.ts", "*.test.ts"], { cwd: folder }).map((name) =>
      join(folder, name),
    ),
    outdir: testsFolder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return join(testsFolder, "index.cjs");
}
