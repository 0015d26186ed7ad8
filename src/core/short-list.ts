import * as l10n from "@vscode/l10n";
import { grouped } from "./grouped.js";

/** The first few texts of a list, in quotes, and how many more there are. */
export function shortList(texts: readonly string[], most = 5): string {
  const shown = texts.slice(0, most).map((text) => JSON.stringify(text));
  const more = texts.length - shown.length;
  return more > 0 ? l10n.t("{0} and {1} more", shown.join(", "), grouped(more)) : shown.join(", ");
}
