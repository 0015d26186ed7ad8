import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { PairOutput, PreparedPairs } from "../../src/data/prepare/prepare-pairs.js";
import { preparePairs } from "../../src/data/prepare/prepare-pairs.js";
import { openSources } from "../../src/data/sources/open-sources.js";
import { datasetsIn, goldenFolder } from "./golden-table.ts";

// What `prepare FILE` makes of public files, held against what OpenAI's deleted tool made of them.

/** Where the verdicts are committed. */
export const parityPath = join(goldenFolder, "parity.tsv");

const referenceFolder = "reference_output";

/** Why a published file is not what the tool makes of the published source: found by reading both. */
const edited: Readonly<Record<string, string>> = {
  "legacy/mrkwanzaa__bayes-rat__data_prepared.jsonl":
    "edited: made of 282 of the 312 records with another wording of their instruction, whose removal was declined",
  "legacy/hrhrng__sentiment-analysis__sentiment_prepared_train.jsonl":
    "edited: the same prompts in the same order but for white space; 1586 labels were changed",
};

/** A text of tab-separated lines: each file that the tool, or its author by it, has prepared. */
export async function parityTable(folder: string): Promise<string> {
  const names = datasetsIn(folder);
  const sources = names.filter((name) => isSource(folder, name, names));
  const rows: string[] = [];
  for (const name of sources) {
    const prepared = await prepare(join(folder, name));
    for (const reference of referencesOf(name, names)) {
      rows.push([name, reference, ...compared(folder, reference, prepared)].join("\t"));
    }
    if (referencesOf(name, names).length === 0) rows.push(withoutReference(folder, name, prepared));
  }
  return `${["source\treference\tours\ttheirs\tequal\tverdict", ...rows].join("\n")}\n`;
}

/** Whether the tool was run on a file, or its author has published what it made. */
function isSource(folder: string, name: string, names: readonly string[]): boolean {
  if (name.startsWith(referenceFolder)) return false;
  return existsSync(logOf(folder, name)) || referencesOf(name, names).length > 0;
}

function logOf(folder: string, name: string): string {
  return join(folder, referenceFolder, `${basename(name)}.log`);
}

const endings = /^_prepared(?:_train|_valid)?(?:_\(\d+\))?\.jsonl$/;

function referencesOf(name: string, names: readonly string[]): readonly string[] {
  const stem = basename(name).replace(/\.[^.]*$/, "");
  return names.filter((other) => {
    const isNear = [referenceFolder, dirname(name)].includes(dirname(other));
    const file = basename(other);
    return isNear && file.startsWith(stem) && endings.test(file.slice(stem.length));
  });
}

function prepare(path: string): Promise<PreparedPairs> {
  const { signal } = new AbortController();
  const host = {
    openSource: openSources({
      mayReach: () => Promise.resolve(false),
      fetch,
      environment: {},
      onProgress: () => undefined,
      signal,
      mostDownloadBytes: 0,
    }),
    watch: { signal, progress: () => undefined, pause: () => Promise.resolve() },
    tell: () => undefined,
    accepts: () => Promise.resolve(true),
  };
  return preparePairs({ path, outputFolder: undefined, isDry: true }, host);
}

interface Texts {
  readonly prompt: string;
  readonly completion: string;
}

function compared(
  folder: string,
  reference: string,
  prepared: PreparedPairs,
): readonly (string | number)[] {
  const lines = readFileSync(join(folder, reference), "utf8").split("\n");
  const theirs = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Texts);
  const ours = prepared.kind === "prepared" ? pairsFor(reference, prepared.outputs) : [];
  const equal = theirs.filter(
    ({ prompt, completion }, at) =>
      prompt === ours[at]?.prompt && completion === ours[at].completion,
  ).length;
  const isEqual = equal === theirs.length && equal === ours.length;
  return [ours.length, theirs.length, equal, isEqual ? "equal" : (edited[reference] ?? "differs")];
}

function pairsFor(reference: string, outputs: readonly PairOutput[]): PairOutput["pairs"] {
  const part = /_(train|valid)\.jsonl$/.exec(reference)?.[1];
  const split = part === undefined ? "all" : part === "train" ? "train" : "validation";
  return outputs.find((output) => output.split === split)?.pairs ?? [];
}

/** The tool has refused the file, or found nothing to do. */
function withoutReference(folder: string, name: string, prepared: PreparedPairs): string {
  const hasRefused = readFileSync(logOf(folder, name), "utf8").includes("SystemExit: 1");
  const isRefused = prepared.kind === "fault";
  const written = isRefused ? 0 : prepared.outputs.length;
  const both = isRefused ? "equal: refused" : "equal: nothing to do";
  const verdict = hasRefused === isRefused && written === 0 ? both : "differs";
  return [name, "-", 0, 0, 0, verdict].join("\t");
}
