import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "oxlint";

// The layers are written down once: as the project references of src/*/tsconfig.json. This table
// adds only which packages a layer may use.
const packages: Readonly<Record<string, readonly string[]>> = {
  core: [
    "@cfworker/json-schema",
    "@huggingface/jinja",
    "@huggingface/tokenizers",
    "@vscode/l10n",
    "jsonc-parser",
    "papaparse",
    "yaml",
  ],
  data: ["node:*", "tinyglobby", "ignore", "@duckdb/node-api", "yauzl", "saxes", "aws4fetch"],
  protocol: [],
  server: [
    "@vscode/l10n",
    "vscode-languageserver",
    "vscode-languageserver-textdocument",
    "vscode-uri",
  ],
  tuning: ["hono", "hono/**", "openai", "openai/**"],
  recipes: ["node:*", "node:*/*", "@vscode/l10n"],
  cli: ["node:*", "node:*/*"],
  extension: ["vscode", "vscode-languageclient/node", "node:child_process"],
  webview: ["@vscode/l10n", "preact", "preact/**"],
};

const source = join(import.meta.dirname, "src");
const layers = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The layers that a layer's project refers to. */
function references(layer: string): readonly string[] {
  const project = JSON.parse(readFileSync(join(source, layer, "tsconfig.json"), "utf8")) as {
    readonly references?: readonly { readonly path: string }[];
  };
  return (project.references ?? []).map(({ path }) => path.split("/")[1] ?? path);
}

function layerRules(layer: string, allowedLayers: readonly string[]): object {
  const foreign = layers.filter((other) => other !== layer && !allowedLayers.includes(other));
  const mayImport = [layer, ...allowedLayers].join(", ");
  const allowedPackages = (packages[layer] ?? []).map((name) => `!${name}`);
  return {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          ...foreign.map((other) => ({
            group: [`**/${other}/*`, `**/${other}/**`],
            message: `${layer} may import only ${mayImport}.`,
          })),
          {
            group: ["*", "!./*", "!./**", "!../*", "!../**", ...allowedPackages],
            message: `${layer} may use only these packages: ${(packages[layer] ?? []).join(", ")}. A new one needs a line in docs/dependencies.md.`,
          },
        ],
      },
    ],
  };
}

export default defineConfig({
  plugins: ["typescript", "import", "unicorn", "oxc", "promise", "node"],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  options: { typeAware: true },
  rules: {
    complexity: ["error", { max: 10, variant: "modified" }],
    "max-depth": ["error", 3],
    "max-lines": ["error", { max: 300, skipComments: true, skipBlankLines: true }],
    "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
    "max-params": ["error", { max: 4 }],
    "no-console": "error",
    "no-else-return": ["error", { allowElseIf: false }],
    "no-param-reassign": "error",
    "no-var": "error",
    "prefer-const": "error",
    eqeqeq: "error",
    "import/no-cycle": ["error", { ignoreTypes: true }],
    "import/no-default-export": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/explicit-function-return-type": ["error", { allowExpressions: true }],
    "typescript/explicit-module-boundary-types": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/no-floating-promises": [
      "error",
      {
        allowForKnownSafeCalls: [
          { from: "package", name: ["describe", "it", "test", "suite"], package: "node:test" },
        ],
      },
    ],
    "typescript/no-misused-promises": "error",
    "typescript/no-unsafe-argument": "error",
    "typescript/no-unsafe-assignment": "error",
    "typescript/no-unsafe-call": "error",
    "typescript/no-unsafe-member-access": "error",
    "typescript/no-unsafe-return": "error",
    "typescript/only-throw-error": "error",
    "typescript/prefer-readonly": "error",
    "typescript/promise-function-async": "off",
    "typescript/require-await": "off",
    "typescript/restrict-template-expressions": "off",
    "typescript/return-await": ["error", "in-try-catch"],
    "typescript/strict-boolean-expressions": "off",
    "typescript/switch-exhaustiveness-check": [
      "error",
      { considerDefaultExhaustiveForUnions: true },
    ],
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "unicorn/prefer-node-protocol": "error",
    // A bare loop over an index is right where the index is the point.
    "unicorn/no-array-sort": "off",
    "unicorn/no-array-reverse": "off",
    "unicorn/consistent-function-scoping": "off",
    "no-await-in-loop": "off",
    // The compiler's noImplicitReturns says it better: it knows exhaustive switches.
    "typescript/consistent-return": "off",
    // Conventions ask for a comment at each assertion instead.
    "typescript/no-unsafe-type-assertion": "off",
    "no-shadow": "off",
    // Copies are how plain data changes here.
    "oxc/no-map-spread": "off",
    "import/no-named-as-default-member": "off",
    // Control characters are what some of our patterns are about.
    "no-control-regex": "off",
  },
  overrides: [
    ...layers.map((layer) => ({
      files: [`src/${layer}/**/*.{ts,tsx}`],
      rules: layerRules(layer, references(layer)),
    })),
    {
      files: ["src/server/node.ts", "src/server/main.ts"],
      rules: { "no-restricted-imports": "off" },
    },
    // What is posted between an editor and its page has no origin to name; styles have no name.
    {
      files: ["src/extension/webview-page.ts", "src/webview/**"],
      rules: {
        "unicorn/require-post-message-target-origin": "off",
        "import/no-unassigned-import": ["error", { allow: ["**/*.css"] }],
      },
    },
    // Its own project says which layers it may import.
    { files: ["src/tuning/node/**"], rules: { "no-restricted-imports": "off" } },
    {
      files: ["src/core/rules/*.ts", "oxlint.config.ts"],
      rules: { "import/no-default-export": "off" },
    },
    {
      files: ["scripts/**", "test/**"],
      rules: {
        "no-console": "off",
        "max-lines-per-function": "off",
        "max-lines": "off",
        complexity: "off",
        "typescript/explicit-module-boundary-types": "off",
        "typescript/unbound-method": "off",
        "typescript/explicit-function-return-type": "off",
      },
    },
  ],
  // AssemblyScript looks like TypeScript and is not.
  ignorePatterns: ["src/**/assembly/**", "dist/**", "out/**", ".cache/**", "node_modules/**"],
});
