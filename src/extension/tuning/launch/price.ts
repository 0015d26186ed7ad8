import * as vscode from "vscode";
import type { DatasetClient } from "../../dataset-client.js";
import { written } from "../../written.js";
import { recordsWord } from "../run-words.js";
import type { LaunchRequest } from "./draft.js";
import { draftFrom } from "./draft.js";
import { blocking, lookAtFiles, tellBlocked } from "./look-at-files.js";
import { costLine, costOf } from "./summary.js";

/** Counts what a launch would train on and says what it would cost. Nothing is sent. */
export async function tellPrice(client: DatasetClient, request: LaunchRequest): Promise<void> {
  const draft = { ...draftFrom(request), validation: null, test: null };
  const { provider, model } = draft;
  const looks = await lookAtFiles(client, draft);
  const [training] = looks ?? [];
  if (looks === undefined || training === undefined) return;
  const [first] = blocking(training);
  if (first !== undefined) return tellBlocked(draft, training, first);
  const { records, tokens } = training.answer;
  const size =
    tokens === null
      ? recordsWord(records)
      : vscode.l10n.t("{0}, {1} tokens each epoch", recordsWord(records), written(tokens));
  const what = vscode.l10n.t("{0} at {1}: {2}.", model, provider.title, size);
  void vscode.window.showInformationMessage(`${what} ${priceWords()}`);

  function priceWords(): string {
    if (provider.endpoint.kind === "here") {
      return vscode.l10n.t("Nothing is paid: it trains on this machine.");
    }
    if (draft.method === "reinforcement") {
      return vscode.l10n.t("Reinforcement is paid by the time that it takes.");
    }
    return costLine(costOf(draft, looks ?? []));
  }
}
