import type { LabelCount, PreparedStep, StepName } from "../core/prepare/prepared-dataset.js";
import type { SplitName } from "../core/prepare/recipe/recipe.js";
import type { TargetId } from "../core/targets/target.js";
import type { LaunchDeskApi } from "./launch-messages.js";
import type { DatasetStepApi } from "./step-messages.js";

/** A recipe as the editor has it. */
export interface RecipeText {
  /** The path of its file; `null` where it has none yet: then no source is read. */
  readonly path: string | null;
  readonly text: string;
}

/** Something to be said of a recipe: UTF-16 offsets in its text. */
export interface RecipeFinding {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly severity: "error" | "warning" | "information";
}

/** A text of a record, as a model is given it or learns it. */
export interface PreviewText {
  /** A field's name, or the role of a message. */
  readonly name: string;
  readonly text: string;
  /** Whether the rest of the text was left out. */
  readonly isCut: boolean;
  /** Tokens of the whole text; `null` where nobody has said how they are counted. */
  readonly tokens: number | null;
}

/** A record of a preview. */
export interface PreviewRecord {
  /** The row that it was made of, from 1, in all sources. */
  readonly row: number;
  readonly split: SplitName;
  readonly texts: readonly PreviewText[];
  readonly tokens: number | null;
}

/** What a recipe would make. */
export interface RecipePreview {
  readonly steps: readonly PreparedStep[];
  readonly parts: readonly { readonly name: SplitName; readonly records: number }[];
  /** The most frequent labels; `null` where answers are free texts. */
  readonly labels: readonly LabelCount[] | null;
  readonly labelCount: number;
  readonly records: readonly PreviewRecord[];
  /** The text behind the last tag of the prompt's template. */
  readonly separator: string | null;
  /** Whether all rows were read; if not, the counts are those of the first ones. */
  readonly isWhole: boolean;
}

/** What was found out about a recipe. */
export interface RecipeLook {
  readonly findings: readonly RecipeFinding[];
  /** `null` where it cannot be run as it is, or its sources were not read. */
  readonly preview: RecipePreview | null;
  /** Hosts that were not reached because nobody has allowed it. */
  readonly unreachedHosts: readonly string[];
}

/** A completion, or what there is to say of a place. */
export interface RecipeCompletion {
  readonly label: string;
  readonly kind: "column" | "function" | "key" | "label" | "value";
  /** In place of the text from `start` to `end`. */
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  /** A short word, such as a type. */
  readonly detail: string;
  /** Plain text. */
  readonly documentation: string;
}

/** What there is to say of a place: paragraphs of plain text. */
export interface RecipeHover {
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** A place in a recipe. */
export interface RecipePlace extends RecipeText {
  readonly offset: number;
}

/** Asks for a run. `ticket` names it, for its progress and to stop it. */
export interface RecipeRunRequest {
  readonly ticket: string;
  readonly path: string;
  /** Whether files may be replaced that the recipe has not made. */
  readonly mayReplace: boolean;
}

/** How a run of a recipe ended. */
export type RecipeRun =
  | {
      readonly kind: "prepared";
      readonly manifestPath: string;
      readonly target: TargetId;
      readonly steps: readonly PreparedStep[];
      readonly outputs: readonly {
        readonly split: SplitName;
        readonly path: string;
        readonly records: number;
      }[];
      readonly findings: readonly RecipeFinding[];
      readonly sourceProblems: readonly string[];
    }
  | {
      readonly kind: "refused";
      readonly findings: readonly RecipeFinding[];
      readonly sourceProblems: readonly string[];
    }
  /** This file would be replaced, and is not what the recipe has made. Nothing was written. */
  | { readonly kind: "foreign"; readonly path: string }
  | { readonly kind: "stopped" };

/** What the process that reads recipes offers the editor. */
export interface RecipeDeskApi extends DatasetStepApi, LaunchDeskApi {
  /** Takes the texts of the editor's language; to be called first. */
  begin(arg: { readonly translation: Readonly<Record<string, string>> | null }): void;
  /** Says what the text alone tells, at once. */
  readText(arg: RecipeText): readonly RecipeFinding[];
  /** Reads the sources too; `null` where another look at this recipe has begun since. */
  look(arg: RecipeText & { readonly allowedHosts: readonly string[] }): RecipeLook | null;
  complete(arg: RecipePlace): readonly RecipeCompletion[];
  hover(arg: RecipePlace): RecipeHover | null;
  run(arg: RecipeRunRequest): RecipeRun;
  /** A recipe for a table, to be written at `path`; `null` where no column holds texts. */
  propose(arg: { readonly ticket: string; readonly table: string; readonly path: string }): {
    readonly text: string | null;
  } | null;
  /** Ends a run or a proposal. */
  stop(arg: { readonly ticket: string }): void;
}

/** What the editor offers the process. */
export interface RecipeEditorApi {
  /** Asks the person whether a host may be reached. */
  mayReach(arg: { readonly host: string }): boolean;
  progress(arg: { readonly ticket: string; readonly step: StepName; readonly done: number }): void;
}
