import * as vscode from "vscode";
import { openSplit } from "../../tuning/node/run-splits.js";
import { findProvider } from "../../tuning/providers/index.js";
import { scoreTest } from "../../tuning/score-test.js";
import { copyCode } from "./copy-code.js";
import { providerOf } from "./drive-run.js";
import { browse } from "./launch/file-steps.js";
import { tuneFurtherFrom } from "./launch/launch.js";
import type { RunCommandPowers } from "./run-commands.js";
import { runOf, subjectOf } from "./run-subjects.js";
import { percent } from "./run-words.js";
import type { KnownRun, RunsService } from "./runs-service.js";

/** A model that a menu or page is about, and the run that it comes from. */
interface ModelOfRun {
  readonly known: KnownRun;
  readonly model: string;
}

/** The model or checkpoint of a run that is given, else the model of a run that a person picks. */
async function modelOf(service: RunsService, given: unknown): Promise<ModelOfRun | undefined> {
  const subject = subjectOf(given);
  const owner = subject?.kind === "remote" ? runWith(service, subject.id) : undefined;
  const known = owner ?? (await runOf(service, given, ({ run }) => run.model !== null));
  if (known === undefined) return undefined;
  const checkpoint = subject?.kind === "run" ? subject.model : undefined;
  const model = checkpoint ?? known.run.model;
  if (model === null) throw new Error(vscode.l10n.t("The run has no model yet."));
  return { known, model };
}

/** The run that a model came out of. */
function runWith({ runs }: RunsService, model: string): KnownRun | undefined {
  return runs.find(({ run }) => run.model === model);
}

/** Copies the id of a run's model, or of one at a provider. */
export async function copyModelId(service: RunsService, given: unknown): Promise<void> {
  const subject = subjectOf(given);
  const id = subject?.kind === "remote" ? subject.id : (await modelOf(service, given))?.model;
  if (id === undefined) return;
  await vscode.env.clipboard.writeText(id);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied."), 3_000);
}

/** Copies code that asks a model as its training data did. */
export async function copyAsCode(
  { service, client }: RunCommandPowers,
  given: unknown,
  language: unknown,
): Promise<void> {
  const found = await modelOf(service, given);
  if (found === undefined) return;
  const { known, model } = found;
  await copyCode(client, { ...known, run: { ...known.run, model } }, language);
}

/** Launches a run that goes on from a model that was tuned before. */
export async function tuneFurther(
  powers: RunCommandPowers,
  given: unknown,
): Promise<string | undefined> {
  const subject = subjectOf(given);
  if (subject?.kind === "remote" && runWith(powers.service, subject.id) === undefined) {
    const provider = findProvider(subject.provider);
    return provider && tuneFurtherFrom(powers, { kind: "remote", provider, model: subject.id });
  }
  const found = await modelOf(powers.service, given);
  if (found === undefined) return undefined;
  const provider = providerOf(found.known.run);
  if (!provider.canContinue) {
    throw new Error(
      vscode.l10n.t("{0} cannot tune a model that was tuned before.", provider.title),
    );
  }
  return tuneFurtherFrom(powers, { kind: "run", ...found });
}

/**
 * Says how often a model of the local engine is right: on the test file of its run as it was, else on
 * a file that a person picks.
 */
export async function scoreModel(powers: RunCommandPowers, given: unknown): Promise<void> {
  const found = await modelOf(powers.service, given);
  if (found === undefined) return;
  const { known, model } = found;
  const provider = providerOf(known.run);
  if (provider.endpoint.kind !== "here") {
    throw new Error(vscode.l10n.t("Only models of the local engine can be scored here."));
  }
  const test = await testOf(known);
  if (test === undefined) return;
  const connection = await powers.connections.to(provider);
  const share = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t("Testing the model") },
    () => scoreTest(test.content, model, connection),
  );
  const message =
    share === undefined
      ? vscode.l10n.t("{0} has no records that a classifier can be tested with.", test.name)
      : vscode.l10n.t("{0} answers {1} of {2} right.", model, percent(share), test.name);
  void vscode.window.showInformationMessage(message);
}

interface TestFile {
  readonly name: string;
  readonly content: Blob;
}

async function testOf({ run, place }: KnownRun): Promise<TestFile | undefined> {
  const { test } = run.files;
  const content = test === null ? undefined : await openSplit(test, place.folder);
  if (test !== null && content !== undefined) return { name: test.path, content };
  const file = await browse(place.uri);
  if (file === undefined) return undefined;
  const name = vscode.workspace.asRelativePath(file);
  return { name, content: new Blob([await vscode.workspace.fs.readFile(file)]) };
}
