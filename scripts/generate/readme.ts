import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkHelp } from "../../src/cli/commands/check-help.js";
import type { GeneratedFile } from "./generated-file.ts";
import { withParts } from "./generated-file.ts";
import { ruleTable } from "./rule-documentation.ts";
import { commandTable } from "./settings.ts";

/** The README with its generated parts. */
export function readmeFile(root: string): GeneratedFile {
  const path = "README.md";
  const content = withParts(path, readFileSync(join(root, path), "utf8"), {
    rules: ruleTable("docs/rules/"),
    commands: commandTable(root),
    "check-help": `\`\`\`text\n${checkHelp.trimEnd()}\n\`\`\``,
  });
  return { path, content };
}
