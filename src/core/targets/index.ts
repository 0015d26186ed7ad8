import type { FormatId } from "../formats/format.js";
import { legacyCompletions } from "./legacy-completions.js";
import { local } from "./local.js";
import { openai } from "./openai.js";
import type { Target, TargetId } from "./target.js";

/** Every target. */
export const targets: readonly Target[] = [legacyCompletions, openai, local];

/** The target with this id, or `undefined`: ids come from people. */
export function targetById(id: string): Target | undefined {
  return targets.find((target) => target.id === id);
}

/** Whether a text that a person gave names a target. */
export function isTargetId(id: string): id is TargetId {
  return targetById(id) !== undefined;
}

/** Whether a target reads datasets of a format; an unknown target is not said to refuse any. */
export function acceptsFormat(target: string | null, format: string | null): boolean {
  const formats = targetById(target ?? "")?.formats;
  return formats?.some((accepted) => accepted === format) ?? true;
}

/** The target that a format gets where the user names none. */
export function defaultTarget(format: FormatId): Target {
  const target = targets.find((candidate) => candidate.defaultFor.includes(format));
  if (target === undefined) throw new Error(`No target is the default for the format "${format}".`);
  return target;
}
