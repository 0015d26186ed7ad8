import type { FormatId } from "../formats/format.js";
import type { Severity } from "../rules/finding.js";

/** The ids of the targets in the table. */
export type TargetId =
  | "axolotl"
  | "azure"
  | "bedrock"
  | "cohere"
  | "cookbook"
  | "fireworks"
  | "legacy-completions"
  | "llama-factory"
  | "local"
  | "mistral"
  | "nebius"
  | "openai"
  | "openai-batch"
  | "together"
  | "trl"
  | "unsloth"
  | "vertex";

/** How much of a dataset a target takes; what it does not say is left out. */
export interface Limits {
  /** The fewest records; 0 where it does not say. */
  readonly leastRecords: number;
  readonly mostRecords?: number;
  readonly largestFileBytes?: number;
  /** Longer records are refused or cut. */
  readonly longestRecordTokens?: number;
}

/** When a target stops taking datasets. */
export interface Closing {
  /** The first day, as `YYYY-MM-DD`, on which it takes none. */
  readonly on: string;
  /** Where the date is announced. */
  readonly source: string;
}

/** Who will read the dataset. Data, not code: one file per target, `targets/index.ts` lists them. */
export interface Target extends Limits {
  readonly id: TargetId;
  /** The name people read. */
  readonly title: string;
  /** One sentence: what this target is. */
  readonly description: string;
  /** The formats that it accepts. */
  readonly formats: readonly FormatId[];
  /** The formats for which it is chosen where the user names no target. */
  readonly defaultFor: readonly FormatId[];
  /** Limits that differ for a format. */
  readonly formatLimits?: Readonly<Partial<Record<FormatId, Partial<Limits>>>>;
  /** Whether a completion has to bring the space that parts it from the prompt. */
  readonly completionStartsWithSpace: boolean;
  /** Whether it wants the arguments of a tool call as a text that holds JSON. */
  readonly takesArgumentsAsText?: true;
  /** Whether nothing but a separator tells it where the prompt ends. */
  readonly needsSeparator: boolean;
  /** Where it refuses a file for a field that the format does not know: in records, or also in messages. */
  readonly refusesUnknownFields: "nowhere" | "at-top" | "everywhere";
  /** Fields that the format does not know and this target does. */
  readonly ownFields?: readonly string[];
  /** What its messages may be, where it knows less than others. */
  readonly strictMessages?: StrictMessages;
  /** Rules whose severity differs for this target. */
  readonly severities: Readonly<Record<string, Severity | "off">>;
  /**
   * What it says itself where a rule finds something, by rule; `{0}` and `{1}` stand for the
   * numbers that the rule names.
   */
  readonly refusals?: Readonly<Record<string, string>>;
  readonly closing?: Closing;
}

/** What a check that is stricter than any service knows of messages. */
export interface StrictMessages {
  readonly fields: readonly string[];
  readonly roles: readonly string[];
}

/** What most targets have in common: they ask for nothing that the format does not. */
export const undemanding = {
  completionStartsWithSpace: false,
  needsSeparator: false,
  leastRecords: 0,
  refusesUnknownFields: "nowhere",
  severities: { "completion-leading-space": "off" },
} as const satisfies Partial<Target>;

/** The limits of a target for datasets of a format. */
export function limitsFor(target: Target, format: FormatId): Limits {
  return { ...target, ...target.formatLimits?.[format] };
}

/** What a target answers itself where a rule finds something; `undefined` where nobody has said. */
export function refusalBy(
  { refusals }: Target,
  rule: string,
  numbers: readonly number[] = [],
): string | undefined {
  return refusals?.[rule]?.replace(/\{(\d)\}/g, (_, index) => String(numbers[Number(index)]));
}
