import { rmSync } from "node:fs";

/** Removes a file or folder when the process ends before it is finished. Returns what calls that off. */
export function removeAtExit(path: string): () => void {
  const remove = (): void => rmSync(path, { force: true, recursive: true });
  process.once("exit", remove);
  return () => void process.off("exit", remove);
}
