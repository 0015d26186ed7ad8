import type { TargetSetting } from "../core/config/target-setting.js";
import type { FormatId } from "../core/formats/format.js";
import type { Edit } from "../core/json/span.js";
import type { Severity } from "../core/rules/finding.js";
import type { TokenStatistics } from "../core/tokens/token-statistics.js";
import type { TargetId } from "../core/targets/target.js";

/**
 * A message of ours beside the Language Server Protocol's own. The type parameters say what
 * crosses; both sides use the same constant, so neither can claim another type.
 */
export interface ServerMessage<Params, Result = void> {
  readonly method: `tunewright/${string}`;
  /** Never there: ties the types to the constant. */
  readonly types?: { readonly params: Params; readonly result: Result };
}

/** What a client may send along with `initialize`. All of it is optional. */
export interface InitializationOptions {
  /** The target of every dataset that has none in `targets` and none in a `tunewright.json`. */
  readonly target?: TargetId;
  /** Targets chosen before, by document URI. */
  readonly targets?: Readonly<Record<string, TargetSetting>>;
  /** The URI of the folder that holds `<rule id>.md` for each rule. */
  readonly ruleDocumentation?: string;
  /** The settings at the start. */
  readonly settings?: unknown;
  /** Whether the client has the commands of the extension. */
  readonly commands?: boolean;
  /** Whether the client shows the findings under the pointer itself, beside what a hover says. */
  readonly hoversFindings?: boolean;
  /** Whether the client wants to be told of each check by `tunewright/datasetStatus`. */
  readonly status?: boolean;
  /**
   * Whether the person trusts the workspace; left out where the client knows no trust. Without it
   * no tokenizer file is read that a configuration names.
   */
  readonly trusted?: boolean;
  /** The contents of a translation bundle, as `vscode.l10n.bundle` has it. */
  readonly translation?: Readonly<Record<string, string>>;
}

/** A person's settings, as `workspace/didChangeConfiguration` brings them under `tunewright`. */
export interface ServerSettings {
  /** Severities by rule; `off` silences a rule. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** How many findings of each rule an editor is sent, from 1. */
  readonly maxFindingsPerRule: number;
  /** What is shown inside of the text. */
  readonly inlayHints: {
    /** How many tokens each record has. */
    readonly tokens: boolean;
  };
  /** Whether lenses above the first record say what the dataset is and what to do next. */
  readonly codeLens: boolean;
}

/** What a dataset is and how it stands: sent by the server whenever a check has ended. */
export interface DatasetStatus {
  readonly uri: string;
  /** The document's version that was checked. */
  readonly version: number;
  readonly records: number;
  /** `null` where the file is not recognised as training data. */
  readonly format: FormatId | null;
  readonly target: TargetId | null;
  /** What people call the format and the target. */
  readonly titles: { readonly format: string; readonly target: string } | null;
  readonly targetFrom: TargetOrigin;
  /** Whether the target reads datasets of this format at all. */
  readonly isAccepted: boolean;
  /** The `tunewright.json` that applies; `null` where there is none. */
  readonly configuration: ConfigurationState | null;
  /** Whether it says not to check this dataset. */
  readonly isIgnored: boolean;
  /** Whether the target, or what somebody named, says how tokens are counted. */
  readonly countsTokens: boolean;
  /** Whether the rules that take longer have answered too. */
  readonly isComplete: boolean;
  readonly severityCounts: Readonly<Record<Severity, number>>;
  /** How many findings there are of each rule. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A `tunewright.json` and how it stands. */
export interface ConfigurationState {
  readonly uri: string;
  /** Whether it has faults, so that what it said before them applies, if anything. */
  readonly isBroken: boolean;
}

/** Who has chosen a target: a person in the editor, a `tunewright.json`, or nobody. */
export type TargetOrigin = "person" | "configuration" | "format";

/** Asks what a dataset's `tunewright.json` says of it. */
export interface ConfigurationRequest {
  readonly uri: string;
}

/** What a dataset's `tunewright.json` says of it. */
export interface ConfigurationAnswer {
  /** Its URI; `null` where there is none. */
  readonly configuration: string | null;
  /** `null` where it names none. */
  readonly target: TargetSetting | null;
}

/** Asks how a `tunewright.json` comes to name the target of a dataset. */
export interface TargetEditsRequest {
  /** Its text now; `null` where it is yet to be made. */
  readonly text: string | null;
  /** The dataset, from the folder of the file. */
  readonly path: string;
  readonly target: TargetSetting;
}

/** Edits in UTF-16 offsets of the text; `null` where it has faults that come first. */
export interface TargetEditsAnswer {
  readonly edits: readonly Edit[] | null;
}

/**
 * Sent by the client when a person chooses a target for a dataset, whatever its `tunewright.json`
 * says; `null` undoes the choice.
 */
export interface TargetChoice {
  readonly uri: string;
  readonly target: TargetSetting | null;
}

/** Asks for a check of all datasets below some folders, open or not. */
export interface WorkspaceCheckRequest {
  /** URIs of the folders. */
  readonly folders: readonly string[];
  /** Where the server reports progress, as the protocol's work-done progress does. */
  readonly workDoneToken?: string;
}

/** The outcome of a workspace check; the findings themselves are published as diagnostics. */
export interface WorkspaceCheckResult {
  readonly files: number;
  readonly records: number;
  readonly severityCounts: Readonly<Record<Severity, number>>;
  /** Files that could not be read, each with a sentence that says why. */
  readonly unreadable: readonly string[];
}

/** Asks for the tokens of an open dataset. Takes seconds for a large one; can be cancelled. */
export interface DatasetTokensRequest {
  readonly uri: string;
}

/** The tokens of a dataset. */
export interface DatasetTokensAnswer {
  /**
   * `null` where nobody has named a model or a tokenizer, where the dataset is not open or has
   * changed meanwhile, and where the request was cancelled.
   */
  readonly tokens:
    | (TokenStatistics & {
        /** The encoding, or the name of the tokenizer file. */
        readonly tokenizer: string;
        /** The most tokens of a record, where somebody sets a limit. */
        readonly limit?: number | undefined;
      })
    | null;
}

/** Client to server. */
export const datasetTokens: ServerMessage<DatasetTokensRequest, DatasetTokensAnswer> = {
  method: "tunewright/datasetTokens",
};

/** Server to client. */
export const datasetStatus: ServerMessage<DatasetStatus> = { method: "tunewright/datasetStatus" };

/** Client to server. */
export const chooseTarget: ServerMessage<TargetChoice> = { method: "tunewright/chooseTarget" };

/** Client to server. */
export const configurationOf: ServerMessage<ConfigurationRequest, ConfigurationAnswer> = {
  method: "tunewright/configurationOf",
};

/** Client to server. */
export const targetEdits: ServerMessage<TargetEditsRequest, TargetEditsAnswer> = {
  method: "tunewright/targetEdits",
};

/** Client to server; answered when all files are checked. */
export const checkWorkspace: ServerMessage<WorkspaceCheckRequest, WorkspaceCheckResult> = {
  method: "tunewright/checkWorkspace",
};
