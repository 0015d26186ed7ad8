import type { Form } from "../core/convert/forms.js";
import type { FormatId } from "../core/formats/format.js";
import type { Rename } from "../core/convert/near-prompts.js";
import type { Severity } from "../core/rules/finding.js";
import type { SplitRole } from "../core/dataset/split-names.js";
import type { TargetVerdict } from "../core/dataset/target-verdict.js";
import type { TargetId } from "../core/targets/target.js";
import type { ServerMessage } from "./server-messages.js";

/** Asks something of a dataset: of the text in the editor where it is open, else of its file. */
export interface DatasetRequest {
  readonly uri: string;
}

/** Asks something that may take long. */
export interface LongRequest extends DatasetRequest {
  /** Where the server reports progress, as the protocol's work-done progress does. */
  readonly workDoneToken?: string;
}

/** What all targets make of a dataset. */
export interface VerdictsAnswer {
  /** `null` where the dataset is not recognised as training data: then there are no verdicts. */
  readonly format: FormatTitle | null;
  readonly records: number;
  /** The target for which the dataset is checked now. */
  readonly target: TargetId | null;
  readonly verdicts: readonly TargetVerdict[];
}

/** A format and the name people read. */
export interface FormatTitle {
  readonly id: FormatId;
  readonly title: string;
}

/** What a dataset can be converted to. */
export interface FormsAnswer {
  /** `null` where the dataset is not recognised as training data: then there are no forms. */
  readonly format: FormatTitle | null;
  /** The possible ones first. */
  readonly forms: readonly Form[];
  /** The members that are renamed first, in a dataset that is of no format without. */
  readonly renames: readonly Rename[];
}

/** Asks for a dataset in another form. */
export interface ConversionRequest extends LongRequest {
  /** The id of a form. */
  readonly form: string;
  /** The outermost members that are left out. */
  readonly without?: readonly string[];
  /** The file that the server is to write, whether it exists or not; without it the text is sent. */
  readonly output?: string;
}

/** The records in another form, or why there are none. */
export type ConversionAnswer =
  | {
      readonly kind: "converted";
      readonly records: number;
      /** One record on each line; nothing where a file was written. */
      readonly text: string;
    }
  | {
      readonly kind: "refused";
      /** How many records cannot be converted without loss. */
      readonly refused: number;
      /** The first of them, with their lines from 0. */
      readonly first: readonly { readonly line: number; readonly reason: string }[];
      /** The outermost members that stand in the way and could be left out. */
      readonly extra: readonly string[];
    };

/** A rule that finds something in a dataset. */
export interface FoundRule {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly count: number;
}

/** Asks where a rule finds something, beyond what is published as diagnostics. */
export interface FindingsRequest extends LongRequest {
  readonly rule: string;
  /** The most places that are wanted. */
  readonly most: number;
}

/** A part of a document, as the protocol counts: from 0, in UTF-16 units. */
export interface PlainRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Asks where the texts on some lines of an open dataset begin and end for a model. */
export interface BoundariesRequest extends DatasetRequest {
  readonly firstLine: number;
  readonly lastLine: number;
}

/** What a model takes for the border between prompt and completion. */
export interface BoundariesAnswer {
  /** The spaces and line breaks that completions start with. */
  readonly leadingSpaces: readonly PlainRange[];
  /** What prompts end with in common. */
  readonly separators: readonly PlainRange[];
  /** What completions end with in common. */
  readonly stopSequences: readonly PlainRange[];
}

/** Asks whether a dataset may be tuned with, beyond what its open document shows. */
export interface PreflightRequest extends LongRequest {
  /** Who will read it. */
  readonly target: TargetId;
  /** The model to be tuned, where its tokens are to be counted. */
  readonly model?: string;
  /** What the file is for; without it, a model learns from it. */
  readonly role?: SplitRole;
  /** The URIs of files whose records must not stand in it: of those that a model learns from. */
  readonly against?: readonly string[];
}

/** The files that belong to one for training. */
export interface SplitsAnswer {
  /** The URI of the likeliest of them, or `null`. */
  readonly validation: string | null;
  readonly test: string | null;
  /** The URI of the `tunewright.json` that says so; `null` where names do. */
  readonly namedBy: string | null;
}

/** Client to server: what belongs to a file that a model is to learn from. */
export const splitsOf: ServerMessage<DatasetRequest, SplitsAnswer> = {
  method: "tunewright/splitsOf",
};

/** What a person has to know of a dataset before a model is tuned with it. */
export interface PreflightAnswer {
  /** `null` where it is not recognised as training data. */
  readonly format: FormatTitle | null;
  readonly records: number;
  readonly verdict: TargetVerdict;
  /** All tokens of the records; `null` where nobody asked, or knows how to count. */
  readonly tokens: number | null;
  /** What most prompts end with; empty where they have nothing in common. */
  readonly separator: string;
  /** What most completions end with; empty where they have nothing in common. */
  readonly stop: string;
}

/** Client to server, answered when all is read; with `null` where it is cancelled. */
export const preflightOf: ServerMessage<PreflightRequest, PreflightAnswer | null> = {
  method: "tunewright/preflightOf",
};

/** Client to server, answered when every target has been asked; with `null` where it is cancelled. */
export const verdictsOn: ServerMessage<LongRequest, VerdictsAnswer | null> = {
  method: "tunewright/verdictsOn",
};

/** Client to server. */
export const formsOf: ServerMessage<DatasetRequest, FormsAnswer> = {
  method: "tunewright/formsOf",
};

/** Client to server, answered when all records are converted; with `null` where it is cancelled. */
export const convertDataset: ServerMessage<ConversionRequest, ConversionAnswer | null> = {
  method: "tunewright/convertDataset",
};

/** Client to server: the rules that find something in an open dataset, worst first. */
export const foundRules: ServerMessage<DatasetRequest, readonly FoundRule[]> = {
  method: "tunewright/foundRules",
};

/** What a classifier says of the labels of an open dataset; its findings are published. */
export interface LabelErrorsAnswer {
  /** Whether the answers are labels, of which few differ. */
  readonly hasLabels: boolean;
  /** How many labels it contradicts. */
  readonly count: number;
}

/**
 * Client to server: lets a classifier judge the labels of an open dataset, now and after each edit
 * until the server ends; `null` where the dataset is not open.
 */
export const findLabelErrors: ServerMessage<DatasetRequest, LabelErrorsAnswer | null> = {
  method: "tunewright/findLabelErrors",
};

/** Client to server: places in an open dataset, in the order of the file. */
export const findingsOf: ServerMessage<FindingsRequest, readonly PlainRange[]> = {
  method: "tunewright/findingsOf",
};

/** Client to server. */
export const boundariesIn: ServerMessage<BoundariesRequest, BoundariesAnswer> = {
  method: "tunewright/boundariesIn",
};
