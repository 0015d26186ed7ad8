import * as vscode from "vscode";
import { describeLaunchFile, describeSplit } from "../../../tuning/node/run-splits.js";
import { learnsFrom } from "../../../tuning/method-formats.js";
import { newRun } from "../../../tuning/runs/new-run.js";
import type { Provider } from "../../../tuning/provider.js";
import type { RunFile } from "../../../tuning/runs/run-file.js";
import type { DatasetClient } from "../../dataset-client.js";
import { isDataset } from "../../dataset-documents.js";
import type { Connections } from "../connections.js";
import type { RunPlace, RunPlaces } from "../run-places.js";
import type { KnownRun, RunsService } from "../runs-service.js";
import type { SignIn } from "../sign-in.js";
import type { Draft } from "./draft.js";
import { draftFrom, draftOfRun, firstDraft, isLaunchRequest, rememberDraft } from "./draft.js";
import { browse, splitFor, splitSteps, trainingStep } from "./file-steps.js";
import type { LookedAt } from "./look-at-files.js";
import { blocking, lookAtFiles, tellBlocked, tellLeaks } from "./look-at-files.js";
import {
  hyperparameterStep,
  methodOf,
  methodStep,
  numberProblem,
  suffixProblem,
  suffixStep,
} from "./method-steps.js";
import { modelStep } from "./model-step.js";
import { providerStep } from "./provider-step.js";
import type { Step } from "./steps.js";
import { askSteps } from "./steps.js";
import { confirmed, costOf, summaryLines } from "./summary.js";

/** What launching works with. */
export interface LaunchPowers {
  readonly client: DatasetClient;
  readonly connections: Connections;
  readonly places: RunPlaces;
  readonly service: RunsService;
  readonly signIn: SignIn;
  readonly state: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  /** The day, as `YYYY-MM-DD`. */
  readonly today: () => string;
}

/**
 * Launches a run: with the questions that are left, or with none for a `LaunchRequest`. Whatever
 * would leave the machine is confirmed in either case. Returns the run's id, if there is a run.
 */
export async function tune(powers: LaunchPowers, given?: unknown): Promise<string | undefined> {
  if (isLaunchRequest(given)) {
    const draft = await withFoundFiles(powers, draftFrom(given));
    return launch(powers, draft, draft.launchFile !== undefined);
  }
  const training = await trainingFile(given);
  if (training === undefined) return undefined;
  return askAndLaunch(powers, firstDraft(training, powers.state));
}

/** Launches a run as another was launched, with changes. */
export async function tuneAgain(powers: LaunchPowers, id: string): Promise<string | undefined> {
  const known = powers.service.find(id);
  return known && askAndLaunch(powers, draftOfRun(known.run, known.place));
}

/** A model that was tuned before, with the run that it came out of where that is known. */
export type EarlierModel =
  | { readonly kind: "remote"; readonly provider: Provider; readonly model: string }
  | { readonly kind: "run"; readonly known: KnownRun; readonly model: string };

/** Launches a run that goes on from a model: nobody is asked for provider and model. */
export async function tuneFurtherFrom(
  powers: LaunchPowers,
  from: EarlierModel,
): Promise<string | undefined> {
  const { model } = from;
  if (from.kind === "run") {
    const { run, place } = from.known;
    return finish(
      powers,
      await askSteps({ ...draftOfRun(run, place), model }, furtherSteps(powers)),
    );
  }
  const training = await trainingFile(undefined);
  if (training === undefined) return undefined;
  const request = { training: training.toString(), provider: from.provider.id, model };
  return finish(powers, await askSteps(draftFrom(request), furtherSteps(powers)));
}

/** The file that is given, else the one in the active editor, else one that the person looks for. */
async function trainingFile(given: unknown): Promise<vscode.Uri | undefined> {
  if (given instanceof vscode.Uri) return given;
  if (typeof given === "string") return vscode.Uri.parse(given, true);
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isDataset(document)) return document.uri;
  return browse(vscode.workspace.workspaceFolders?.[0]?.uri);
}

async function askAndLaunch(powers: LaunchPowers, first: Draft): Promise<string | undefined> {
  const { connections, service, signIn, today } = powers;
  const draft = await askSteps(first, [
    providerStep(connections, signIn),
    modelStep({ connections, runs: () => service.runs, today }),
    ...lastSteps(powers),
  ]);
  return finish(powers, draft);
}

function lastSteps({ client }: LaunchPowers): readonly Step<Draft>[] {
  return [...splitSteps(client), methodStep, hyperparameterStep, suffixStep];
}

function furtherSteps(powers: LaunchPowers): readonly Step<Draft>[] {
  return [trainingStep, ...lastSteps(powers)];
}

async function finish(powers: LaunchPowers, draft: Draft | undefined): Promise<string | undefined> {
  if (draft === undefined) return undefined;
  await rememberDraft(draft, powers.state);
  return launch(powers, draft, true);
}

