import type { Dirent } from "node:fs";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { systemErrorCode } from "../user-error.js";

/** Deeper files are hardly meant, and more of them nobody reads. */
const deepest = 3;
const mostFiles = 300;

const wanted = /\.(?:jsonl|ndjson|json|recipe\.ya?ml)$/i;

/** Files below the folder of a launch file that it may name, by that folder, with `/`; the nearest first. */
export function filesNear(launchPath: string): readonly string[] {
  const found: string[] = [];
  let folders = [""];
  for (let depth = 0; depth < deepest && found.length < mostFiles; depth += 1) {
    const entries = folders.flatMap((folder) =>
      entriesOf(join(dirname(launchPath), folder)).map((entry) => ({
        path: `${folder}${entry.name}`,
        isFolder: entry.isDirectory(),
      })),
    );
    for (const { path, isFolder } of entries) if (!isFolder && wanted.test(path)) found.push(path);
    folders = entries.filter(({ isFolder }) => isFolder).map(({ path }) => `${path}/`);
  }
  return found.slice(0, mostFiles);
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}
