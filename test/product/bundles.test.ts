import assert from "node:assert/strict";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { listFiles, PackageManager } from "@vscode/vsce";

const root = join(import.meta.dirname, "..", "..");

interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly bytes: number;
        readonly inputs: object;
        readonly imports: readonly { readonly path: string }[];
      }
    >
  >;
}

interface Bundle {
  readonly bytes: number;
  /** Layers of ours and packages that are in it. */
  readonly parts: readonly string[];
  /** Other bundles that it loads, by their names. */
  readonly loads: readonly string[];
}

function bundle(name: string): Bundle {
  const path = join(root, "dist", `${name}.meta.json`);
  // Written by esbuild.
  const { outputs } = JSON.parse(readFileSync(path, "utf8")) as Metafile;
  const [output] = Object.values(outputs);
  assert.ok(output);
  const parts = Object.keys(output.inputs).map((input) => {
    const [first = "", second = "", third = ""] = input.split("/");
    if (first !== "node_modules") return `${first}/${second}`;
    return second.startsWith("@") ? `${second}/${third}` : second;
  });
  const loads = output.imports.flatMap(({ path: one }) => /^\.\/(.+)\.js$/.exec(one)?.[1] ?? []);
  return { bytes: output.bytes, parts: [...new Set(parts)].sort(), loads };
}

