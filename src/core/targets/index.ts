import { axolotl } from "./axolotl.js";
import { azure } from "./azure.js";
import { bedrock } from "./bedrock.js";
import { cohere } from "./cohere.js";
import { compatible } from "./compatible.js";
import { cookbook } from "./cookbook.js";
import { fireworks } from "./fireworks.js";
import { legacyCompletions } from "./legacy-completions.js";
import { llamaFactory } from "./llama-factory.js";
import { local } from "./local.js";
import { mistral } from "./mistral.js";
import { nebius } from "./nebius.js";
import { openaiBatch } from "./openai-batch.js";
import { openaiEvals } from "./openai-evals.js";
import { openai } from "./openai.js";
import type { Target, TargetId } from "./target.js";
import { together } from "./together.js";
import { trl } from "./trl.js";
import { unsloth } from "./unsloth.js";
import { vertex } from "./vertex.js";

/** Every target by its id: services, trainers on one's own machine, checks of the past. */
export const targetTable = {
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
  "llama-factory": llamaFactory,
  unsloth,
  local,
  "legacy-completions": legacyCompletions,
  cookbook,
  cohere,
  "openai-batch": openaiBatch,
  "openai-evals": openaiEvals,
  compatible,
};

/** Every target, in the order of the table. */
export const targets: readonly Target[] = Object.values(targetTable);

/** The target with this id, or `undefined`: ids come from people. */
export function targetById(id: string): Target | undefined {
  return targets.find((target) => target.id === id);
}

/** Whether a text that a person gave names a target. */
export function isTargetId(id: string): id is TargetId {
  return targetById(id) !== undefined;
}
