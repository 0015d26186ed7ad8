import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getL10nJson } from "@vscode/l10n-dev";
import type { GeneratedFile } from "./generated-file.ts";

/** The texts that the code shows to people, for translators. */
export async function translationBundle(root: string): Promise<GeneratedFile> {
  const source = join(root, "src");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .sort();
  const bundle = await getL10nJson(
    files.map((name) => ({
      extension: name.endsWith(".tsx") ? ".tsx" : ".ts",
      contents: readFileSync(join(source, name), "utf8"),
    })),
  );
  const sorted = Object.fromEntries(
    Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : Number(a > b))),
  );
  return { path: "l10n/bundle.l10n.json", content: `${JSON.stringify(sorted, null, 2)}\n` };
}
