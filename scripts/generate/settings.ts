import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GeneratedFile } from "./generated-file.ts";
import { generatedNote, markdownTable } from "./generated-file.ts";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, Setting>>;
    };
  };
}

interface Setting {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly markdownDescription: string;
}

/** The page of settings and commands, from the manifest. */
export function settingsFile(root: string): GeneratedFile {
  const { contributes } = readJson(root, "package.json") as Manifest;
  const settings = Object.entries(contributes.configuration.properties).map(([name, setting]) => [
    `\`${name}\``,
    translated(root, setting.markdownDescription),
    (setting.enum ?? []).map((value) => `\`${value}\``).join(", "),
    `\`${JSON.stringify(setting.default)}\``,
  ]);
  const content = [
    generatedNote,
    "# Settings and commands",
    "## Settings",
    markdownTable(["Setting", "What it does", "Values", "Default"], settings),
    "## Commands",
    commandTable(root),
  ].join("\n\n");
  return { path: "docs/settings.md", content: `${content}\n` };
}

/** The table of the extension's commands. */
export function commandTable(root: string): string {
  const { contributes } = readJson(root, "package.json") as Manifest;
  const rows = contributes.commands.map(({ command, title }) => [
    `Tunewright: ${translated(root, title)}`,
    `\`${command}\``,
  ]);
  return markdownTable(["Command", "Id"], rows);
}

function translated(root: string, text: string): string {
  const names = readJson(root, "package.nls.json") as Readonly<Record<string, string>>;
  return text.replace(/^%(.*)%$/, (whole, key: string) => names[key] ?? whole);
}

/** What these files hold is checked by the manifest test. */
function readJson(root: string, path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}