describe("the bundles", () => {
  it("hold in the extension what it may import, and less than 500 kB", () => {
    const { bytes, parts } = bundle("extension");
    assert.deepEqual(
      parts.filter((part) => part.startsWith("src/")),
      ["src/core", "src/extension", "src/protocol", "src/tuning"],
    );
    assert.ok(bytes < 500_000, `${bytes} bytes`);
  });

  it("hold tuning in a file of its own, which the extension loads when it is used", () => {
    const { bytes, parts } = bundle("extension-tuning");
    assert.deepEqual(
      parts.filter((part) => part.startsWith("src/")),
      ["src/core", "src/data", "src/extension", "src/protocol", "src/tuning"],
    );
    assert.ok(bytes < 230_000, `${bytes} bytes`);
    // The page of a run reads run files too: what the extension has of tuning are those.
    for (const name of ["openai", "hono", "@hono/node-server"]) {
      assert.ok(!bundle("extension").parts.includes(name), name);
    }
  });

  it("hold the Inspector in a file of its own, which tuning loads with the first record", () => {
    const { bytes, parts } = bundle("extension-inspector");
    assert.deepEqual(
      parts.filter((part) => part.startsWith("src/")),
      ["src/core", "src/data", "src/extension", "src/protocol", "src/tuning"],
    );
    // It reads records of all formats, and asks all providers.
    assert.ok(bytes < 280_000, `${bytes} bytes`);
    assert.ok(bundle("webview/inspector").bytes < 60_000);
  });

  it("hold the client of services once, in a file that is loaded with the first of them", () => {
    const { bytes, parts } = bundle("openai");
    assert.deepEqual(parts, ["openai"]);
    assert.ok(bytes < 450_000, `${bytes} bytes`);
    for (const name of [
      "extension-tuning",
      "extension-inspector",
      "extension-scores",
      "cli-tuning",
    ]) {
      assert.ok(bundle(name).loads.includes("openai"), name);
      assert.ok(!bundle(name).parts.includes("openai"), name);
    }
  });

  it("hold scoring datasets in a file of its own, which tuning loads with the first", () => {
    const { bytes, parts } = bundle("extension-scores");
    assert.deepEqual(
      parts.filter((part) => part.startsWith("src/")),
      ["src/core", "src/data", "src/extension", "src/protocol", "src/tuning"],
    );
    // As the Inspector, it reads records of all formats, and asks all providers.
    assert.ok(bytes < 290_000, `${bytes} bytes`);
    const page = bundle("webview/scores");
    assert.deepEqual(page.parts, [
      "@vscode/l10n",
      "preact",
      "src/core",
      "src/protocol",
      "src/webview",
    ]);
    assert.ok(page.bytes < 40_000, `${page.bytes} bytes`);
  });

  it("hold in the server neither command line nor extension", () => {
    const { bytes, parts } = bundle("server");
    assert.deepEqual(
      parts.filter((part) => part.startsWith("src/")),
      ["src/core", "src/data", "src/protocol", "src/server", "src/tuning"],
    );
    assert.ok(bytes < 850_000, `${bytes} bytes`);
  });

  it("hold in the command line neither server nor extension", () => {
    const { bytes, parts } = bundle("cli-main");
    assert.deepEqual(parts, [
      "@cfworker/json-schema",
      "@vscode/l10n",
      "fdir",
      "ignore",
      "jsonc-parser",
      "package.json/",
      "papaparse",
      "picomatch",
      "src/cli",
      "src/core",
      "src/data",
      // What loads the classifier, not the classifier.
      "src/tuning",
      "tinyglobby",
    ]);
    assert.ok(bytes < 600_000, `${bytes} bytes`);
  });

  it("hold the library for tokenizer files in a file of its own, and in no other", () => {
    const { bytes, parts } = bundle("tokenizer-file");
    assert.deepEqual(parts, ["@huggingface/tokenizers", "src/core", "src/data"]);
    assert.ok(bytes < 60_000, `${bytes} bytes`);
    for (const name of ["extension", "server", "cli-main"]) {
      assert.ok(!bundle(name).parts.includes("@huggingface/tokenizers"), name);
    }
  });

  it("hold what reads sources in a file of its own, without its engine", () => {
    const { bytes, parts } = bundle("sources");
    assert.deepEqual(
      parts.filter((part) => part.startsWith("src/")),
      ["src/core", "src/data"],
    );
    assert.ok(bytes < 200_000, `${bytes} bytes`);
    for (const name of ["yauzl", "saxes", "aws4fetch"]) {
      assert.ok(parts.includes(name), name);
      for (const other of ["extension", "server", "cli-main"]) {
        assert.ok(!bundle(other).parts.includes(name), `${name} in ${other}`);
      }
    }
    for (const name of ["extension", "server", "cli-main", "sources"]) {
      assert.ok(!bundle(name).parts.some((part) => part.startsWith("@duckdb")), name);
    }
  });

  it("hold recipes in the editor and what reads them in files of their own, without the engine", () => {
    const editor = bundle("extension-prepare");
    assert.deepEqual(editor.parts, ["@vscode/l10n", "src/core", "src/extension", "src/protocol"]);
    assert.ok(editor.bytes < 100_000, `${editor.bytes} bytes`);
    const { bytes, parts } = bundle("recipes");
    assert.deepEqual(
      parts.filter((part) => part.startsWith("src/")),
      ["src/core", "src/data", "src/protocol", "src/recipes"],
    );
    assert.ok(bytes < 560_000, `${bytes} bytes`);
    for (const name of ["yaml", "@huggingface/jinja"]) {
      assert.ok(parts.includes(name), name);
      assert.ok(!bundle("extension").parts.includes(name), name);
    }
    assert.ok(!parts.some((part) => part.startsWith("@duckdb")));
    const page = bundle("webview/recipe");
    assert.deepEqual(page.parts, ["@vscode/l10n", "preact", "src/protocol", "src/webview"]);
    assert.ok(page.bytes < 40_000, `${page.bytes} bytes`);
  });

  it("hold the classifier for labels in a file of its own", () => {
    const { bytes, parts } = bundle("label-judge");
    assert.deepEqual(parts, ["src/core", "src/tuning"]);
    assert.ok(bytes < 30_000, `${bytes} bytes`);
  });

  it("hold in a page what it draws and nothing that an editor runs", () => {
    const { bytes, parts } = bundle("webview/run");
    assert.deepEqual(parts, ["@vscode/l10n", "preact", "src/protocol", "src/webview"]);
    assert.ok(bytes < 60_000, `${bytes} bytes`);
    for (const name of ["extension", "server", "cli-main"]) {
      assert.ok(!bundle(name).parts.includes("preact"), name);
      assert.ok(!bundle(name).parts.includes("src/webview"), name);
    }
  });

  it("hold of tuning in the extension only what reads a run", () => {
    assert.ok(!bundle("extension").parts.includes("openai"));
  });

  it("are packaged with all that they load", async () => {
    const packaged = new Set(await listFiles({ cwd: root, packageManager: PackageManager.None }));
    // The command line is another package, and has the trainer in common with the extension.
    const built = globSync("dist/{*.js,webview/*,tokens/*}", { cwd: root }).filter(
      (file) => !file.startsWith("dist/cli") && !file.endsWith(".meta.json"),
    );
    assert.ok(built.length > 15, String(built.length));
    assert.deepEqual(
      built.filter((file) => !packaged.has(file)),
      [],
    );
  });

  it("have the vocabularies beside them, which nobody reads before tokens are counted", () => {
    const sizes = ["o200k_base", "cl100k_base", "p50k_base", "r50k_base"].map(
      (name) => statSync(join(root, "dist", "tokens", `${name}.bin`)).size,
    );
    assert.ok(
      sizes.every((size) => size > 300_000 && size < 2_000_000),
      sizes.join(),
    );
  });

  it("hold what tunes apart from the command line, and less than 230 kB", () => {
    const { bytes, parts } = bundle("cli-tuning");
    assert.deepEqual(
      parts.filter((part) => part.startsWith("src/")),
      ["src/cli", "src/core", "src/data", "src/protocol", "src/tuning"],
    );
    assert.ok(bytes < 230_000, `${bytes} bytes`);
  });

  it("hold what prepares apart from the command line, and less than 600 kB", () => {
    const { bytes, parts } = bundle("cli-prepare");
    assert.deepEqual(
      parts.filter((part) => part.startsWith("src/")),
      ["src/cli", "src/core", "src/data"],
    );
    assert.ok(bytes < 600_000, `${bytes} bytes`);
    for (const name of ["@huggingface/jinja", "yaml"]) {
      assert.ok(parts.includes(name), name);
      assert.ok(!bundle("cli-main").parts.includes(name), name);
    }
  });

  it("hold in the thread that trains nothing but training", () => {
    const { bytes, parts } = bundle("trainer-thread");
    assert.deepEqual(parts, ["src/core", "src/tuning"]);
    assert.ok(bytes < 40_000, `${bytes} bytes`);
  });
});
