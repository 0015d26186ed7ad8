import type { Rename } from "../../core/convert/near-prompts.js";
import { renamesText } from "../../core/convert/near-prompts.js";

/** What to do with a file that would be training data if its members had other names. */
export function renameHint(path: string, renames: readonly Rename[]): string {
  const words = renames.map(({ from, to }) => `"${from}" as "${to}"`).join(" and ");
  const file = /^[\w./-]+$/.test(path) ? path : JSON.stringify(path);
  return `${path} can be read with ${words}: tunewright convert ${file} --to prompt-completion --map ${renamesText(renames)}`;
}
