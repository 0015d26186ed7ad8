import { isObject } from "./is-object.js";
import type { RunStatus } from "./run-status.js";

/** The files of a run. */
export type SplitName = "test" | "training" | "validation";

/** A file that a run uses. */
export interface ShownSplit {
  readonly name: SplitName;
  readonly path: string;
  /** `null` where only the provider has the file. */
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly records: number | null;
  /** Its id at the provider; `null` where it is not there. */
  readonly remoteId: string | null;
}

/** The numbers that steps have. Losses in nats, accuracies from 0 to 1, rewards as the
 * grader gives them. */
export const curveNames = [
  "trainingLoss",
  "validationLoss",
  "trainingAccuracy",
  "validationAccuracy",
  "trainingReward",
  "validationReward",
] as const;

/** The name of one of these numbers. */
export type CurveName = (typeof curveNames)[number];

/** A model that a run has written on its way, with the numbers of its step. */
export interface ShownCheckpoint {
  readonly model: string;
  readonly step: number | null;
  readonly metrics: Readonly<Partial<Record<CurveName, number>>>;
}

/** Something that a job has told. */
export interface ShownEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: "error" | "info" | "warning";
  readonly message: string;
}

/** What a run's file, or the service of a job, says. Every text in it may be somebody else's. */
export interface RunFacts {
  readonly id: string;
  readonly status: RunStatus;
  readonly provider: string;
  /** The name that people know the provider by. */
  readonly providerTitle: string;
  readonly endpoint: string | null;
  readonly baseModel: string;
  readonly model: string | null;
  readonly method: string;
  readonly suffix: string | null;
  readonly seed: number | null;
  readonly job: string | null;
  /** The provider's own word for the job's state. */
  readonly jobStatus: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly finishedAt: number | null;
  /** Both what a person has chosen and what the provider uses. */
  readonly hyperparameters: readonly {
    readonly name: string;
    readonly chosen: number | null;
    readonly used: number | null;
  }[];
  readonly splits: readonly ShownSplit[];
  /** The last step, and how many there will be. */
  readonly step: number | null;
  readonly totalSteps: number | null;
  /** The share of the test file's records that the model answers right, from 0 to 1. */
  readonly testAccuracy: number | null;
  /** Tokens that were trained on up to now; `null` where nobody knows. */
  readonly trainedTokens: number | null;
  /** What that costs at the price of a day; `null` where nobody knows. */
  readonly costSoFar: {
    readonly currency: string;
    readonly amount: number;
    readonly priceOf: string;
  } | null;
  readonly cost: {
    readonly currency: string;
    readonly least: number;
    readonly most: number;
    readonly pricesOf: string;
  } | null;
  readonly checkpoints: readonly ShownCheckpoint[];
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Of a job that is no run of the workspace: why it cannot be asked for now; `null` of a run. */
  readonly remote: { readonly trouble: string | null } | null;
}

/** A run on its page. `file` tells it from the others and means nothing else to the page. */
export type ShownRun =
  | {
      readonly kind: "run";
      readonly file: string;
      readonly facts: RunFacts;
      /** The last that the job has told, the oldest first. */
      readonly events: readonly ShownEvent[];
    }
  /** The file is not there (any more). */
  | { readonly kind: "missing"; readonly file: string; readonly name: string }
  /** It is there and says nothing that is understood. */
  | { readonly kind: "broken"; readonly file: string; readonly name: string }
  /** The service of a job cannot be asked. */
  | {
      readonly kind: "unreachable";
      readonly file: string;
      readonly name: string;
      readonly reason: string;
      /** Whether signing in may help. */
      readonly needsKey: boolean;
    };

/** Steps in their order, with their numbers; `null` where a step has none. */
export type CurveColumns = Readonly<Record<CurveName, readonly (number | null)[]>> & {
  readonly steps: readonly number[];
};

/** What is new in the curve of a run: all from the step at an index on. */
export interface CurveChange {
  readonly file: string;
  readonly from: number;
  readonly columns: CurveColumns;
}

/** What is on the page: the run that it is about, then those it is compared with. */
export interface RunPageState {
  readonly runs: readonly ShownRun[];
  readonly curves: readonly CurveChange[];
}

