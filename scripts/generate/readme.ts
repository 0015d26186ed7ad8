import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkHelp } from "../../src/cli/commands/check-help.js";
import type { GeneratedFile } from "./generated-file.ts";
import { ruleTable } from "./rule-documentation.ts";
import { commandTable } from "./settings.ts";

/** The README with its generated parts: what stands between `<!-- part -->` and `<!-- /part -->`. */
export function readmeFile(root: string): GeneratedFile {
  const parts: Readonly<Record<string, string>> = {
    rules: ruleTable("docs/rules/"),
    commands: commandTable(root),
    "check-help": `\`\`\`text\n${checkHelp.trimEnd()}\n\`\`\``,
  };
  const content = Object.entries(parts).reduce(
    (text, [name, part]) => withPart(text, name, part),
    readFileSync(join(root, "README.md"), "utf8"),
  );
  return { path: "README.md", content };
}

function withPart(text: string, name: string, part: string): string {
  const start = `<!-- ${name} -->`;
  const end = `<!-- /${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md lacks ${start} … ${end}.`);
  return `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`;
}
