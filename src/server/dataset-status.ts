import type { RuleContext } from "../core/rules/rule.js";
import { accepts } from "../core/targets/readers.js";
import type { DatasetStatus } from "../protocol/server-messages.js";
import type { DatasetChoice } from "./check-choices.js";

type Nature = "format" | "target" | "titles" | "isAccepted" | "countsTokens";

/** What a status says of the dataset as a whole. */
export function natureOf(context: RuleContext | undefined): Pick<DatasetStatus, Nature> {
  if (context === undefined) {
    return { format: null, target: null, titles: null, isAccepted: true, countsTokens: false };
  }
  const { format, target, tokens } = context;
  return {
    format: format.id,
    target: target.id,
    titles: { format: format.title, target: target.title },
    isAccepted: accepts(target, format),
    countsTokens: tokens.isCountable,
  };
}

/** The configuration that applies to a dataset, and how it stands. */
export function stateOf({ applied }: DatasetChoice): DatasetStatus["configuration"] {
  return applied === undefined ? null : { uri: applied.uri, isBroken: applied.isBroken };
}
