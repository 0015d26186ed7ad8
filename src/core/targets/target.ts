import type { FormatId } from "../formats/format.js";
import type { Severity } from "../rules/finding.js";
import type { EncodingName } from "../tokens/encodings.js";
import type { targetTable } from "./index.js";

/** The ids of the targets in the table. */
export type TargetId = keyof typeof targetTable;

/** How much of a dataset a target takes; what it does not say is left out. */
export interface Limits {
  /** The fewest records; 0 where it does not say. */
  readonly leastRecords: number;
  readonly mostRecords?: number;
  readonly largestFileBytes?: number;
  /** Longer records are refused or cut. */
  readonly longestRecordTokens?: number;
  readonly images?: ImageLimits;
}

/** What a target takes of pictures. */
export interface ImageLimits {
  /** In one record. */
  readonly most: number;
  /** Of one picture, as a file. */
  readonly largestBytes: number;
  /** Media types. */
  readonly types: readonly string[];
  /** Whether they have to stand in the record as `data:`; addresses are refused. */
  readonly mustBeInline?: true;
}

/** What OpenAI takes, and services that follow it. */
export const usualImages: ImageLimits = {
  most: 10,
  largestBytes: 10 * 1024 ** 2,
  types: ["image/jpeg", "image/png", "image/webp"],
};

/** The parts of OpenAI's messages, and of services that follow it. */
export const usualPartTypes = ["text", "image_url", "input_audio", "file", "refusal"] as const;

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
  /** The formats that it accepts; a format may name more of its readers in its own file. */
  readonly formats: readonly FormatId[];
  /**
   * Where it chooses among labels only: how many different ones there may be, and for how many
   * records each of them stands at least, on average.
   */
  readonly labels?: { readonly most: number; readonly fewestRecordsEach: number };
  /** The formats for which it is chosen where the user names no target. */
  readonly defaultFor: readonly FormatId[];
  /** Limits that differ for a format. */
  readonly formatLimits?: Readonly<Partial<Record<FormatId, Partial<Limits>>>>;
  /** Whether a completion has to bring the space that parts it from the prompt. */
  readonly completionStartsWithSpace: boolean;
  /** Whether it wants the arguments of a tool call as a text that holds JSON. */
  readonly takesArgumentsAsText?: true;
  /** The members that it wants in a call of a tool; a function's name and arguments go with it. */
  readonly toolCallFields?: readonly string[];
  /** Roles of conversations that it refuses although others take them. */
  readonly refusedRoles?: readonly string[];
  /** The types of parts that it takes in messages, where it refuses all others. */
  readonly partTypes?: readonly string[];
  /** Whether several messages of the user or the assistant may follow each other. */
  readonly mayRepeatTurns?: true;
  /** Whether a picture may be named by the path of its file. */
  readonly readsImageFiles?: true;
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
  /** The encoding of all models that it tunes, where that is one. */
  readonly encoding?: EncodingName;
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
