import labelError from "../core/rules/label-error.js";
import type { LabelErrorsAnswer } from "../protocol/dataset-messages.js";
import type { DatasetRequestsOptions } from "./dataset-requests.js";

/** Has a classifier judge the labels of an open dataset, and waits until it has. */
export async function labelErrorsIn(
  uri: string,
  { session, askFor }: Pick<DatasetRequestsOptions, "session" | "askFor">,
): Promise<LabelErrorsAnswer | null> {
  const open = session(uri);
  if (open === undefined) return null;
  askFor(uri, labelError);
  const { plan, counts } = await open.completed();
  return {
    hasLabels: plan.context?.traits.hasLabels === true,
    count: counts[labelError.id] ?? 0,
  };
}