/** Where nobody has said, files are those that belong to the training file. */
async function withFoundFiles({ client }: LaunchPowers, draft: Draft): Promise<Draft> {
  const { training } = draft;
  const {
    validation = (await splitFor(client, training, "validation")).uri,
    test = (await splitFor(client, training, "test")).uri,
  } = draft;
  return { ...draft, validation, test };
}

async function launch(
  powers: LaunchPowers,
  draft: Draft,
  opens: boolean,
): Promise<string | undefined> {
  checkDraft(draft);
  const place = placeFor(powers, draft);
  const looks = await lookAtFiles(powers.client, draft);
  if (looks === undefined) return undefined;
  for (const look of looks) {
    const [first] = blocking(look);
    if (first === undefined) continue;
    void tellBlocked(draft, look, first);
    return undefined;
  }
  checkMethod(draft, looks);
  const connection = await powers.connections.to(draft.provider);
  const endpoint = draft.provider.endpoint.kind === "own" ? connection.url : null;
  const run = await runFrom(draft, { place, looks, endpoint });
  const account = await powers.connections.describe(draft.provider);
  const summary = {
    run,
    draft,
    looks,
    host: new URL(connection.url).host,
    account,
    today: powers.today(),
  };
  if (!(await confirmed(summary))) return undefined;
  powers.log.info([`Run ${run.id}`, ...summaryLines(summary)].join("\n"));
  await powers.service.begin(run, place);
  if (draft.provider.endpoint.kind === "here") void tellLeaks(looks);
  if (opens) await showRun(run.id, summaryLines(summary));
  return run.id;
}

async function showRun(id: string, lines: readonly string[]): Promise<void> {
  void vscode.window.setStatusBarMessage(lines[0] ?? "", 5_000);
  await vscode.commands.executeCommand("tunewright.runs.focus");
  await vscode.commands.executeCommand("tunewright.openRun", id);
}

/** What callers give is checked as what people write is. */
function checkDraft(draft: Draft): void {
  if (draft.model === "") {
    throw new Error(vscode.l10n.t("Name the model to tune at {0}.", draft.provider.title));
  }
  if (methodOf(draft).needsGrader === true) {
    throw new Error(
      vscode.l10n.t(
        'Reinforcement needs a grader: run "tunewright tune --method rft --grader FILE" in a terminal.',
      ),
    );
  }
  const offers = methodOf(draft).hyperparameters;
  for (const [name, value] of Object.entries(draft.chosen)) {
    const offer = offers.find((candidate) => candidate.name === name);
    const problem =
      offer === undefined
        ? vscode.l10n.t('"{0}" cannot be chosen for this method.', name)
        : numberProblem(value, offer);
    if (problem !== undefined) throw new Error(problem);
  }
  const problem = suffixProblem(draft.suffix);
  if (problem !== undefined) throw new Error(problem);
}

/** What a method has no use for is refused before anything is sent. */
function checkMethod({ method }: Draft, looks: readonly LookedAt[]): void {
  for (const { role, uri, answer } of looks) {
    if (role === "test" || answer.format === null) continue;
    if (learnsFrom(method, answer.format.id)) continue;
    const name = vscode.workspace.asRelativePath(uri);
    throw new Error(
      method === "dpo"
        ? vscode.l10n.t(
            "{0} holds no preferences, from which this method learns: {1}.",
            name,
            answer.format.title,
          )
        : vscode.l10n.t(
            "{0} holds preferences, which this method has no use for. Choose the method that learns from preferences.",
            name,
          ),
    );
  }
}

function placeFor({ places }: LaunchPowers, { training }: Draft): RunPlace {
  if (training.scheme !== "file") {
    throw new Error(
      vscode.l10n.t("Save the dataset to a file first: what is tuned with has to stay the same."),
    );
  }
  const place = places.of(training);
  if (place !== undefined) return place;
  throw new Error(vscode.l10n.t("Open the folder of the dataset first: its runs are kept there."));
}

interface RunParts {
  readonly place: RunPlace;
  readonly looks: readonly LookedAt[];
  readonly endpoint: string | null;
}

async function runFrom(draft: Draft, { place, looks, endpoint }: RunParts): Promise<RunFile> {
  const split = async (role: LookedAt["role"]): Promise<RunFile["files"]["test"]> => {
    const look = looks.find((one) => one.role === role);
    return look === undefined ? null : describeSplit(look.uri.fsPath, place.folder);
  };
  const files = {
    training: await describeSplit(draft.training.fsPath, place.folder),
    validation: await split("validation"),
    test: await split("test"),
  };
  const { provider, model, method, chosen, suffix, seed } = draft;
  return newRun(
    {
      provider: provider.id,
      endpoint,
      baseModel: model,
      method,
      // Those that need a grader are begun from the command line.
      reinforcement: null,
      suffix: suffix.trim() === "" ? null : suffix.trim(),
      seed,
      chosen,
      launchFile: describeLaunchFile(draft.launchFile, place.folder),
      files,
      tokensPerEpoch: looks.find(({ role }) => role === "training")?.answer.tokens ?? null,
      cost: costOf(draft, looks),
    },
    Date.now(),
  );
}
