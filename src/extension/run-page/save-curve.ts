import * as vscode from "vscode";
import type { CurveExport } from "../../protocol/run-page.js";
import { writeWhole } from "../write-whole.js";
import { folderOfRun } from "./folder-runs.js";
import { jobAt } from "./job-runs.js";
import type { RunSource } from "./run-source.js";

const titles: Readonly<Record<CurveExport["kind"], string>> = {
  csv: "CSV",
  svg: "SVG",
  png: "PNG",
};

/** Asks where to keep a run's numbers or a picture of them, and writes them there. */
export async function saveCurve(
  source: RunSource,
  file: vscode.Uri,
  what: CurveExport,
): Promise<void> {
  const content = await contentOf(source, file, what);
  if (content === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("This run has no numbers yet, so there is nothing to save."),
    );
    return;
  }
  const name = (file.path.split("/").at(-1) ?? "").replace(/\.json$|$/, `.${what.kind}`);
  const isJob = jobAt(file) !== undefined;
  const folder = isJob ? vscode.workspace.workspaceFolders?.[0]?.uri : folderOfRun(file);
  const place = await vscode.window.showSaveDialog({
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [titles[what.kind]]: [what.kind] },
  });
  if (place !== undefined) await writeWhole(place, content);
}

async function contentOf(
  source: RunSource,
  file: vscode.Uri,
  what: CurveExport,
): Promise<Uint8Array | undefined> {
  switch (what.kind) {
    case "csv": {
      const csv = await source.curve(file);
      return csv === undefined ? undefined : new TextEncoder().encode(csv);
    }
    case "svg":
      return new TextEncoder().encode(what.text);
    case "png":
      return Buffer.from(what.base64, "base64");
  }
}
