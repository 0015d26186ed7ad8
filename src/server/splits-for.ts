import type { SplitsAnswer } from "../protocol/dataset-messages.js";
import type { DatasetRequestsOptions } from "./dataset-requests.js";

/** What belongs to a file that a model is to learn from: by `tunewright.json`, else by names. */
export function splitsFor(
  uri: string,
  { host, choiceFor }: Pick<DatasetRequestsOptions, "choiceFor" | "host">,
): SplitsAnswer {
  const { options, applied } = choiceFor(uri);
  const likeliest = (role: "test" | "validation"): string | null =>
    host.files?.splitsAfter(uri, role, options.splits)[0] ?? null;
  return {
    validation: likeliest("validation"),
    test: likeliest("test"),
    namedBy: options.splits === undefined ? null : (applied?.uri ?? null),
  };
}
