import type { Inspection, Sampling, SentPrompt } from "../core/inspection/inspection.js";
import { isObject } from "./is-object.js";

/** A model that a person has chosen, and where it answers. */
export interface ShownModel {
  /** The id of the provider in our table. */
  readonly provider: string;
  readonly providerTitle: string;
  readonly model: string;
  /** The host that a request goes to; `null` where nothing leaves this machine. */
  readonly host: string | null;
}

/** The record that the page is about. Every text in it may be somebody else's. */
export interface ShownRecord {
  /** The path in the workspace. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** `null` where it cannot be asked: `refusal` says why. */
  readonly sent: SentPrompt | null;
  readonly refusal: string | null;
  readonly expected: string | null;
  /** What ends most prompts of the dataset; empty for nothing. */
  readonly separator: string;
}

/** From where in an earlier answer one goes on. */
export interface ShownBranch {
  /** The id of the question whose answer was left. */
  readonly of: number;
  /** The index of the token there. */
  readonly token: number;
  /** What the model was to have written up to here, in place of what it has. */
  readonly text: string;
}

/** A question that was asked while the page lives. */
export interface ShownQuestion {
  /** From 1, in the order in which they were asked. */
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly model: ShownModel;
  readonly sampling: Sampling;
  readonly branch: ShownBranch | null;
  readonly status:
    | { readonly kind: "asking" }
    | { readonly kind: "answered"; readonly facts: AnswerFacts }
    | { readonly kind: "failed"; readonly message: string };
}

/** What is known besides an answer. */
export interface AnswerFacts {
  /** The beginning of the answer. */
  readonly start: string;
  /** How many alternatives come with each token at most. */
  readonly mostAlternatives: number;
  /** Why the service gives no log probabilities of answers; `null` where it does. */
  readonly whyNoTokens: string | null;
  /** Why it cannot score a text that it is given; `null` where it can. */
  readonly whyNoScores: string | null;
  /** Why one cannot go on from another token; `null` where one can. */
  readonly whyNoBranches: string | null;
  /** When that was found out, as `2026-11-22T17:20:00.000Z`. */
  readonly probedAt: string;
}

/** All that the page shows, answers apart. */
export interface InspectorState {
  readonly record: ShownRecord | null;
  /** The first is asked; a second one is compared with it. */
  readonly models: readonly ShownModel[];
  readonly sampling: Sampling;
  /** Whether the page goes along with the cursor. */
  readonly isFollowing: boolean;
  readonly questions: readonly ShownQuestion[];
  /** The questions that are shown, one for each model. */
  readonly shown: readonly number[];
}

/** An answer, which does not change any more. */
export interface ShownAnswer {
  readonly id: number;
  readonly inspection: Inspection;
}

/** What a page is given when it opens. */
export interface InspectorOpening {
  readonly state: InspectorState;
  readonly answers: readonly ShownAnswer[];
  /** The contents of a translation bundle. */
  readonly translation: Readonly<Record<string, string>> | null;
}

/** Another way that is to be gone. */
export interface BranchWish {
  readonly question: number;
  readonly token: number;
  /** The index of the alternative at that token. */
  readonly alternative: number;
}

/** Languages in which requests are copied. */
export const requestLanguages = ["python", "typescript", "curl"] as const;

/** Something that a person wants to keep. */
export type InspectionExport =
  | { readonly kind: "json" | "md"; readonly question: number }
  | { readonly kind: "svg"; readonly question: number; readonly text: string }
  | { readonly kind: "png"; readonly question: number; readonly base64: string };

