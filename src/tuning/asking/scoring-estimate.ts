import type { Capabilities } from "../../core/inspection/capabilities.js";
import type { ScoringSurvey } from "../../core/inspection/scored-lines.js";
import type { InferencePrice } from "../prices.js";

/** What scoring a dataset takes, before anything is sent. */
export interface ScoringEstimate {
  /** How many records are asked about: those of which nothing is known. */
  readonly records: number;
  readonly requests: { readonly least: number; readonly most: number };
  /** Tokens that are sent at most: about, as only the service counts them as it charges them. */
  readonly inputTokens: number;
  /** Tokens that the model writes at most. */
  readonly outputTokens: number;
  readonly cost: { readonly most: number; readonly price: InferencePrice } | undefined;
}

/** What an estimate is made from. */
export interface EstimateFacts {
  readonly survey: Pick<ScoringSurvey, "completionBytes" | "labels" | "promptBytes" | "records">;
  readonly unknown: number;
  /** What is known of the service; `undefined` where it was not asked yet. */
  readonly capabilities: Capabilities | undefined;
  /** Of an answer. */
  readonly maxTokens: number;
  readonly price: InferencePrice | undefined;
}

/** A token is about so many bytes long, in English; elsewhere shorter. */
const bytesPerToken = 4;

/** How many requests, tokens and how much money scoring takes at most. */
export function estimateScoring({
  survey,
  unknown,
  capabilities,
  maxTokens,
  price,
}: EstimateFacts): ScoringEstimate {
  const { least, most } = requestsPerRecord(survey.labels.length > 1, capabilities);
  const share = survey.records === 0 ? 0 : unknown / survey.records;
  const bytes = (survey.promptBytes * most + survey.completionBytes) * share;
  const inputTokens = Math.ceil(bytes / bytesPerToken);
  const outputTokens = unknown * maxTokens;
  const cost = price && {
    price,
    most: (inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion) / 1_000_000,
  };
  return {
    records: unknown,
    requests: { least: least * unknown, most: most * unknown },
    inputTokens,
    outputTokens,
    cost,
  };
}

/** The completion is scored where the service can; an answer tells of the labels, or takes its place. */
function requestsPerRecord(
  hasLabels: boolean,
  capabilities: Capabilities | undefined,
): { readonly least: number; readonly most: number } {
  if (capabilities === undefined) return { least: 1, most: 2 };
  const { scoring, chatScoring } = capabilities;
  const canScore = scoring.kind === "scores" || chatScoring.kind === "scores";
  const both = canScore && hasLabels ? 2 : 1;
  return { least: both, most: scoring.kind === chatScoring.kind ? both : 2 };
}