/** What a page is given when it opens. */
export interface RunPageOpening {
  readonly state: RunPageState;
  /** The contents of a translation bundle. */
  readonly translation: Readonly<Record<string, string>> | null;
}

/** A picture or table that a person wants to keep. */
export type CurveExport =
  | { readonly kind: "csv" }
  | { readonly kind: "svg"; readonly text: string }
  | { readonly kind: "png"; readonly base64: string };

/** What can be done with a model of a run: ask it from a program, go on from it, test it. */
export const modelUses = ["code", "further", "test"] as const;

/** One of `modelUses`. */
export type ModelUse = (typeof modelUses)[number];

/** What can be done with a run; with a job that is none: follow it as one, ask for it now. */
export const runActions = ["again", "cancel", "follow", "look", "signIn"] as const;

/** One of `runActions`. */
export type RunAction = (typeof runActions)[number];

/** The editor side: what the page may ask. */
export interface RunPageHost {
  /** Tells everything; asked when the page opens, and where it has missed something. */
  ready(): RunPageOpening;
  /** Lets the person choose runs to lay over this one. */
  compare(): void;
  /** Takes a run away again. */
  leaveOut(arg: { readonly file: string }): void;
  /** Opens the run's own file. */
  openRunFile(): void;
  openSplit(arg: { readonly name: SplitName }): void;
  copy(arg: { readonly text: string }): void;
  /** Does something with the model or a checkpoint of the run. */
  useModel(arg: { readonly model: string; readonly use: ModelUse }): void;
  act(arg: { readonly action: RunAction }): void;
  save(arg: CurveExport): void;
}

/** The page's side: what the editor may tell it. */
export interface RunPageUi {
  show(arg: RunPageState): void;
}

/** What a page remembers, so that it comes back after a restart of the editor. */
export interface RunPageMemory {
  readonly file: string;
  readonly compared: readonly string[];
}

/** The largest picture that is taken from a page. */
const mostExportLength = 32_000_000;
const mostCopied = 10_000;
/** So many runs can be told from each other. */
export const mostCompared = 5;

/** Whether a page sent the name of a file of its run. */
export function isSplitChoice(value: unknown): value is { readonly name: SplitName } {
  return isObject(value) && ["test", "training", "validation"].includes(String(value["name"]));
}

/** Whether a page sent something to do with a model. */
export function isModelChoice(
  value: unknown,
): value is { readonly model: string; readonly use: ModelUse } {
  if (!isObject(value) || typeof value["model"] !== "string") return false;
  return modelUses.some((use) => use === value["use"]);
}

/** Whether a page sent something to do with its run. */
export function isActionChoice(value: unknown): value is { readonly action: RunAction } {
  return isObject(value) && runActions.some((action) => action === value["action"]);
}

/** Whether a page sent one of its runs. */
export function isRunChoice(value: unknown): value is { readonly file: string } {
  return isObject(value) && typeof value["file"] === "string";
}

/** Whether a page sent a text to copy. */
export function isCopied(value: unknown): value is { readonly text: string } {
  if (!isObject(value) || typeof value["text"] !== "string") return false;
  return value["text"].length <= mostCopied;
}

/** Whether a page sent something to keep. */
export function isCurveExport(value: unknown): value is CurveExport {
  if (!isObject(value)) return false;
  const { kind, text, base64 } = value;
  if (kind === "csv") return true;
  if (kind === "svg") return isShort(text) && text.startsWith("<svg ");
  // How every PNG begins.
  return kind === "png" && isShort(base64) && base64.startsWith("iVBORw0KGgo");
}

/** Whether a page has remembered something that can be opened again. */
export function isRunPageMemory(value: unknown): value is RunPageMemory {
  return (
    isObject(value) &&
    typeof value["file"] === "string" &&
    Array.isArray(value["compared"]) &&
    value["compared"].length <= mostCompared &&
    value["compared"].every((file) => typeof file === "string")
  );
}

function isShort(value: unknown): value is string {
  return typeof value === "string" && value.length <= mostExportLength;
}
