import { written } from "../../written.js";
import type { StepDraft } from "./step-draft.js";
import { labelsOf } from "./step-draft.js";

/** A few labels with their counts, in one line. */
export function labelLine(draft: StepDraft): string {
  const labels = labelsOf(draft) ?? [];
  const some = labels.slice(0, 8).map(({ text, count }) => `${text} ${written(count)}`);
  return labels.length > some.length ? `${some.join(", ")}, …` : some.join(", ");
}
