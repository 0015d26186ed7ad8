import type { DatasetStep, PartSize } from "../../core/prepare/single/dataset-step.js";
import type { SplitName } from "../../core/prepare/recipe/recipe.js";
import { splitNames } from "../../core/prepare/recipe/recipe.js";
import { UserError } from "../../data/user-error.js";
import type { StepName } from "../commands/dataset-steps.js";
import { oneOf, parseOptions, wholeNumber } from "../options.js";

const list = { type: "string", multiple: true } as const;
const text = { type: "string" } as const;

/** What all steps take. */
const shared = {
  output: text,
  "in-place": { type: "boolean" },
  force: { type: "boolean" },
  seed: text,
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** A step as it was asked for on the command line. */
export interface AskedStep {
  readonly file: string;
  readonly step: DatasetStep;
  readonly labelField: string | undefined;
  readonly seed: number;
  readonly output: string | undefined;
  readonly isInPlace: boolean;
  readonly mayReplace: boolean;
  readonly isDry: boolean;
  readonly isJson: boolean;
}

type StepReader = (args: readonly string[]) => AskedStep;

/** How the options of each step are read. */
const readers: Readonly<Record<StepName, StepReader>> = {
  split(args) {
    const options = { train: text, validation: text, test: text, stratify: list, group: list };
    const parsed = parseOptions(args, { ...shared, ...options });
    const { values } = parsed;
    const sizes = splitNames.flatMap((name): [SplitName, PartSize][] => {
      const value = values[name];
      return value === undefined ? [] : [[name, partSize(`--${name}`, value)]];
    });
    if (sizes.length === 0) throw new UserError("Say --validation SIZE, --test SIZE or both.");
    const { stratify = [], group = [] } = values;
    return asked(parsed, { kind: "split", sizes: new Map(sizes), stratify, group });
  },
  shuffle: (args) => asked(parseOptions(args, shared), { kind: "shuffle" }),
  deduplicate(args) {
    const parsed = parseOptions(args, { ...shared, by: text, threshold: text, conflicts: text });
    const { by = "record", threshold = "0.8", conflicts = "error" } = parsed.values;
    return asked(parsed, {
      kind: "deduplicate",
      by: oneOf("--by", by, ["record", "prompt", "normalised", "near"]),
      threshold: numberBetween("--threshold", threshold, [0.7, 1]),
      conflicts: oneOf("--conflicts", conflicts, ["error", "first", "majority", "drop"]),
    });
  },
  balance(args) {
    const parsed = parseOptions(args, { ...shared, maximum: text, minimum: text, label: text });
    const { maximum, minimum } = parsed.values;
    const most = maximum === undefined ? undefined : positive("--maximum", maximum);
    const least = minimum === undefined ? undefined : positive("--minimum", minimum);
    if (most === undefined && least === undefined) {
      throw new UserError("Say --maximum N, --minimum N or both.");
    }
    if (most !== undefined && least !== undefined && least > most) {
      throw new UserError("--minimum is more than --maximum.");
    }
    const step = { kind: "balance", maximumPerLabel: most, minimumPerLabel: least } as const;
    return asked(parsed, step);
  },
  sample(args) {
    const parsed = parseOptions(args, { ...shared, size: text, stratify: list });
    const { size, stratify = [] } = parsed.values;
    if (size === undefined) throw new UserError("Say --size with a share or a number of records.");
    return asked(parsed, { kind: "sample", size: partSize("--size", size), stratify });
  },
  "merge-labels"(args) {
    const parsed = parseOptions(args, { ...shared, merge: list, drop: list, label: text });
    const { merge = [], drop = [] } = parsed.values;
    if (merge.length + drop.length === 0)
      throw new UserError("Say --merge NEW=A,B or --drop LABEL.");
    return asked(parsed, { kind: "merge-labels", renamed: merged(merge), dropped: new Set(drop) });
  },
};

/** Reads what stands behind the name of a step. Throws a `UserError` for wrong use. */
export function readStep(name: StepName, args: readonly string[]): AskedStep {
  return readers[name](args);
}

interface Parsed {
  readonly positionals: readonly string[];
  readonly values: {
    readonly output?: string | undefined;
    readonly "in-place"?: boolean | undefined;
    readonly force?: boolean | undefined;
    readonly seed?: string | undefined;
    readonly "dry-run"?: boolean | undefined;
    readonly json?: boolean | undefined;
    readonly label?: string | undefined;
  };
}

function asked({ positionals, values }: Parsed, step: DatasetStep): AskedStep {
  const [file, another] = positionals;
  if (file === undefined || another !== undefined) throw new UserError("Name one dataset.");
  const isInPlace = values["in-place"] === true;
  if (isInPlace && values.output !== undefined) {
    throw new UserError("Expected --output or --in-place, got both.");
  }
  if (isInPlace && step.kind === "split") throw new UserError("A split has no --in-place.");
  return {
    file,
    step,
    labelField: values.label,
    seed: values.seed === undefined ? 42 : wholeNumber("--seed", values.seed),
    output: values.output,
    isInPlace,
    mayReplace: values.force === true,
    isDry: values["dry-run"] === true,
    isJson: values.json === true,
  };
}

function partSize(option: string, value: string): PartSize {
  if (/^[1-9][0-9]{0,8}$/.test(value)) return { kind: "count", value: Number(value) };
  const share = /^(?:0?\.[0-9]+)$/.test(value) ? Number(value) : 0;
  if (share > 0) return { kind: "share", value: share };
  throw new UserError(
    `Expected ${option} to be a share such as 0.1 or a number of records, got "${value}".`,
  );
}

function positive(option: string, value: string): number {
  const number = wholeNumber(option, value);
  if (number > 0) return number;
  throw new UserError(`Expected ${option} to be a whole number from 1, got "${value}".`);
}

function numberBetween(
  option: string,
  value: string,
  [least, most]: readonly [number, number],
): number {
  const number = /^[0-9.]+$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw new UserError(
    `Expected ${option} to be a number from ${least} to ${most}, got "${value}".`,
  );
}

function merged(texts: readonly string[]): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const given of texts) {
    const at = given.indexOf("=");
    const [wanted, olds] = [given.slice(0, at).trim(), given.slice(at + 1)];
    if (at < 1 || wanted === "") throw new UserError(`Expected --merge NEW=A,B, got "${given}".`);
    for (const old of olds.split(",").map((label) => label.trim())) {
      if (renamed.has(old)) throw new UserError(`The label "${old}" gets two new names.`);
      renamed.set(old, wanted);
    }
  }
  return renamed;
}
