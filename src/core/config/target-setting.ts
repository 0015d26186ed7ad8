import { isTargetId, targets } from "../targets/index.js";
import type { TargetId } from "../targets/target.js";

/** A target as people set it; `auto` is the one that fits the format. */
export type TargetSetting = TargetId | "auto";

/** Everything that a target can be set to. */
export const targetSettings: readonly TargetSetting[] = ["auto", ...targets.map(({ id }) => id)];

/** Whether a text that a person gave is one of them. */
export function isTargetSetting(text: string): text is TargetSetting {
  return text === "auto" || isTargetId(text);
}
