import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isJsonObject } from "../../../core/json/json-node.js";
import { jsonValueOf } from "../../../core/json/json-value-of.js";
import type { ScoreSummary } from "../../../core/inspection/score-summary.js";
import { outputFile } from "../../../data/output-file.js";
import type { RunSplit } from "../../runs/run-file.js";
import { dataDirectory } from "../data-directory.js";
import { describeSplit } from "../run-splits.js";

/** What was scored last of a file under a model: `.tunewright/scores/NAME.json`, beside the scores. */
export interface ScoresManifest {
  readonly version: 1;
  readonly dataset: Pick<RunSplit, "bytes" | "path" | "records" | "sha256">;
  readonly provider: string;
  readonly model: string;
  /** As `2026-11-22T14:03:00.000Z`; `null` where it was stopped before its end. */
  readonly finishedAt: string | null;
  readonly summary: ScoreSummary;
}

/** What is scored. */
export interface ScoreSubject {
  /** The dataset's path. */
  readonly file: string;
  /** The folder of the workspace that it lies in; `undefined` where it lies in none. */
  readonly folder: string | undefined;
  readonly provider: string;
  readonly model: string;
  /** The host that is asked; `null` for this machine's own engine. */
  readonly host: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Where the scores of a file under a model lie, and the file as it is now. */
export interface ScorePlace {
  readonly dataset: RunSplit;
  readonly factsPath: string;
  /** The hash of the file that was scored before; `undefined` for none. */
  readonly hashBefore: string | undefined;
  /** Says what was scored. */
  write(found: Pick<ScoresManifest, "finishedAt" | "summary">): void;
}

/**
 * Finds the place: beside the runs of the folder that a file lies in, without a folder in the person's
 * own data. Rejects with a `UserError` where the file cannot be read.
 */
export async function scorePlace(subject: ScoreSubject): Promise<ScorePlace> {
  const { file, folder, provider, model, host, environment } = subject;
  const home =
    folder === undefined
      ? dataDirectory(environment, process.platform)
      : join(folder, ".tunewright");
  const dataset = await describeSplit(file, folder ?? dirname(file));
  const own = folder === undefined ? file : dataset.path;
  const mark = createHash("sha256").update(JSON.stringify([own, provider, host, model]));
  const plain = basename(file).replace(/\.[^.]*$/, "");
  const name = `${plain.replace(/[^\w.-]+/g, "-").slice(0, 40)}-${mark.digest("hex").slice(0, 12)}`;
  const scores = join(home, "scores");
  keepOutOfRepositories(scores);
  const manifestPath = join(scores, `${name}.json`);
  return {
    dataset,
    factsPath: join(scores, `${name}.jsonl`),
    hashBefore: hashIn(manifestPath),
    write(found) {
      const { path, sha256, bytes, records } = dataset;
      const about = { path, sha256, bytes, records };
      const manifest: ScoresManifest = { version: 1, dataset: about, provider, model, ...found };
      const output = outputFile(manifestPath, { mayReplace: true });
      output.write(Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`));
      output.commit();
    },
  };
}

/** Scores hold texts of records, and are as many. */
function keepOutOfRepositories(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const ignored = join(folder, ".gitignore");
  if (!existsSync(ignored)) writeFileSync(ignored, "*\n");
}

function hashIn(path: string): string | undefined {
  const manifest = existsSync(path) ? jsonValueOf(readFileSync(path, "utf8")) : undefined;
  const dataset = isJsonObject(manifest) ? manifest["dataset"] : undefined;
  const hash = isJsonObject(dataset) ? dataset["sha256"] : undefined;
  return typeof hash === "string" ? hash : undefined;
}
