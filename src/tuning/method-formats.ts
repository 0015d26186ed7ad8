import type { FormatId } from "../core/formats/format.js";
import type { MethodId } from "./provider.js";

/** Records that hold a better and a worse answer, or a verdict on one. */
const comparing: ReadonlySet<FormatId> = new Set<FormatId>([
  "preference-openai",
  "preference-trl",
  "preference-llama-factory",
  "unpaired-preference",
]);

/**
 * Whether a method learns from records of a format: preferences are compared, all others hold what
 * is to be answered or judged. What a provider takes beside that is for its target to say.
 */
export function learnsFrom(method: MethodId, format: FormatId): boolean {
  return comparing.has(format) === (method === "dpo");
}
