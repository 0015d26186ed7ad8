import type { ScoreOrder } from "../core/inspection/score-fact.js";
import type { ScoreFilter, SurpriseHistogram } from "../core/inspection/score-table.js";
import type { ScoreSummary } from "../core/inspection/score-summary.js";
import type { ShownModel } from "./inspector-page.js";
import { isObject } from "./is-object.js";

/** How far scoring is. */
export type ScoresStatus =
  | { readonly kind: "counting" }
  | {
      readonly kind: "scoring";
      readonly done: number;
      /** Why nothing is asked just now, in words; `null` where something is. */
      readonly waiting: string | null;
    }
  | { readonly kind: "cancelled" | "done"; readonly done: number }
  | { readonly kind: "failed"; readonly done: number; readonly message: string };

/** Which records are shown, and in which order. */
export interface ScoresView extends ScoreFilter {
  readonly order: ScoreOrder | "line";
}

/** All that the page shows, records apart. */
export interface ScoresState {
  /** The path in the workspace. */
  readonly file: string;
  readonly model: ShownModel;
  readonly status: ScoresStatus;
  /** How many records can be scored; `null` before they are counted. */
  readonly records: number | null;
  /** What has to be known of the numbers. */
  readonly notes: readonly string[];
  /** Of what was scored so far; `null` before there is any. */
  readonly summary: ScoreSummary | null;
  readonly histogram: SurpriseHistogram | null;
  /** The labels that can be filtered by. */
  readonly labels: readonly string[];
  readonly view: ScoresView;
  /** How many records the view shows. */
  readonly rows: number;
  /** Another number means that the rows are others. */
  readonly rowsVersion: number;
  /** How many records are marked in the editor, and whether they are to be. */
  readonly findings: { readonly isOn: boolean; readonly count: number };
}

/** A record in the list. Every text in it may be somebody else's. */
export interface ShownScore {
  /** From 1. */
  readonly line: number;
  /** The beginning of what the record asks. */
  readonly prompt: string;
  readonly expected: string;
  readonly predicted: string | null;
  readonly predictedProbability: number | null;
  readonly expectedProbability: number | null;
  readonly margin: number | null;
  /** In nats for each token. */
  readonly surprise: number;
  /** Whether surprise is this at least, and more is not known. */
  readonly isBound: boolean;
  readonly tokens: number;
  /** `null` where only a bound is known. */
  readonly perplexity: number | null;
}

/** What a page is given when it opens. */
export interface ScoresOpening {
  readonly state: ScoresState;
  /** The contents of a translation bundle. */
  readonly translation: Readonly<Record<string, string>> | null;
}

/** Which rows of the view are wanted. */
export interface RowRange {
  readonly from: number;
  readonly count: number;
}

/** The forms in which scores are kept. */
export const scoreExports = ["csv", "jsonl"] as const;

/** The editor side: what the page may ask. */
export interface ScoresHost {
  /** Tells everything; asked when the page opens. */
  ready(): ScoresOpening;
  setView(arg: ScoresView): void;
  /** As many of them as there are. */
  rows(arg: RowRange): readonly ShownScore[];
  /** Opens the file at a record. */
  reveal(arg: { readonly line: number }): void;
  /** Opens the Inspector with a record. */
  inspect(arg: { readonly line: number }): void;
  cancel(): void;
  /** Scores what is not scored yet, or has changed. */
  again(): void;
  /** Scores the same file under another model. */
  chooseModel(): void;
  /** Marks what the model is sure to be wrong in the editor, or marks it no more. */
  mark(arg: { readonly isOn: boolean }): void;
  save(arg: { readonly kind: (typeof scoreExports)[number] }): void;
}

/** The page's side: what the editor may tell it. */
export interface ScoresUi {
  show(arg: ScoresState): void;
}

/** A page asks for what is in view. */
const mostRows = 500;
const longestLabel = 100_000;

/** Whether a page sent which records it wants to show. */
export function isScoresView(value: unknown): value is ScoresView {
  if (!isObject(value)) return false;
  const { order, surprise, label, onlyWrong } = value;
  return (
    ["line", "margin", "surprise", "wrongness"].some((one) => one === order) &&
    (surprise === null || isRange(surprise)) &&
    (label === null || (typeof label === "string" && label.length <= longestLabel)) &&
    typeof onlyWrong === "boolean"
  );
}

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  return value.every((one) => typeof one === "number" && one >= 0);
}

/** Whether a page sent which rows it wants. */
export function isRowRange(value: unknown): value is RowRange {
  if (!isObject(value)) return false;
  const { from, count } = value;
  return isCount(from) && isCount(count) && count <= mostRows;
}

/** Whether a page sent a line. */
export function isLineChoice(value: unknown): value is { readonly line: number } {
  return isObject(value) && isCount(value["line"]) && value["line"] > 0;
}

/** Whether a page sent that something is to be on, or not. */
export function isMarkChoice(value: unknown): value is { readonly isOn: boolean } {
  return isObject(value) && typeof value["isOn"] === "boolean";
}

/** Whether a page sent in which form scores are to be kept. */
export function isScoreExport(
  value: unknown,
): value is { readonly kind: (typeof scoreExports)[number] } {
  return isObject(value) && scoreExports.some((kind) => kind === value["kind"]);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
