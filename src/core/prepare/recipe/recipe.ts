import type { FormatId } from "../../formats/format.js";
import type { Span } from "../../json/span.js";
import type { TargetId } from "../../targets/target.js";

/** A value with the place where the recipe's text has it: UTF-16 offsets. */
export interface Placed<Value> {
  readonly value: Value;
  readonly span: Span;
}

/** A text whose every part can be found in the recipe, through quotes, escapes and indentation. */
export interface PlacedText extends Placed<string> {
  /** Where a stretch of the text stands in the recipe. */
  place(start: number, end: number): Span;
}

/** What a field of a record is made of: templates, and what is the same in each record. */
export type TemplateTree =
  | { readonly kind: "template"; readonly text: PlacedText }
  | { readonly kind: "constant"; readonly value: number | boolean | null; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly TemplateTree[]; readonly span: Span }
  | {
      readonly kind: "object";
      readonly members: readonly TemplateMember[];
      /** The object is made for each item of a list: of a name, or of what stands in a column. */
      readonly each: { readonly list: PlacedText; readonly as: string } | undefined;
      /** The object is left out where this renders to nothing, `false`, `0` or `none`. */
      readonly when: PlacedText | undefined;
      readonly span: Span;
    };

/** A member of an object that templates make. */
export interface TemplateMember {
  readonly name: string;
  readonly key: Span;
  readonly value: TemplateTree;
}

/** By what records count as copies; each but the first includes those before it. */
export type DuplicateKind = "none" | "record" | "prompt" | "normalised" | "near";

/** What becomes of records with one prompt and several completions. */
export type Conflicts = "first" | "majority" | "drop" | "error";

/** The parts of a dataset, in their order. */
export const splitNames = ["train", "validation", "test"] as const;

/** The name of a part. */
export type SplitName = (typeof splitNames)[number];

/** How large a part is: a share of all records, above 0 and below 1, or a number of records. */
export interface SplitSize extends Placed<number> {
  readonly kind: "share" | "count";
}

/** What `labels` says. */
export interface LabelStep {
  readonly column: Placed<string>;
  /** Old label → new label, of `map` and `merge` together. */
  readonly renamed: ReadonlyMap<string, Placed<string>>;
  /** Labels whose rows are left out, as they are called after renaming or before. */
  readonly dropped: ReadonlyMap<string, Span>;
}

/** What `split` says. */
export interface SplitStep {
  readonly span: Span;
  readonly sizes: ReadonlyMap<SplitName, SplitSize>;
  /** Columns, or `completion`. */
  readonly stratify: readonly Placed<string>[];
  readonly group: readonly Placed<string>[];
  readonly time: Placed<string> | undefined;
}

/** What `keep` says; `undefined` where it says nothing. */
export interface KeepStep {
  readonly minimumTokens: number | undefined;
  readonly maximumTokens: number | undefined;
  readonly minimumCharacters: number | undefined;
  readonly maximumCharacters: number | undefined;
  /** Columns and fields that must hold more than white space. */
  readonly nonEmpty: readonly Placed<string>[];
  readonly span: Span;
}

/** What `balance` says; it is for training only. */
export interface BalanceStep {
  readonly span: Span;
  readonly maximumPerLabel: number | undefined;
  readonly minimumPerLabel: number | undefined;
  readonly hasWeights: boolean;
}

/** What a recipe says, with its defaults filled in. */
export interface Recipe {
  readonly source: readonly Placed<string>[];
  readonly where: PlacedText | undefined;
  /** Derived columns: name → SQL expression. */
  readonly columns: ReadonlyMap<string, PlacedText>;
  readonly format: Placed<FormatId>;
  readonly target: Placed<TargetId> | undefined;
  readonly model: Placed<string> | undefined;
  readonly tokenizer: Placed<string> | undefined;
  readonly labels: LabelStep | undefined;
  /** The fields of a record, in their order. */
  readonly fields: readonly TemplateMember[];
  readonly keep: KeepStep;
  readonly deduplicate: {
    readonly by: DuplicateKind;
    /** For `near`: the share of runs of three words in common, from 0.7 to 1. */
    readonly threshold: number;
    readonly span: Span | undefined;
  };
  readonly conflicts: Conflicts;
  readonly split: SplitStep | undefined;
  readonly balance: BalanceStep | undefined;
  readonly shuffle: { readonly isOn: boolean; readonly seed: number };
  /** The beginning of the outputs' paths, or the path of each. */
  readonly output:
    | { readonly kind: "stem"; readonly stem: string | undefined }
    | { readonly kind: "paths"; readonly paths: ReadonlyMap<SplitName, Placed<string>> };
}

/** Something that is to be said of a recipe. */
export interface RecipeProblem {
  readonly span: Span;
  readonly message: string;
  readonly severity: "error" | "warning" | "information";
  /** Whether it also holds where only the first rows of the sources were read. */
  readonly holdsForFirstRows?: true;
}
