import * as vscode from "vscode";
import { csvRow, scoreColumns } from "../../core/inspection/score-csv.js";
import { outputFile } from "../../data/output-file.js";
import type { scoreExports } from "../../protocol/scores-page.js";
import type { ScoringJob } from "./scoring-job.js";

const rowsAtOnce = 2_000;

/** Asks where to keep the scores, in the order of the file, and writes them there. */
export async function saveScores(
  job: ScoringJob,
  kind: (typeof scoreExports)[number],
  dataset: vscode.Uri,
): Promise<void> {
  const name = `${(dataset.path.split("/").at(-1) ?? "").replace(/\.[^.]+$/, "")}-scores.${kind}`;
  const place = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(dataset, "..", name),
    filters: { [kind.toUpperCase()]: [kind] },
  });
  if (place === undefined) return;
  const output = outputFile(place.fsPath, { mayReplace: true });
  try {
    if (kind === "csv") output.write(Buffer.from(csvRow(scoreColumns)));
    const rows = job.table.rows("line");
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const facts = Array.from(rows.subarray(from, from + rowsAtOnce), (row) => job.fact(row));
      const texts = facts.map((fact) =>
        kind === "csv"
          ? csvRow(scoreColumns.map((column) => fact[column]))
          : `${JSON.stringify(fact)}\n`,
      );
      output.write(Buffer.from(texts.join("")));
      await new Promise((resolve) => setImmediate(resolve));
    }
    output.commit();
  } catch (error) {
    output.discard();
    throw error;
  }
  void vscode.window.showInformationMessage(vscode.l10n.t("Written: {0}.", place.fsPath));
}
