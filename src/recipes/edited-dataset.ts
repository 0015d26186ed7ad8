import { rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { DatasetFile } from "../data/dataset-file.js";
import { memoryDatasetFile } from "../data/dataset-file.js";
import { openDataset } from "../data/open-dataset.js";
import { removeAtExit } from "../data/remove-at-exit.js";
import type { DatasetText } from "../protocol/step-messages.js";

/** Opens a dataset as the editor has it. Its owner closes it. */
export async function openEdited({ path, name, text }: DatasetText): Promise<DatasetFile> {
  if (text !== null) return memoryDatasetFile(name, Buffer.from(text));
  if (path === null) throw new Error("A dataset without a file has its text.");
  return openDataset(path, name);
}

/** A file that holds what the editor holds, for readers of files: its own, or one for a while. */
export function editedFile({ path, name, text }: DatasetText): {
  readonly location: string;
  readonly remove: () => void;
} {
  if (text === null && path !== null) return { location: path, remove: () => undefined };
  const ending = extname(path ?? name) || ".jsonl";
  const location = join(tmpdir(), `tunewright-${randomBytes(8).toString("hex")}${ending}`);
  const keep = removeAtExit(location);
  writeFileSync(location, text ?? "", { mode: 0o600, flag: "wx" });
  return {
    location,
    remove() {
      rmSync(location, { force: true });
      keep();
    },
  };
}

/** The lines of a text as the reader of datasets parts them. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/);
}
