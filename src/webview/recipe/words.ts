import * as l10n from "@vscode/l10n";
import type { StepName } from "../../core/prepare/prepared-dataset.js";
import type { SplitName } from "../../core/prepare/recipe/recipe.js";

/** What a step has left, in words. */
export function stepWord(step: StepName): string {
  switch (step) {
    case "read":
      return l10n.t("rows read");
    case "where":
      return l10n.t("meet the condition");
    case "labels":
      return l10n.t("have a label that is kept");
    case "keep":
      return l10n.t("are kept");
    case "deduplicate":
      return l10n.t("are no copies");
    case "split":
      return l10n.t("are dealt out");
    case "balance":
      return l10n.t("after balancing");
  }
}

/** The name of a part for people. */
export function splitWord(split: SplitName): string {
  if (split === "train") return l10n.t("Training");
  return split === "validation" ? l10n.t("Validation") : l10n.t("Test");
}
