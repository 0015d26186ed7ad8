import { baseModel } from "../core/tokens/models.js";
import type { OfferedModel, ProviderId } from "./provider.js";

/** When a model can no longer be tuned, and when neither it nor what was tuned from it answers. */
export interface ModelShutdown {
  /** The first day without new jobs, as `YYYY-MM-DD`. */
  readonly training?: string;
  /** The first day without answers, as `YYYY-MM-DD`. */
  readonly serving?: string;
}

interface ShutdownRow extends ModelShutdown {
  readonly provider: ProviderId;
  /** What the names of such models start with. */
  readonly prefix: string;
}

/**
 * State: 2026-11-22. OpenAI: developers.openai.com/api/docs/deprecations. Azure: the table of
 * retirements in MicrosoftDocs azure-ai-docs, dates for customers who have tuned before.
 */
export const modelShutdowns: readonly ShutdownRow[] = [
  { provider: "openai", prefix: "gpt-4.1", training: "2027-01-06", serving: "2027-01-14" },
  { provider: "openai", prefix: "gpt-4.1-nano", serving: "2026-10-23" },
  { provider: "openai", prefix: "gpt-4o", training: "2027-01-06", serving: "2027-01-14" },
  { provider: "openai", prefix: "gpt-3.5-turbo", serving: "2026-10-23" },
  { provider: "openai", prefix: "babbage-002", serving: "2026-09-28" },
  { provider: "openai", prefix: "davinci-002", serving: "2026-09-28" },
  { provider: "azure", prefix: "gpt-4.1", training: "2027-04-14", serving: "2027-10-14" },
  { provider: "azure", prefix: "gpt-4o", training: "2027-04-01", serving: "2027-10-01" },
  { provider: "azure", prefix: "o4-mini", training: "2027-04-16", serving: "2027-10-16" },
];

/** What is known of a model's end: what the service says of it counts before the table. */
export function shutdownOf(provider: ProviderId, model: OfferedModel): ModelShutdown {
  const name = baseModel(model.id);
  const [row] = modelShutdowns
    .filter((one) => one.provider === provider && hasPrefix(name, one.prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return {
    ...(row?.training !== undefined && { training: row.training }),
    ...(row?.serving !== undefined && { serving: row.serving }),
    ...(model.shutdownDate !== undefined && { serving: model.shutdownDate }),
  };
}

function hasPrefix(name: string, prefix: string): boolean {
  return name === prefix || name.startsWith(`${prefix}-`);
}
