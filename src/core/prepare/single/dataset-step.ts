import type { FormatId } from "../../formats/format.js";
import type {
  Conflicts,
  DuplicateKind,
  Placed,
  Recipe,
  SplitName,
  SplitSize,
} from "../recipe/recipe.js";

/** How large a part is: a share of all records, above 0 and below 1, or a number of records. */
export type PartSize = Pick<SplitSize, "kind" | "value">;

/** One step that is done to a dataset by itself; fields are a record's own, or `completion`. */
export type DatasetStep =
  | {
      readonly kind: "split";
      readonly sizes: ReadonlyMap<SplitName, PartSize>;
      readonly stratify: readonly string[];
      readonly group: readonly string[];
    }
  | { readonly kind: "sample"; readonly size: PartSize; readonly stratify: readonly string[] }
  | { readonly kind: "shuffle" }
  | {
      readonly kind: "deduplicate";
      readonly by: DuplicateKind;
      /** For `near`: from 0.7 to 1. */
      readonly threshold: number;
      readonly conflicts: Conflicts;
    }
  | {
      readonly kind: "balance";
      readonly maximumPerLabel: number | undefined;
      readonly minimumPerLabel: number | undefined;
    }
  | {
      readonly kind: "merge-labels";
      /** Old label → new label. */
      readonly renamed: ReadonlyMap<string, string>;
      readonly dropped: ReadonlySet<string>;
    };

const nowhere = { start: 0, end: 0 };

/** The recipe that does nothing to records of a format but this step. */
export function recipeOfStep(step: DatasetStep, format: FormatId, seed: number): Recipe {
  return {
    source: [],
    where: undefined,
    columns: new Map(),
    format: placed(format),
    target: undefined,
    model: undefined,
    tokenizer: undefined,
    labels: undefined,
    fields: [],
    keep: {
      minimumTokens: undefined,
      maximumTokens: undefined,
      minimumCharacters: undefined,
      maximumCharacters: undefined,
      nonEmpty: [],
      span: nowhere,
    },
    deduplicate:
      step.kind === "deduplicate"
        ? { by: step.by, threshold: step.threshold, span: undefined }
        : { by: "none", threshold: 1, span: undefined },
    conflicts: step.kind === "deduplicate" ? step.conflicts : "first",
    split: splitOf(step),
    balance: step.kind === "balance" ? { ...step, hasWeights: false, span: nowhere } : undefined,
    shuffle: { isOn: ["split", "shuffle", "balance"].includes(step.kind), seed },
    output: { kind: "stem", stem: undefined },
  };
}

function splitOf(step: DatasetStep): Recipe["split"] {
  if (step.kind !== "split" && step.kind !== "sample") return undefined;
  const sizes =
    step.kind === "split" ? step.sizes : new Map<SplitName, PartSize>([["train", step.size]]);
  return {
    span: nowhere,
    sizes: new Map([...sizes].map(([name, size]) => [name, { ...size, span: nowhere }])),
    stratify: step.stratify.map(placed),
    group: step.kind === "split" ? step.group.map(placed) : [],
    time: undefined,
  };
}

function placed<Value>(value: Value): Placed<Value> {
  return { value, span: nowhere };
}