/** The editor side: what the page may ask. */
export interface InspectorHost {
  /** Tells everything; asked when the page opens. */
  ready(): InspectorOpening;
  /** Asks the chosen models what the record asks. */
  ask(arg: { readonly sampling: Sampling }): void;
  /** Ends what is under way. */
  cancel(): void;
  /** Lets the person choose the model, or the one to compare with. */
  chooseModel(arg: { readonly place: 0 | 1 }): void;
  /** Compares no more. */
  leaveOut(): void;
  /** Finds out again what the service tells, then asks again. */
  probeAgain(): void;
  branch(arg: BranchWish): void;
  /** Shows a question that was asked before. */
  showQuestion(arg: { readonly question: number }): void;
  follow(arg: { readonly isFollowing: boolean }): void;
  reveal(): void;
  copyCode(arg: {
    readonly question: number;
    readonly language: (typeof requestLanguages)[number];
  }): void;
  save(arg: InspectionExport): void;
}

/** The page's side: what the editor may tell it. */
export interface InspectorUi {
  show(arg: InspectorState): void;
  /** Told before a state that shows it. */
  answer(arg: ShownAnswer): void;
}

/** The largest picture that is taken from a page. */
const mostExportLength = 32_000_000;
const mostStops = 16;
const longestStop = 1_000;
const mostTokens = 100_000;
const mostAlternatives = 20;

/** Whether a page sent how to ask. */
export function isSamplingChoice(value: unknown): value is { readonly sampling: Sampling } {
  return isObject(value) && isSampling(value["sampling"]);
}

/** Whether a value says how to ask, within what services accept. */
export function isSampling(value: unknown): value is Sampling {
  if (!isObject(value)) return false;
  return (
    isWhole(value["maxTokens"], 1, mostTokens) &&
    isWhole(value["alternatives"], 0, mostAlternatives) &&
    isFree(value["temperature"], (one) => isWithin(one, 0, 2)) &&
    isFree(value["topP"], (one) => isWithin(one, Number.MIN_VALUE, 1)) &&
    isFree(value["seed"], Number.isSafeInteger) &&
    isStops(value["stop"])
  );
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && isWithin(value, least, most);
}

/** What is left out is up to the service. */
function isFree(value: unknown, isFine: (value: unknown) => boolean): boolean {
  return value === undefined || isFine(value);
}

function isStops(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > mostStops) return false;
  return value.every(
    (stop) => typeof stop === "string" && stop !== "" && stop.length <= longestStop,
  );
}

/** Whether a page sent which model is to be chosen. */
export function isModelPlace(value: unknown): value is { readonly place: 0 | 1 } {
  return isObject(value) && (value["place"] === 0 || value["place"] === 1);
}

/** Whether a page sent another way. */
export function isBranchWish(value: unknown): value is BranchWish {
  return (
    isObject(value) && ["question", "token", "alternative"].every((name) => isIndex(value[name]))
  );
}

/** Whether a page sent one of its questions. */
export function isQuestionChoice(value: unknown): value is { readonly question: number } {
  return isObject(value) && isIndex(value["question"]);
}

/** Whether a page sent that it follows, or not. */
export function isFollowChoice(value: unknown): value is { readonly isFollowing: boolean } {
  return isObject(value) && typeof value["isFollowing"] === "boolean";
}

/** Whether a page sent a question and a language. */
export function isCodeChoice(value: unknown): value is {
  readonly question: number;
  readonly language: (typeof requestLanguages)[number];
} {
  if (!isQuestionChoice(value) || !("language" in value)) return false;
  return requestLanguages.some((language) => language === value.language);
}

/** Whether a page sent something to keep. */
export function isInspectionExport(value: unknown): value is InspectionExport {
  if (!isObject(value)) return false;
  const { kind, text, base64, question } = value;
  if (!isIndex(question)) return false;
  if (kind === "json" || kind === "md") return true;
  if (kind === "svg") return isShort(text) && text.startsWith("<svg ");
  // How every PNG begins.
  return kind === "png" && isShort(base64) && base64.startsWith("iVBORw0KGgo");
}

function isShort(value: unknown): value is string {
  return typeof value === "string" && value.length <= mostExportLength;
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && value >= least && value <= most;
}
