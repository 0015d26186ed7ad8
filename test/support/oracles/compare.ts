import type { DatasetCheckOptions } from "../../../src/core/dataset/check-dataset.js";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { textSource } from "../../../src/core/dataset/line-reader.js";
import type { Oracle } from "./oracle.ts";

/** One line about which we and another check say different things. */
export interface Disagreement {
  /** Who refuses it. */
  readonly refusedBy: "them" | "us";
  /** The other check's reason, or the rule of ours. */
  readonly reason: string;
  /** The format of the dataset; `null` where it is not recognised. */
  readonly format: string | null;
  readonly line: string;
}

/** What each line of a dataset is refused for, by them and by us. */
export function disagreements(oracle: Oracle, lines: readonly string[]): readonly Disagreement[] {
  const { format, errors } = errorsByLine(lines, { target: oracle.target });
  return lines.flatMap((line, index): readonly Disagreement[] => {
    const theirs = oracle.refusalOf(line);
    const ours = errors.get(index) ?? [];
    if (theirs !== undefined) {
      return ours.length > 0 ? [] : [{ refusedBy: "them", reason: theirs, format, line }];
    }
    return ours.map((reason) => ({ refusedBy: "us", reason, format, line }));
  });
}

/** The rules that find an error on each line (from 0). */
function errorsByLine(
  lines: readonly string[],
  options: DatasetCheckOptions,
): { readonly format: string | null; readonly errors: ReadonlyMap<number, readonly string[]> } {
  // How many records there are is about the file, not about one of them.
  const severities = { "too-few-records": "off" as const };
  const source = textSource(`${lines.join("\n")}\n`);
  const { findings, plan } = checkDatasetAtOnce(source, { ...options, severities });
  const errors = findings.filter(({ severity }) => severity === "error");
  const byLine = Map.groupBy(errors, ({ line }) => line);
  return {
    format: plan.context?.format.id ?? null,
    errors: new Map(
      [...byLine].map(([line, found]) => [line, [...new Set(found.map(({ rule }) => rule))]]),
    ),
  };
}
