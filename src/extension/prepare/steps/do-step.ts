import * as vscode from "vscode";
import { askSteps } from "../../tuning/launch/steps.js";
import { datasetLanguage } from "../../dataset-documents.js";
import { written } from "../../written.js";
import { applyChange, changedText } from "./apply-change.js";
import type { DatasetSubject } from "./dataset-subject.js";
import { datasetSubject } from "./dataset-subject.js";
import { showChanged, showWritten } from "./show-result.js";
import type { Done, StepDraft, StepKind, UsableLook } from "./step-draft.js";
import { usualSeed } from "./step-draft.js";
import type { StepEngine, StepEnd } from "./step-engine.js";
import { previewStep, refusalText } from "./step-preview.js";
import { questionsFor } from "./step-questions.js";

const firstSteps: { readonly [Kind in StepKind]: Extract<StepDraft["step"], { kind: Kind }> } = {
  split: {
    kind: "split",
    sizes: [
      ["validation", { kind: "share", value: 0.1 }],
      ["test", { kind: "share", value: 0.1 }],
    ],
    stratify: [],
    group: [],
  },
  sample: { kind: "sample", size: { kind: "share", value: 0.1 }, stratify: [] },
  shuffle: { kind: "shuffle" },
  deduplicate: { kind: "deduplicate", by: "record", threshold: 0.8, conflicts: "error" },
  balance: { kind: "balance", maximumPerLabel: null, minimumPerLabel: null },
  "merge-labels": { kind: "merge-labels", renamed: [], dropped: [] },
};

/**
 * Does one step to a dataset: asks what it has to know, shows the counts, and writes files beside
 * the dataset or changes its document, as the person says.
 */
export async function doStep(engine: StepEngine, kind: StepKind, given: unknown): Promise<void> {
  const subject = datasetSubject(given);
  if (subject === undefined) return;
  const look = await engine.look(subject);
  if (look === undefined) return;
  const draft = await askSteps(firstDraft(subject, look, kind), [
    ...questionsFor(kind, engine),
    previewStep(engine),
  ]);
  if (draft?.destination === undefined) return;
  if (draft.destination === "files") await writeFiles(engine, draft, false);
  else await changeDocument(engine, draft);
}

function firstDraft(subject: DatasetSubject, look: UsableLook, kind: StepKind): StepDraft {
  return {
    subject,
    look,
    step: firstSteps[kind],
    labelField: null,
    seed: usualSeed,
    conflicts: undefined,
    chosen: [],
    destination: undefined,
  };
}

async function writeFiles(
  engine: StepEngine,
  draft: StepDraft,
  mayReplace: boolean,
): Promise<void> {
  const outcome = await engine.run(draft, { output: "files", mayReplace });
  if (outcome.kind === "exists") {
    if (await mayReplaceFiles(outcome.paths)) await writeFiles(engine, draft, true);
    return;
  }
  if (outcome.kind === "stopped") return;
  if (outcome.kind !== "done") throw new Error(refusalText(outcome));
  await showWritten(draft.subject, outcome.parts);
}

async function mayReplaceFiles(paths: readonly string[]): Promise<boolean> {
  const replace = vscode.l10n.t("Replace");
  const names = paths.map((path) => vscode.workspace.asRelativePath(path));
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t("There already: {0}.", names.join(", ")),
    { modal: true, detail: vscode.l10n.t("What is in them would be lost.") },
    replace,
  );
  return choice === replace;
}

async function changeDocument(engine: StepEngine, draft: StepDraft): Promise<void> {
  const { subject, destination } = draft;
  const { document } = subject;
  if (document === undefined) return;
  const { version } = document;
  const end: StepEnd = { output: "document", mayReplace: false };
  const outcome = await engine.run(draft, end);
  if (outcome.kind === "stopped") return;
  if (outcome.kind !== "done") throw new Error(refusalText(outcome));
  const { change } = outcome;
  if (change === null) return;
  if (destination === "untitled") {
    const content = changedText(document.getText(), change);
    const created = await vscode.workspace.openTextDocument({ language: datasetLanguage, content });
    await vscode.window.showTextDocument(created, { preview: false });
    return;
  }
  await applyChange(document, change, version);
  await showChanged(subject, summaryOf(outcome));
}

function summaryOf({ read, parts }: Done): string {
  const records = parts.reduce((sum, part) => sum + part.records, 0);
  return vscode.l10n.t("Records: {0} → {1}.", written(read), written(records));
}
