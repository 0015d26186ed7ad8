import * as vscode from "vscode";
import { grouped } from "../core/grouped.js";

/** A count as `grouped` writes it, in the language of the extension's own texts. */
export function written(count: number): string {
  const comment = "Between the thousands of a number, as in 12,345";
  return grouped(count, vscode.l10n.t({ message: ",", comment }));
}
