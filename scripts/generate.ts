// Writes what is generated from the code: rule pages, settings, the schema of tunewright.json, tables
// in the README, the texts to translate. `--check` writes nothing and fails where a file is out of date.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { format, resolveConfig } from "prettier";
import { once } from "../src/core/once.js";
import { configurationPage, schemaFile } from "./generate/configuration.ts";
import type { GeneratedFile } from "./generate/generated-file.ts";
import { kernelFiles } from "./generate/kernel.ts";
import { manifestFile } from "./generate/manifest.ts";
import { readmeFile } from "./generate/readme.ts";
import { ruleDocumentation } from "./generate/rule-documentation.ts";
import { recipePage, recipeSchemaFile } from "./generate/recipes.ts";
import { settingsFile } from "./generate/settings.ts";
import { tuningPage } from "./generate/tuning.ts";
import { translationBundle } from "./generate/translations.ts";

const root = join(import.meta.dirname, "..");

/** Every generated file with the content that it should have. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const files = [
    ...ruleDocumentation(),
    manifestFile(root),
    settingsFile(root),
    readmeFile(root),
    configurationPage(root),
    schemaFile(),
    recipeSchemaFile(),
    recipePage(root),
    tuningPage(root),
    ...(await slowFiles()),
  ];
  return Promise.all(files.map(formatted));
}

/** Made from sources that are not generated and slow to make: once is enough. */
const slowFiles = once(async () => [await translationBundle(root), ...kernelFiles(root)]);

async function formatted({ path, content }: GeneratedFile): Promise<GeneratedFile> {
  const filepath = join(root, path);
  const options = await resolveConfig(filepath);
  return { path, content: await format(content, { ...options, filepath }) };
}

/** The generated files whose content on disk differs, and rule pages of rules that are gone. */
export async function outdatedFiles(): Promise<readonly string[]> {
  const files = await generatedFiles();
  const changed = files.filter(({ path, content }) => current(path) !== content);
  return [...changed.map(({ path }) => path), ...leftOver(files)];
}

function current(path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function leftOver(files: readonly GeneratedFile[]): readonly string[] {
  const folder = join(root, "docs", "rules");
  const pages = existsSync(folder) ? readdirSync(folder).map((name) => `docs/rules/${name}`) : [];
  return pages.filter((page) => files.every(({ path }) => path !== page));
}

async function main(): Promise<void> {
  const outdated = await outdatedFiles();
  if (process.argv.includes("--check")) {
    for (const path of outdated) console.error(`${path} is out of date: run npm run generate.`);
    process.exitCode = outdated.length > 0 ? 1 : 0;
    return;
  }
  await writeAll(outdated);
  // Some are made from others, such as the page of settings from the manifest.
  await writeAll(await outdatedFiles());
}

async function writeAll(outdated: readonly string[]): Promise<void> {
  const files = await generatedFiles();
  for (const path of outdated) {
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) rmSync(join(root, path));
    else write(file);
    console.log(`${file === undefined ? "removed" : "wrote"} ${path}`);
  }
}

function write({ path, content }: GeneratedFile): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
