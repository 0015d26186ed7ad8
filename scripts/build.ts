// Bundles the product into dist/. Needs nothing but the installed packages; `--watch` builds again
// on every change.
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, context } from "esbuild";
import type { BuildOptions, Plugin } from "esbuild";
import { packedEncodings, packedVocabulary, vocabularyFile } from "./pack-vocabulary.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

/** The oldest Node that runs our code: VS Code 1.101 and the command line. */
const oldestNode = 22;

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: `node${oldestNode}`,
  format: "cjs",
  minify: true,
  legalComments: "none",
  // Packages written as ES modules may ask where they are.
  define: { "import.meta.url": "importMetaUrl" },
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
  // What it is in Node finds its parts only on disk (github.com/microsoft/node-jsonc-parser#57).
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
  metafile: true,
  logLevel: "warning",
  plugins: [ownVersion()],
} satisfies BuildOptions;

/** Our manifest has much to say to editors; the bundles ask for the version only. */
function ownVersion(): Plugin {
  return {
    name: "own version",
    setup: ({ onLoad }) => {
      const path = join(root, "package.json");
      onLoad({ filter: /package\.json$/ }, (file) => {
        if (file.path !== path) return undefined;
        const { version } = JSON.parse(readFileSync(path, "utf8")) as { readonly version: string };
        return { contents: JSON.stringify({ version }), loader: "json" };
      });
    },
  };
}

/** For the Chromium of VS Code 1.101. */
const inPages = {
  absWorkingDir: root,
  bundle: true,
  platform: "browser",
  target: "chrome134",
  format: "iife",
  minify: true,
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  metafile: true,
  logLevel: "warning",
} satisfies BuildOptions;

/** The client of services is as large as the rest of tuning, and several bundles need it. */
const openaiApart = apart(/^openai$/, "./openai.js");

/** Every bundle: its entry and what it leaves to its host. */
const bundles: readonly (BuildOptions & { readonly outfile: string })[] = [
  {
    ...common,
    entryPoints: ["src/extension/extension.ts"],
    outfile: "dist/extension.js",
    external: ["vscode"],
    // What is not needed to check datasets is loaded when it is used.
    plugins: [
      ...common.plugins,
      apart(/\/tuning\/open-tuning\.js$/, "./extension-tuning.js"),
      apart(/\/open-run-page\.js$/, "./extension-run-page.js"),
      apart(/\/prepare\/open-preparing\.js$/, "./extension-prepare.js"),
    ],
  },
  {
    ...common,
    entryPoints: ["src/extension/prepare/open-preparing.ts"],
    outfile: "dist/extension-prepare.js",
    external: ["vscode"],
  },
  // The process that the editor starts with the first recipe.
  {
    ...common,
    entryPoints: ["src/recipes/main.ts"],
    outfile: "dist/recipes.js",
    plugins: [...common.plugins, apart(/\/sources\/open-sources\.js$/, "./sources.js")],
  },
  {
    ...common,
    entryPoints: ["src/extension/tuning/open-tuning.ts"],
    outfile: "dist/extension-tuning.js",
    external: ["vscode"],
    plugins: [
      openaiApart,
      apart(/\/inspector\/inspector\.js$/, "./extension-inspector.js"),
      apart(/\/scores\/scores\.js$/, "./extension-scores.js"),
    ],
  },
  {
    ...common,
    entryPoints: ["src/extension/inspector/inspector.ts"],
    outfile: "dist/extension-inspector.js",
    external: ["vscode"],
    plugins: [openaiApart],
  },
  {
    ...common,
    entryPoints: ["src/extension/scores/scores.ts"],
    outfile: "dist/extension-scores.js",
    external: ["vscode"],
    plugins: [openaiApart],
  },
  {
    ...common,
    entryPoints: ["src/extension/run-page/open-run-page.ts"],
    outfile: "dist/extension-run-page.js",
    external: ["vscode"],
  },
  { ...common, entryPoints: ["src/server/main.ts"], outfile: "dist/server.js" },
  // Loaded with the first tokenizer file: `data/node-tokenizers.ts`.
  {
    ...common,
    entryPoints: ["src/data/tokenizer-file.ts"],
    outfile: "dist/tokenizer-file.js",
  },
  // Loaded by what prepares datasets; its engine is a package of its own, which may be absent.
  {
    ...common,
    entryPoints: ["src/data/sources/open-sources.ts"],
    outfile: "dist/sources.js",
    external: ["@duckdb/node-api"],
  },
  {
    ...common,
    entryPoints: ["src/cli/run.ts"],
    outfile: "dist/cli-main.js",
    // What most commands do not need is a file of its own, loaded by those that do.
    plugins: [
      ...common.plugins,
      apart(/\/server\/main\.js$/, "./server.js"),
      apart(/\/tuning\/commands\.js$/, "./cli-tuning.js"),
      apart(/\/prepare\/commands\.js$/, "./cli-prepare.js"),
    ],
  },
  {
    ...common,
    entryPoints: ["src/cli/tuning/commands.ts"],
    outfile: "dist/cli-tuning.js",
    plugins: [...common.plugins, openaiApart],
  },
  // What speaks to services, for all of the above.
  { ...common, entryPoints: ["openai"], outfile: "dist/openai.js" },
  {
    ...common,
    entryPoints: ["src/cli/prepare/commands.ts"],
    outfile: "dist/cli-prepare.js",
    plugins: [...common.plugins, apart(/\/sources\/open-sources\.js$/, "./sources.js")],
  },
  {
    ...common,
    entryPoints: ["src/tuning/node/trainer-thread.ts"],
    outfile: "dist/trainer-thread.js",
  },
  // Loaded when labels are to be judged: `tuning/node/load-label-judge.ts`.
  {
    ...common,
    entryPoints: ["src/tuning/node/label-judge.ts"],
    outfile: "dist/label-judge.js",
  },
  webview("inspector"),
  webview("recipe"),
  webview("run"),
  webview("scores"),
];

