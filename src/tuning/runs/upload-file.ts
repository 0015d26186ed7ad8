import { ProviderError } from "../provider-error.js";
import type { RunSplit } from "./run-file.js";
import type { RunPowers } from "./run-powers.js";

/** So often a file whose upload ended unclearly is looked for before it is uploaded again. */
const looks = 3;
const lookMs = 2_000;
/** So many signs of the hash stand in a file's name at the provider. */
const hashSigns = 16;

/** How an upload is followed and stopped. */
export interface UploadOptions {
  readonly signal: AbortSignal;
  /** Told how many bytes were sent. */
  readonly onProgress: (bytes: number) => void;
}

/** The id of a file at the provider: of the one that is there already, or of a new one. */
export async function uploadOrFind(
  split: RunSplit,
  powers: RunPowers,
  options: UploadOptions,
): Promise<string> {
  const there = await find(split, powers, options.signal);
  if (there !== undefined) return there;
  try {
    return await upload(split, powers, options);
  } catch (error) {
    if (!(error instanceof ProviderError) || !error.trouble.isUnclear) throw error;
    const arrived = await lookFor(split, powers, options.signal);
    if (arrived !== undefined) return arrived;
    throw error;
  }
}

async function upload(split: RunSplit, powers: RunPowers, options: UploadOptions): Promise<string> {
  const content = await powers.open(split);
  if (content === undefined) {
    throw new ProviderError(
      `${split.path} has changed since the run was begun, so it was not uploaded. Launch the run again.`,
      { kind: "refused", code: "file_changed", isUnclear: false },
    );
  }
  const name = remoteName(split);
  return (await powers.client.upload({ name, bytes: split.bytes, open: () => content }, options))
    .id;
}

async function lookFor(
  split: RunSplit,
  powers: RunPowers,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (let look = 0; look < looks && !signal.aborted; look += 1) {
    await powers.wait(lookMs, signal);
    const found = await find(split, powers, signal);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function find(
  split: RunSplit,
  { client }: RunPowers,
  signal: AbortSignal,
): Promise<string | undefined> {
  const name = remoteName(split);
  const files = await client.files({ signal });
  return files.find((file) => file.name === name && file.bytes === split.bytes)?.id;
}

/** What a file is called at the provider: its content tells it from all others. */
export function remoteName({ path, sha256 }: Pick<RunSplit, "path" | "sha256">): string {
  const base = (path.split("/").at(-1) ?? "").replace(/\.jsonl$/i, "");
  return `${base}.${sha256.slice(0, hashSigns)}.jsonl`;
}
