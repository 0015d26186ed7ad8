import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { markdownTable } from "./bench-table.ts";

const page = join(import.meta.dirname, "../../docs/performance.md");
const start = "<!-- measured: npm run bench -- --write -->";
const end = "<!-- end of measured -->";

/** Puts freshly measured tables between the marks of docs/performance.md. */
export function writePerformancePage(
  tables: readonly (readonly (readonly string[])[])[],
  note: string,
): void {
  const text = readFileSync(page, "utf8");
  const [before, after] = [text.indexOf(start), text.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`${page} has lost its marks.`);
  const measured = [...tables.map(markdownTable), note].join("\n\n");
  writeFileSync(page, `${text.slice(0, before)}${start}\n\n${measured}\n\n${text.slice(after)}`);
}
