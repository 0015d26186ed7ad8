import * as vscode from "vscode";
import type { ModelName } from "../../protocol/inspector-page.js";
import { hasEnded } from "../../protocol/run-status.js";
import type { LaunchPowers } from "./launch/launch.js";
import { tune } from "./launch/launch.js";
import { suffixProblem } from "./launch/method-steps.js";
import type { KnownRun, RunsService } from "./runs-service.js";

/**
 * Trains a model of the local engine from a dataset without a question, and waits for it. `onShare` is
 * told how much is done, from 0 to 1, or `null` where nobody knows yet. `undefined` where the person
 * was told why the file cannot be trained from; rejects with words for people where the run fails.
 */
export async function trainHere(
  powers: LaunchPowers,
  training: vscode.Uri,
  onShare: (share: number | null) => void,
): Promise<ModelName | undefined> {
  const { service } = powers;
  const request = { training: training.toString(), provider: "local", suffix: nameOf(training) };
  const id = await tune(powers, request);
  if (id === undefined) return undefined;
  const { run } = await endOf(service, id, onShare);
  if (run.model !== null) return { provider: run.provider, model: run.model };
  throw new Error(run.error?.message ?? vscode.l10n.t("The training has ended without a model."));
}

/** What the dataset is called: its models are told apart by that. */
function nameOf({ path }: vscode.Uri): string {
  const name = (path.split("/").at(-1) ?? "").replace(/\.[^.]*$/, "");
  const suffix = name.replaceAll(/[^\w-]+/g, "-").slice(0, longestSuffix);
  return suffixProblem(suffix) === undefined ? suffix : "";
}

const longestSuffix = 40;

/** The run once it has ended. Rejects where nobody brings it to its end. */
function endOf(
  service: RunsService,
  id: string,
  onShare: (share: number | null) => void,
): Promise<KnownRun> {
  return new Promise((resolve, reject) => {
    const listener = service.onDidChange(look);
    look();
    function look(): void {
      const known = service.find(id);
      const trouble = troubleOf(known);
      if (trouble !== undefined) reject(new Error(trouble));
      else if (known !== undefined && hasEnded(known.run)) resolve(known);
      else {
        onShare(shareOf(known));
        return;
      }
      listener.dispose();
    }
  });
}

/** Why a run will not end, in words for people; `undefined` while it may. */
function troubleOf(known: KnownRun | undefined): string | undefined {
  if (known === undefined) return vscode.l10n.t("The run was deleted.");
  return known.following.kind === "nobody" ? known.following.reason : undefined;
}

function shareOf(known: KnownRun | undefined): number | null {
  return known?.following.kind === "here" ? (known.following.share ?? null) : null;
}
