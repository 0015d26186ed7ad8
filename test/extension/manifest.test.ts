import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { commands } from "../../src/extension/commands/index.js";
import { tuningCommands } from "../../src/extension/commands/tuning-commands.js";

const root = join(import.meta.dirname, "..", "..");

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

interface Manifest {
  readonly version: string;
  readonly activationEvents: readonly string[];
  readonly dependencies?: object;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly languages: readonly { readonly id: string; readonly extensions?: readonly string[] }[];
    readonly submenus: readonly { readonly id: string }[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command?: string; readonly submenu?: string }[]>
    >;
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope: string }>>;
    };
  };
}

// What it holds is what this test is about.
const manifest = JSON.parse(read("package.json")) as Manifest;
const names = JSON.parse(read("package.nls.json")) as Readonly<Record<string, string>>;

describe("the manifest", () => {
  it("names the same commands as the code", () => {
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(declared.sort(), Object.keys(commands).sort());
  });

  it("shows only commands and menus that exist in menus", () => {
    const submenus = new Set(manifest.contributes.submenus.map(({ id }) => id));
    const unknown = Object.values(manifest.contributes.menus)
      .flat()
      .filter(({ command, submenu }) =>
        command === undefined ? !submenus.has(submenu ?? "") : !Object.hasOwn(commands, command),
      );
    assert.deepEqual(unknown, []);
  });

  it("takes every text from package.nls.json, and uses all of them", () => {
    const keys = [...read("package.json").matchAll(/"%([^"%]+)%"/g)].map(([, key = ""]) => key);
    const used = new Set(keys);
    assert.deepEqual([...used].sort(), Object.keys(names).sort());
  });

  it("activates for datasets, launch files, recipes, workspaces with runs, and pages that were open, only", () => {
    assert.deepEqual(manifest.activationEvents, [
      "onLanguage:jsonl",
      "onLanguage:tunewright-launch",
      "onLanguage:tunewright-recipe",
      "onWebviewPanel:tunewright.inspector",
      "onWebviewPanel:tunewright.recipe",
      "onWebviewPanel:tunewright.run",
      "workspaceContains:.tunewright/runs",
    ]);
  });

  it("offers what sends or runs something only where the workspace is trusted", () => {
    const harmless = [
      "copyAsCode",
      "copyModelId",
      "copyRemoteId",
      "refreshRuns",
      "revealDataset",
      "signOutOfProvider",
    ];
    const open = manifest.contributes.commands
      .filter(({ command, enablement }) => {
        return Object.hasOwn(tuningCommands, command) && enablement !== "isWorkspaceTrusted";
      })
      .map(({ command }) => command);
    assert.deepEqual(
      open,
      harmless.map((name) => `tunewright.${name}`),
    );
  });

  for (const name of ["launchFile", "prepareRecipe", "suggestExamples"]) {
    it(`runs ${name} only where the workspace is trusted`, () => {
      const { enablement } =
        manifest.contributes.commands.find(({ command }) => command === `tunewright.${name}`) ?? {};
      assert.equal(enablement, "isWorkspaceTrusted");
    });
  }

  it("wakes for recipes and launch files by their names, and for no other YAML", () => {
    const yaml = manifest.contributes.languages
      .flatMap(({ extensions = [] }) => extensions)
      .filter((extension) => /ya?ml$/.test(extension));
    assert.deepEqual(yaml, [".recipe.yaml", ".recipe.yml", ".tune.yaml", ".tune.yml"]);
  });

  it("lets no workspace set where keys and data go, or what they cost", () => {
    const scopes = Object.entries(manifest.contributes.configuration.properties)
      .filter(([name]) => name.startsWith("tunewright.tuning."))
      .map(([, { scope }]) => scope);
    assert.deepEqual(scopes, ["machine", "machine", "machine", "machine", "machine"]);
  });

  it("names settings by group and name", () => {
    for (const name of Object.keys(manifest.contributes.configuration.properties)) {
      assert.match(name, /^tunewright\.[a-zA-Z]+(?:\.[a-zA-Z]+)?$/);
    }
  });

  it("installs nothing but itself", () => {
    assert.equal(manifest.dependencies, undefined);
  });

  it("has a changelog entry for its version", () => {
    assert.match(read("CHANGELOG.md"), new RegExp(`^## ${manifest.version} – \\d{4}-`, "m"));
  });
});
