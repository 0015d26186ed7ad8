import * as vscode from "vscode";
import type { PreflightAnswer } from "../../protocol/dataset-messages.js";
import { preflightOf } from "../../protocol/dataset-messages.js";
import type { CodeLanguage, ModelCall } from "../../tuning/model-code.js";
import { codeFor } from "../../tuning/model-code.js";
import { openSplit } from "../../tuning/node/run-splits.js";
import type { DatasetClient } from "../dataset-client.js";
import { providerOf } from "./drive-run.js";
import { targetOf } from "./provider-settings.js";
import { splitUri } from "./run-places.js";
import type { KnownRun } from "./runs-service.js";

interface LanguageItem extends vscode.QuickPickItem {
  readonly language: CodeLanguage;
}

const languages: readonly LanguageItem[] = [
  { label: "Python", language: "python" },
  { label: "TypeScript", language: "typescript" },
  { label: "curl", language: "curl" },
];

/** Copies code that asks the model of a run as its training data did. */
export async function copyCode(
  client: DatasetClient,
  known: KnownRun,
  given?: unknown,
): Promise<void> {
  const call = await callOf(client, known);
  const named = languages.find(({ language }) => language === given);
  const picked =
    named ??
    (await vscode.window.showQuickPick(languages, {
      title: vscode.l10n.t("Copy code in which language?"),
    }));
  if (picked === undefined) return;
  await vscode.env.clipboard.writeText(codeFor(call, picked.language));
  const hint =
    known.run.provider === "local"
      ? vscode.l10n.t(
          'Copied. "tunewright serve" offers the model to other programs, and prints address and key.',
        )
      : vscode.l10n.t("Copied. It takes the key from {0} in the environment.", call.keyVariable);
  void vscode.window.showInformationMessage(hint);
}

async function callOf(client: DatasetClient, { run, place }: KnownRun): Promise<ModelCall> {
  const { authentication, endpoint } = providerOf(run);
  if (run.model === null) throw new Error(vscode.l10n.t("The run has no model yet."));
  const answer = await lookAt(client, { run, place });
  const isPair = answer?.format?.id === "prompt-completion";
  return {
    model: run.model,
    kind: isPair ? "completion" : "chat",
    // Conversations have no marks of their own: their template brings them.
    separator: isPair ? answer.separator : "",
    stop: isPair ? answer.stop : "",
    url: endpoint.kind === "fixed" ? endpoint.url : run.endpoint,
    keyVariable: authentication.kind === "key" ? authentication.variable : "OPENAI_API_KEY",
  };
}

async function lookAt(
  client: DatasetClient,
  { run, place }: Pick<KnownRun, "place" | "run">,
): Promise<PreflightAnswer | null> {
  const { training } = run.files;
  if ((await openSplit(training, place.folder)) === undefined) {
    throw new Error(
      vscode.l10n.t(
        "{0} has changed since the model was trained, so nobody can tell its separator and stop sequence.",
        training.path,
      ),
    );
  }
  const uri = splitUri(place, training.path).toString();
  await client.start();
  return client.ask(preflightOf, { uri, target: targetOf(providerOf(run)) });
}
