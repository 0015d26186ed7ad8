import { spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";

export const CACHE_FOLDER = join(import.meta.dirname, "../../.cache/bench");

/** Shapes of records, each with the options of the generator that make it. */
export const shapes = {
  flat: [],
  long: ["--median", "1500"],
  short: ["--median", "40"],
  escaped: ["--ascii-escapes", "1"],
  crlf: ["--crlf"],
  chat: ["--format", "chat"],
  text: ["--format", "text"],
  alpaca: ["--format", "alpaca"],
  sharegpt: ["--format", "sharegpt"],
  messages: ["--format", "prompt-completion-messages"],
  trl: ["--format", "preference-trl"],
  openai: ["--format", "preference-openai"],
  kto: ["--format", "unpaired-preference"],
  gemini: ["--format", "gemini"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Shape = keyof typeof shapes;

/** A dataset of about that many bytes, made once and kept. */
export function benchDataset(bytes: number, seed: number, shape: Shape = "flat"): string {
  mkdirSync(CACHE_FOLDER, { recursive: true });
  const path = join(CACHE_FOLDER, `reviews-${shape}-${seed}-${bytes}.jsonl`);
  if (existsSync(path)) return path;
  console.error(`Making ${path} …`);
  // In a process of its own: what this one holds in memory would count for the programs it starts.
  const generator = join(import.meta.dirname, "generate-reviews.ts");
  const sized = ["--bytes", String(bytes), "--seed", String(seed), "--out", `${path}.new`];
  const args = [generator, ...sized, ...shapes[shape]];
  const run = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (run.status !== 0) throw new Error(`Could not make ${path}`);
  renameSync(`${path}.new`, path);
  return path;
}

/**
 * The baseline as plain JavaScript. Stripping types when it starts would cost it a tenth of a
 * second and 20 MiB, which the bundled command line does not pay.
 */
export function baselineProgram(): string {
  const source = readFileSync(join(import.meta.dirname, "baseline.ts"), "utf8");
  const path = join(CACHE_FOLDER, "baseline.mjs");
  writeFileSync(path, transformSync(source, { loader: "ts" }).code);
  return path;
}

/** Reads the file once, so that the first program measured does not wait for the disk alone. */
export function warmUp(path: string): void {
  const buffer = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, "r");
  while (readSync(file, buffer, 0, buffer.length, null) > 0);
  closeSync(file);
}
