import * as vscode from "vscode";
import type { RecipeRun } from "../../protocol/recipe-messages.js";
import { preflightOf } from "../../protocol/dataset-messages.js";
import type { PrepareContext } from "../prepare-part.js";
import { written } from "../written.js";
import { recipeDocument } from "./recipe-document.js";
import type { RecipeWorks } from "./recipe-works.js";

type Prepared = Extract<RecipeRun, { kind: "prepared" }>;

/** Runs a recipe: asks before it replaces what is not its own, and says what was written. */
export async function prepareRecipe(
  { works, log, client }: PrepareContext & { readonly works: RecipeWorks },
  given: unknown,
): Promise<void> {
  const document = await recipeDocument(given);
  if (document === undefined) return;
  refuseWithoutTrust();
  if (document.isDirty && !(await document.save())) return;
  const run = await runOnce(works, document, false);
  const result = run.kind === "foreign" ? await askToReplace(works, document, run.path) : run;
  if (result?.kind === "refused") return tellRefusal(document, result, log);
  if (result?.kind === "prepared") return tellPrepared(result, { client, log });
}

/** A recipe of somebody else may name any path to write to. */
function refuseWithoutTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new Error(vscode.l10n.t("Files are written only in a workspace that you trust."));
}

function runOnce(
  works: RecipeWorks,
  document: vscode.TextDocument,
  mayReplace: boolean,
): Promise<RecipeRun> {
  const title = vscode.l10n.t("Preparing {0}", nameOf(document.uri.path));
  const ticket = crypto.randomUUID();
  return works.during({ title, ticket }, (desk) =>
    desk.run({ ticket, path: document.uri.fsPath, mayReplace }),
  );
}

async function askToReplace(
  works: RecipeWorks,
  document: vscode.TextDocument,
  path: string,
): Promise<RecipeRun | undefined> {
  const replace = vscode.l10n.t("Replace");
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t("{0} is not what this recipe has made.", vscode.workspace.asRelativePath(path)),
    {
      modal: true,
      detail: vscode.l10n.t(
        "Something else has made it, or it was changed since. It and the other outputs of the recipe would be replaced.",
      ),
    },
    replace,
  );
  return choice === replace ? runOnce(works, document, true) : undefined;
}

async function tellRefusal(
  document: vscode.TextDocument,
  { findings, sourceProblems }: Extract<RecipeRun, { kind: "refused" }>,
  log: vscode.LogOutputChannel,
): Promise<void> {
  for (const problem of sourceProblems) log.warn(problem);
  const [first] = findings;
  const reason = first?.message ?? sourceProblems[0] ?? "";
  const show = vscode.l10n.t("Show");
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t("Nothing was written. {0}", reason),
    show,
  );
  if (choice !== show) return;
  if (first === undefined) return log.show();
  const at = document.positionAt(first.start);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}

async function tellPrepared(
  prepared: Prepared,
  { client, log }: Pick<PrepareContext, "client" | "log">,
): Promise<void> {
  const counts = prepared.outputs.map(({ path, records }) => `${nameOf(path)} ${written(records)}`);
  for (const problem of prepared.sourceProblems) log.warn(problem);
  const [training] = prepared.outputs;
  const open = vscode.l10n.t("Open files");
  const tune = vscode.l10n.t("Tune…");
  const choice = await vscode.window.showInformationMessage(
    [
      vscode.l10n.t("Records written: {0}.", counts.join(", ")),
      ...(prepared.sourceProblems.length === 0
        ? []
        : [
            vscode.l10n.t(
              "{0} notes on rows are in the log.",
              written(prepared.sourceProblems.length),
            ),
          ]),
      await foundIn(prepared, client),
    ].join(" "),
    open,
    tune,
  );
  if (choice === open) await openFiles(prepared);
  if (choice === tune && training !== undefined) {
    const uri = vscode.Uri.file(training.path);
    await vscode.commands.executeCommand("tunewright.tune", uri);
  }
}

/** What a check of the outputs says, each of them against those before it. */
async function foundIn(
  { outputs, target }: Prepared,
  client: PrepareContext["client"],
): Promise<string> {
  await client.start();
  const uris = outputs
    .filter(({ records }) => records > 0)
    .map(({ path }) => vscode.Uri.file(path).toString());
  const refused: string[] = [];
  for (const [index, uri] of uris.entries()) {
    const answer = await client.ask(preflightOf, { uri, target, against: uris.slice(0, index) });
    if (answer !== null && answer.verdict.verdict === "refused") refused.push(nameOf(uri));
  }
  return refused.length === 0
    ? vscode.l10n.t("They were checked: the target takes them.")
    : vscode.l10n.t("The check has errors in {0}: open it to see them.", refused.join(", "));
}

async function openFiles({ outputs }: Prepared): Promise<void> {
  for (const { path } of outputs) {
    await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
  }
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
