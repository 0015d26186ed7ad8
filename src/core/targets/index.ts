import type { FormatId } from "../formats/format.js";
import { axolotl } from "./axolotl.js";
import { azure } from "./azure.js";
import { bedrock } from "./bedrock.js";
import { cohere } from "./cohere.js";
import { cookbook } from "./cookbook.js";
import { fireworks } from "./fireworks.js";
import { legacyCompletions } from "./legacy-completions.js";
import { llamaFactory } from "./llama-factory.js";
import { local } from "./local.js";
import { mistral } from "./mistral.js";
import { nebius } from "./nebius.js";
import { openaiBatch } from "./openai-batch.js";
import { openai } from "./openai.js";
import type { Target, TargetId } from "./target.js";
import { together } from "./together.js";
import { trl } from "./trl.js";
import { unsloth } from "./unsloth.js";
import { vertex } from "./vertex.js";

/** Every target: services, trainers on one's own machine, checks of the past. */
export const targets: readonly Target[] = [
  openai,
  azure,
  together,
  fireworks,
  mistral,
  vertex,
  bedrock,
  nebius,
  trl,
  axolotl,
  llamaFactory,
  unsloth,
  local,
  legacyCompletions,
  cookbook,
  cohere,
  openaiBatch,
];

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
