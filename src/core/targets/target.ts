import type { FormatId } from "../formats/format.js";
import type { Severity } from "../rules/finding.js";

/** The ids of the targets in the table. */
export type TargetId = "legacy-completions" | "openai" | "local";

/** Who will read the dataset. Data, not code: one file per target, `targets/index.ts` lists them. */
export interface Target {
  readonly id: TargetId;
  /** The name people read. */
  readonly title: string;
  /** One sentence: what this target is. */
  readonly description: string;
  /** The formats that it accepts. */
  readonly formats: readonly FormatId[];
  /** The formats for which it is chosen where the user names no target. */
  readonly defaultFor: readonly FormatId[];
  /** Whether a completion has to bring the space that parts it from the prompt. */
  readonly completionStartsWithSpace: boolean;
  /** Whether nothing but a separator tells it where the prompt ends. */
  readonly needsSeparator: boolean;
  /** The fewest records that it takes; 0 where it does not say. */
  readonly leastRecords: number;
  /** Whether it refuses a file for a field that the format does not know. */
  readonly refusesUnknownFields: boolean;
  /** Rules whose severity differs for this target. */
  readonly severities: Readonly<Record<string, Severity | "off">>;
}
