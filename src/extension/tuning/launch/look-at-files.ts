import * as vscode from "vscode";
import type { NeededChange } from "../../../core/dataset/target-verdict.js";
import type { PreflightAnswer } from "../../../protocol/dataset-messages.js";
import { preflightOf } from "../../../protocol/dataset-messages.js";
import type { DatasetClient, LongRun } from "../../dataset-client.js";
import { recordsWord } from "../run-words.js";
import { targetOf } from "../provider-settings.js";
import type { Draft } from "./draft.js";

/** A file of a run, and what was found in it. */
export interface LookedAt {
  readonly role: "test" | "training" | "validation";
  readonly uri: vscode.Uri;
  readonly answer: PreflightAnswer;
}

/** Saves and checks the files of a draft for who will read them. `undefined` where it is cancelled. */
export async function lookAtFiles(
  client: DatasetClient,
  draft: Draft,
): Promise<readonly LookedAt[] | undefined> {
  const files = filesOf(draft);
  for (const { uri } of files) await saved(uri);
  await client.start();
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Checking the files"),
      cancellable: true,
    },
    async (progress, token) => {
      const found: LookedAt[] = [];
      for (const file of files) {
        const name = file.uri.path.split("/").at(-1) ?? "";
        const report = (share: number): void =>
          progress.report({ message: `${name}: ${Math.round(share)} %` });
        const answer = await ask(client, draft, { ...file, run: { token, report } });
        if (answer === null) return undefined;
        found.push({ ...file, answer });
      }
      return found;
    },
  );
}

type FileOfRun = Omit<LookedAt, "answer">;

function filesOf({ training, validation, test }: Draft): readonly FileOfRun[] {
  const all = [
    { role: "training", uri: training },
    { role: "validation", uri: validation },
    { role: "test", uri: test },
  ] as const;
  return all.flatMap(({ role, uri }) => (uri instanceof vscode.Uri ? [{ role, uri }] : []));
}

/** What a model learns from, and what it is measured with while it does, must not be in what comes after. */
function filesBefore(draft: Draft, role: FileOfRun["role"]): readonly string[] {
  const roles: readonly FileOfRun["role"][] = ["training", "validation", "test"];
  return filesOf(draft)
    .filter((file) => roles.indexOf(file.role) < roles.indexOf(role))
    .map(({ uri }) => uri.toString());
}

function ask(
  client: DatasetClient,
  draft: Draft,
  { role, uri, run }: FileOfRun & { readonly run: LongRun },
): Promise<PreflightAnswer | null> {
  const { provider, model, target } = draft;
  const counts = role === "training" && provider.endpoint.kind !== "here";
  const request = {
    uri: uri.toString(),
    target: targetOf(provider, target),
    role,
    against: filesBefore(draft, role),
    ...(counts && { model }),
  };
  return client.ask(preflightOf, request, run);
}

/** What is checked, hashed and sent is the file on disk: it has to be what the editor shows. */
async function saved(uri: vscode.Uri): Promise<void> {
  const document = vscode.workspace.textDocuments.find(
    (open) => open.uri.toString() === uri.toString(),
  );
  if (document?.isDirty !== true || (await document.save())) return;
  throw new Error(vscode.l10n.t("{0} could not be saved.", vscode.workspace.asRelativePath(uri)));
}

/** The records of a file that stand in an earlier one too: what they measure looks better than it is. */
export function leakedRecords({ role, answer }: LookedAt): NeededChange | undefined {
  if (role === "training") return undefined;
  return answer.verdict.changes.find(({ rule }) => rule === "leakage");
}

/** What the provider would refuse. A test file is never sent: only what cannot be read counts there. */
export function blocking({ role, answer }: LookedAt): readonly NeededChange[] {
  const errors = answer.verdict.changes.filter(({ severity }) => severity === "error");
  if (role !== "test") return errors;
  return errors.filter(({ rule }) => rule.startsWith("format-not-") || rule === "invalid-json");
}

/** Tells of leaks where nobody is asked to confirm anything. */
export async function tellLeaks(looks: readonly LookedAt[]): Promise<void> {
  for (const look of looks) {
    const leak = leakedRecords(look);
    if (leak === undefined) continue;
    const goThere = vscode.l10n.t("Go to line {0}", leak.line + 1);
    const choice = await vscode.window.showWarningMessage(leakWords(look, leak), goThere);
    if (choice !== goThere) continue;
    const selection = new vscode.Range(leak.line, 0, leak.line, 0);
    await vscode.window.showTextDocument(look.uri, { selection });
  }
}

/** What is said of records that a file has in common with one that the model learns from. */
export function leakWords({ uri }: LookedAt, { count, line, message }: NeededChange): string {
  const name = vscode.workspace.asRelativePath(uri);
  return vscode.l10n.t(
    "Repeated in {1} from another file of the run: {0}. What is measured with it looks better than the model is. Line {2}: {3}",
    recordsWord(count),
    name,
    line + 1,
    message,
  );
}

/** Tells the person why nothing was launched, with a way to put it right. */
export async function tellBlocked(
  draft: Draft,
  { uri, answer }: LookedAt,
  first: NeededChange,
): Promise<void> {
  const errors = answer.verdict.changes.filter(({ severity }) => severity === "error");
  const name = vscode.workspace.asRelativePath(uri);
  const message = vscode.l10n.t(
    "{0} would refuse {1}, so nothing was sent or trained. Line {2}: {3}",
    draft.provider.title,
    name,
    first.line + 1,
    first.message,
  );
  const goThere = vscode.l10n.t("Go to line {0}", first.line + 1);
  const fix = vscode.l10n.t("Apply safe fixes");
  const convert = vscode.l10n.t("Convert…");
  const others = vscode.l10n.t("Who accepts this dataset?");
  const isFormat = errors.some(({ rule }) => rule === "format-not-accepted");
  const isSafe = errors.some((change) => change.fix === "safe");
  const offers = [goThere, ...(isSafe ? [fix] : []), ...(isFormat ? [convert] : []), others];
  const choice = await vscode.window.showErrorMessage(message, ...offers);
  if (choice === goThere || choice === fix) {
    const selection = new vscode.Range(first.line, 0, first.line, 0);
    await vscode.window.showTextDocument(uri, { selection });
  }
  // What can be fixed is what the dataset is checked for: first for this provider.
  if (choice === goThere || choice === fix) {
    await vscode.commands.executeCommand(
      "tunewright.chooseTarget",
      targetOf(draft.provider, draft.target),
    );
  }
  if (choice === fix) await vscode.commands.executeCommand("tunewright.fixAll");
  if (choice === convert)
    await vscode.commands.executeCommand("tunewright.convertDataset", uri.toString());
  if (choice === others)
    await vscode.commands.executeCommand("tunewright.compareTargets", uri.toString());
}
