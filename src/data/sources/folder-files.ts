import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../user-error.js";

/** Not by a language's rules, which differ between machines. */
export function byCharacters(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const readable = /\.(?:csv|tsv|jsonl|ndjson|json|parquet)(?:\.gz|\.zst)?$/i;
/** What says something of a dataset and is none: `dataset_info.json`, `state.json`. */
const aboutDatasets = /^(?:dataset_dict|dataset_infos?|state|package|tunewright)\.json$/i;

/**
 * The files of a folder that holds a dataset in parts, as Hugging Face lays them out:
 * `train-00000-of-00002.parquet`, `data/test.jsonl`, `train/0000.parquet`. One split is read: the
 * only one, or the one that is named.
 *
 * @throws a `UserError` where it holds several splits and none is named, or none that is read
 */
export function folderFiles(folder: string, split: string | undefined): readonly string[] {
  const bySplit = new Map<string, string[]>();
  for (const [name, path] of filesIn(folder)) {
    bySplit.set(name, [...(bySplit.get(name) ?? []), path]);
  }
  const names = [...bySplit.keys()];
  const wanted = split ?? (names.length === 1 ? names[0] : undefined);
  const files = wanted === undefined ? undefined : bySplit.get(wanted);
  if (files !== undefined) return files.sort(byCharacters);
  if (names.length > 0) {
    const listed = names.map((name) => `“${name}”`).join(", ");
    throw new UserError(`${folder} holds ${listed}. Name one, as in ${folder}#${names[0]}`);
  }
  throw new UserError(`${folder} holds no file that is read.${adviceFor(folder)}`);
}

/** Files with the split that their name or folder says. */
function filesIn(folder: string): readonly (readonly [string, string])[] {
  const folders = ["", "data", ...foldersIn(folder).filter((name) => name !== "data")];
  return folders.flatMap((within) => {
    const place = join(folder, within);
    return namesIn(place)
      .filter((name) => readable.test(name) && !aboutDatasets.test(name))
      .map((name) => {
        const isSplitFolder = within !== "" && within !== "data";
        return [isSplitFolder ? within : splitOf(name), join(place, name)] as const;
      });
  });
}

function splitOf(name: string): string {
  const stem = name.replace(readable, "");
  return /^(.+?)-\d{4,5}-of-\d{4,5}/.exec(stem)?.[1] ?? stem;
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .sort(byCharacters);
}

function adviceFor(folder: string): string {
  const isSaved = ["dataset_dict.json", "state.json"].some((name) =>
    existsSync(join(folder, name)),
  );
  if (!isSaved) return "";
  return " It was written by save_to_disk, as Arrow: in Python, datasets.load_from_disk(…).to_parquet(…) writes what is read.";
}
