import { join, parse } from "node:path";

/** The name that a dataset has as lines: that of the file, unless it is one of other content. */
export function linesPath(path: string): string {
  const { dir, name, ext } = parse(path);
  return /^\.(?:jsonl|ndjson)$/i.test(ext) ? path : join(dir, `${name}.jsonl`);
}
