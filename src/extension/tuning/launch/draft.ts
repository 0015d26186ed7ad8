import * as vscode from "vscode";
import { isTargetId } from "../../../core/targets/index.js";
import type { TargetId } from "../../../core/targets/target.js";
import type { ChosenHyperparameters, MethodId, Provider } from "../../../tuning/provider.js";
import { findProvider, providers } from "../../../tuning/providers/index.js";
import type { RunFile, RunLaunchFile } from "../../../tuning/runs/run-file.js";
import type { RunPlace } from "../run-places.js";
import { splitUri } from "../run-places.js";

/** A run that a person is about to launch. */
export interface Draft {
  readonly training: vscode.Uri;
  readonly provider: Provider;
  /** Empty where it is yet to be chosen. */
  readonly model: string;
  /** `undefined` where nobody has said: then it is the one that belongs to the training file. */
  readonly validation: vscode.Uri | null | undefined;
  readonly test: vscode.Uri | null | undefined;
  readonly method: MethodId;
  readonly chosen: ChosenHyperparameters;
  readonly suffix: string;
  readonly seed: number | null;
  /** The launch file that it comes from: its whole path and its hash. */
  readonly launchFile: RunLaunchFile | undefined;
  /** Whose rules count, where that may be chosen and is said. */
  readonly target: TargetId | undefined;
}

/** What a caller may choose without asking anybody: URIs as texts, the rest as in run files. */
export interface LaunchRequest {
  readonly training: string;
  readonly provider: string;
  readonly model?: string;
  readonly validation?: string | null;
  readonly test?: string | null;
  readonly method?: string;
  readonly chosen?: ChosenHyperparameters;
  readonly suffix?: string;
  readonly seed?: number;
  readonly launchFile?: RunLaunchFile;
  readonly target?: string;
}

const storageKey = "tuning.lastLaunch";

/** What was launched last in this workspace. */
type Remembered = Omit<LaunchRequest, "suffix"> & { readonly seed?: number };

/** A draft with what was launched last here, for a training file. */
export function firstDraft(training: vscode.Uri, state: vscode.Memento): Draft {
  const last = state.get<Remembered>(storageKey);
  if (last === undefined) return draftFrom({ training: training.toString(), provider: "local" });
  const { validation, test, ...choices } = last;
  const isSame = last.training === training.toString();
  const files = isSame
    ? { ...(validation !== undefined && { validation }), ...(test !== undefined && { test }) }
    : {};
  return draftFrom({ ...choices, ...files, training: training.toString() });
}

/** Keeps what was chosen, for the next time in this workspace. */
export async function rememberDraft(draft: Draft, state: vscode.Memento): Promise<void> {
  const { training, provider, model, validation, test, method, chosen } = draft;
  const remembered: Remembered = {
    training: training.toString(),
    provider: provider.id,
    model,
    method,
    chosen,
    ...(validation !== undefined && { validation: validation?.toString() ?? null }),
    ...(test !== undefined && { test: test?.toString() ?? null }),
  };
  await state.update(storageKey, remembered);
}

/** The draft of a run that was launched before. */
export function draftOfRun(run: RunFile, place: RunPlace): Draft {
  const { training, validation, test } = run.files;
  return {
    ...draftFrom({
      training: "",
      provider: run.provider,
      model: run.baseModel,
      method: run.method,
      chosen: run.chosen,
    }),
    training: splitUri(place, training.path),
    validation: validation && splitUri(place, validation.path),
    test: test && splitUri(place, test.path),
    suffix: run.suffix ?? "",
    seed: run.seed,
  };
}

/** What a caller asks for, with the usual for what is left out. */
export function draftFrom(request: LaunchRequest): Draft {
  const provider = providerFor(request);
  const method = provider.methods.find(({ id }) => id === request.method) ?? provider.methods[0];
  return {
    training: vscode.Uri.parse(request.training),
    provider,
    model: request.model ?? provider.onlyModel ?? "",
    validation: uriOf(request.validation),
    test: uriOf(request.test),
    method: method?.id ?? "supervised",
    chosen: request.chosen ?? {},
    suffix: request.suffix ?? "",
    seed: request.seed ?? null,
    launchFile: request.launchFile,
    target: targetIn(request),
  };
}

function targetIn({ target }: LaunchRequest): TargetId | undefined {
  return target !== undefined && isTargetId(target) ? target : undefined;
}

/** What a version of ours has remembered may be a provider that another does not know. */
function providerFor({ provider: id }: LaunchRequest): Provider {
  const provider = findProvider(id) ?? providers[0];
  if (provider === undefined) throw new Error("There is no provider.");
  return provider;
}

function uriOf(text: string | null | undefined): vscode.Uri | null | undefined {
  return typeof text === "string" ? vscode.Uri.parse(text, true) : text;
}

/** Whether what a command was given is a launch to be done without questions. */
export function isLaunchRequest(given: unknown): given is LaunchRequest {
  return (
    typeof given === "object" &&
    given !== null &&
    "training" in given &&
    typeof given.training === "string" &&
    "provider" in given &&
    typeof given.provider === "string" &&
    findProvider(given.provider) !== undefined
  );
}
