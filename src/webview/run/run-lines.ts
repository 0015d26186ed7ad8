import * as l10n from "@vscode/l10n";
import type { CurveColumns, CurveName } from "../../protocol/run-page.js";
import type { Series } from "../ui/chart/series.js";
import { knownValues } from "../ui/chart/series.js";

/** A run whose numbers are to be drawn. */
export interface RunLines {
  readonly name: string;
  readonly curve: CurveColumns;
}

/** What a chart of runs is about. */
export type Measure = "accuracy" | "loss" | "reward";

const names = {
  loss: ["trainingLoss", "validationLoss"],
  accuracy: ["trainingAccuracy", "validationAccuracy"],
  reward: ["trainingReward", "validationReward"],
} as const satisfies Readonly<Record<Measure, readonly [CurveName, CurveName]>>;

/**
 * The lines of runs in a chart. One run alone has a colour for training and one for validation; where
 * there are several, each has its own. Validation is always dashed and marked.
 */
export function linesOf(runs: readonly RunLines[], measure: Measure): readonly Series[] {
  const [training, validation] = names[measure];
  const isAlone = runs.length === 1;
  return runs.flatMap(({ name, curve }, index) => {
    const own = isAlone ? "" : ` · ${name}`;
    const lines = [
      {
        label: `${l10n.t("Training")}${own}`,
        colour: isAlone ? 0 : index,
        isSparse: false,
        ...knownValues(curve.steps, curve[training]),
      },
      {
        label: `${l10n.t("Validation")}${own}`,
        colour: isAlone ? 1 : index,
        isSparse: true,
        ...knownValues(curve.steps, curve[validation]),
      },
    ];
    return lines.filter(({ steps }) => steps.length > 0);
  });
}
