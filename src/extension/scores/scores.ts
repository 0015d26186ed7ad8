import * as vscode from "vscode";
import type { ShownModel } from "../../protocol/inspector-page.js";
import { isModelName } from "../../protocol/inspector-checks.js";
import type { ScoringEstimate } from "../../tuning/asking/scoring-estimate.js";
import { findProvider } from "../../tuning/providers/index.js";
import { datasetUri } from "../dataset-documents.js";
import type { ModelName } from "../../protocol/inspector-page.js";
import type { ModelChoices } from "../inspector/choose-model.js";
import { chooseModel } from "../inspector/choose-model.js";
import { shownModel } from "../inspector/shown-models.js";
import { written } from "../written.js";
import type { ScoringJobPowers } from "./scoring-job.js";
import { ScoringJob } from "./scoring-job.js";
import { ScoresPage } from "./scores-page.js";

/** What scoring in the editor is made from. */
export interface ScoresPowers
  extends ModelChoices, Pick<ScoringJobPowers, "connect" | "environment"> {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly inspect: (given: unknown, line: number) => Promise<void>;
}

/** Scores of whole datasets, each on a page of its own. */
export interface Scores extends vscode.Disposable {
  /** Scores a dataset: that which is given, else that of the active tab. */
  score(given: unknown, model?: unknown): Promise<void>;
}

const viewType = "tunewright.scores";

/** Makes what scores datasets. Nothing is read or shown before the first. */
export function createScores(powers: ScoresPowers): Scores {
  /** By file and model. */
  const pages = new Map<string, ScoresPage>();

  const open = (uri: vscode.Uri, model: ShownModel): ScoresPage => {
    const key = JSON.stringify([uri.toString(), model]);
    const known = pages.get(key);
    if (known !== undefined) {
      known.reveal();
      return known;
    }
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(viewType, "", place);
    const page = new ScoresPage(panel, {
      ...powers,
      uri,
      model,
      job: (onChange) => new ScoringJob(jobPowers(powers, { uri, model, onChange })),
      run: (job) => runWithProgress(job, uri),
      chooseModel: async () => start(uri, await chosen()),
    });
    pages.set(key, page);
    panel.onDidDispose(() => {
      pages.delete(key);
      page.dispose().catch((error: unknown) => powers.log.warn(String(error)));
    });
    return page;
  };
  const chosen = (): Promise<ModelName | undefined> =>
    chooseModel(powers, vscode.l10n.t("Score a dataset: which model?"));
  const start = async (uri: vscode.Uri, name: ModelName | undefined): Promise<void> => {
    const model = name && shownModel(name);
    if (model === undefined) return;
    const { job } = open(uri, model);
    await runWithProgress(job, uri);
  };
  return {
    async score(given, model) {
      const uri = given instanceof vscode.Uri ? given : datasetUri(given);
      if (uri === undefined || !(await isOnDisk(uri))) return;
      await start(uri, isModelName(model) ? model : await chosen());
    },
    dispose() {
      for (const page of pages.values()) void page.dispose();
    },
  };
}

function jobPowers(
  powers: ScoresPowers,
  own: Pick<ScoringJobPowers, "model" | "onChange" | "uri">,
): ScoringJobPowers {
  const provider = findProvider(own.model.provider);
  if (provider === undefined) throw new Error(vscode.l10n.t("There is no such provider."));
  return { ...powers, ...own, provider, confirm: (estimate) => confirm(own, estimate) };
}

/** What is on disk is scored: what was edited has to be there. */
async function isOnDisk(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== "file") {
    throw new Error(vscode.l10n.t("Save the dataset to this machine first."));
  }
  const document = vscode.workspace.textDocuments.find(
    (one) => one.uri.toString() === uri.toString(),
  );
  if (document?.isDirty !== true) return true;
  const save = vscode.l10n.t("Save and score");
  const question = vscode.l10n.t("The dataset has changes that are not saved.");
  const choice = await vscode.window.showWarningMessage(question, { modal: true }, save);
  return choice === save && document.save();
}

async function runWithProgress(job: ScoringJob, uri: vscode.Uri): Promise<void> {
  const { l10n } = vscode;
  const title = l10n.t("Scoring {0}", vscode.workspace.asRelativePath(uri));
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (progress, token) => {
      const stopping = new AbortController();
      const registration = token.onCancellationRequested(() => stopping.abort());
      const timer = setInterval(() => progress.report({ message: progressWords(job) }), 200);
      try {
        await job.run(stopping.signal);
      } finally {
        clearInterval(timer);
        registration.dispose();
      }
    },
  );
}

function progressWords({ status, source }: ScoringJob): string {
  const { l10n } = vscode;
  if (status.kind !== "scoring") return l10n.t("Counting its records…");
  if (status.waiting !== null) return status.waiting;
  return l10n.t("{0} of {1} records", written(status.done), written(source?.survey.records ?? 0));
}

/** Says what is sent where and what it comes to, and asks once. */
async function confirm(
  { uri, model }: Pick<ScoringJobPowers, "model" | "uri">,
  { records, requests, inputTokens, outputTokens, cost }: ScoringEstimate,
): Promise<boolean> {
  const { l10n } = vscode;
  const send = l10n.t("Send and score");
  const paid =
    cost === undefined
      ? l10n.t("Price not known here: it costs what {0} asks for it.", model.providerTitle)
      : l10n.t(
          "Cost: {0} {1} at most (price of {2}; the provider's bill counts).",
          cost.most.toFixed(2),
          cost.price.currency,
          cost.price.of,
        );
  const detail = [
    l10n.t(
      "{0} records of {1} with their completions go to {2} ({3}), model {4}.",
      written(records),
      vscode.workspace.asRelativePath(uri),
      model.providerTitle,
      model.host ?? "",
      model.model,
    ),
    l10n.t(
      "{0} to {1} requests, about {2} tokens, answers of {3} tokens at most.",
      written(requests.least),
      written(requests.most),
      written(inputTokens),
      written(outputTokens),
    ),
    paid,
    l10n.t("What is scored is kept: it can be stopped at any time and goes on from there."),
  ].join("\n\n");
  const question = l10n.t("Score {0} records?", written(records));
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, send)) === send;
}