/** The page of a webview: its script, and its styles as a bundle of their own. */
function webview(name: string): BuildOptions & { readonly outfile: string } {
  return {
    ...inPages,
    entryPoints: [`src/webview/${name}/main.tsx`],
    outfile: `dist/webview/${name}.js`,
  };
}

/** Leaves a module to another bundle. */
function apart(filter: RegExp, path: string): Plugin {
  const name = `apart: ${path}`;
  return {
    name,
    setup: ({ onResolve }) => onResolve({ filter }, () => ({ path, external: true })),
  };
}

// Plain old JavaScript, so that even a very old Node gets as far as the message.
const launcher = `#!/usr/bin/env node
"use strict";
var major = parseInt(process.versions.node, 10);
if (major < ${oldestNode}) {
  process.stderr.write(
    "tunewright: Node " + process.versions.node + " is too old; Node ${oldestNode} or newer is needed.\\n",
  );
  process.exitCode = 2;
} else {
  // What is compiled once need not be compiled again.
  var cache = require("node:module").enableCompileCache;
  if (cache) cache();
  require("./cli-main.js").run();
}
`;

/** The vocabularies are data beside the bundles: read by who counts tokens. */
function writeVocabularies(): void {
  const folder = join(dist, "tokens");
  mkdirSync(folder, { recursive: true });
  for (const encoding of packedEncodings) {
    writeFileSync(join(folder, vocabularyFile(encoding)), packedVocabulary(encoding));
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }\n');
writeFileSync(join(dist, "cli.js"), launcher);
writeVocabularies();
chmodSync(join(dist, "cli.js"), 0o755);

if (process.argv.includes("--watch")) {
  for (const bundle of bundles) await (await context({ ...bundle, logLevel: "info" })).watch();
} else {
  const results = await Promise.all(bundles.map((bundle) => build(bundle)));
  results.forEach(({ metafile }, index) => {
    const name = bundles[index]?.outfile.replace(/^dist\/|\.js$/g, "") ?? "";
    writeFileSync(join(dist, `${name}.meta.json`), JSON.stringify(metafile));
  });
  for (const { metafile } of results) {
    for (const [path, { bytes }] of Object.entries(metafile?.outputs ?? {})) {
      process.stdout.write(`${path.padEnd(20)} ${(bytes / 1000).toFixed(0).padStart(5)} kB\n`);
    }
  }
}
