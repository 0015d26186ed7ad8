import * as l10n from "@vscode/l10n";
import { grouped } from "../../grouped.js";
import { wordColumn } from "../../dataset/growing-column.js";
import { error } from "../recipe/check-shape.js";
import type { Recipe, RecipeProblem, SplitName } from "../recipe/recipe.js";
import { splitNames } from "../recipe/recipe.js";
import type { LabelCount, PreparedDataset, PreparedPart } from "../prepared-dataset.js";
import type { CompiledRecipe } from "../records/compile-recipe.js";
import type { RecordTable } from "../records/record-table.js";
import { columnOf, mostLabels } from "../records/record-table.js";
import { largestRemainder } from "./apportion.js";
import { balanceLabels } from "./balance.js";
import { dealByTime, dealRecords } from "./deal-records.js";
import { leaksBetween } from "./leaks-between.js";
import { seededRandom } from "./seeded-random.js";
import { Units } from "./units.js";

/** The parts of a dataset, or why there can be none. */
export type MadeParts =
  | (Pick<PreparedDataset, "parts" | "labels" | "labelNumbers" | "rowNumbers"> & {
      /** How many records came into any part, before balancing. */
      readonly dealt: number;
      readonly notes: readonly RecipeProblem[];
    })
  | { readonly problems: readonly RecipeProblem[] };

/** The steps `split`, `balance` and `shuffle`. */
export function makeParts(
  { recipe }: Pick<CompiledRecipe, "recipe">,
  table: RecordTable,
  records: Uint32Array<ArrayBuffer>,
): MadeParts {
  const sizes = partSizes(recipe, records.length);
  if ("problems" in sizes) return sizes;
  const labels = columnOf(table.labels, table.length);
  const hasLabels = recipe.balance !== undefined || table.differentLabels <= mostLabels;
  if (
    recipe.balance !== undefined &&
    (table.hasLabel.get(0) === 0 || table.differentLabels > mostLabels)
  ) {
    const message = l10n.t('There are no labels to balance: name their column under "labels".');
    return { problems: [error(recipe.balance.span, message)] };
  }
  const members = dealtParts(recipe, { table, records, sizes });
  const notes: RecipeProblem[] = [];
  const parts = sizes.flatMap(({ name }, part): PreparedPart[] => {
    if (name === undefined) return [];
    const own = members[part] ?? new Uint32Array(0);
    return [
      name === "train" ? trainingPart(recipe, own, labels) : { ...emptyPart(name), records: own },
    ];
  });
  const counts =
    hasLabels && table.hasLabel.get(0) === 1 ? labelCounts(table, { records, parts }) : undefined;
  notes.push(...partNotes(recipe, parts, counts));
  return {
    parts,
    labels: counts,
    labelNumbers: labels,
    rowNumbers: table.rows.numbers,
    dealt: sizes.reduce(
      (sum, { name }, part) => sum + (name === undefined ? 0 : (members[part]?.length ?? 0)),
      0,
    ),
    notes,
  };
}

/** A part with its size; what belongs to no part has no name. */
interface PartSize {
  readonly name: SplitName | undefined;
  readonly size: number;
}

function partSizes(
  { split }: Recipe,
  total: number,
): readonly PartSize[] | { readonly problems: readonly RecipeProblem[] } {
  if (split === undefined) return [{ name: "train", size: total }];
  const named = splitNames.filter((name) => split.sizes.has(name));
  const quotas = named.map((name) => {
    const { kind, value } = split.sizes.get(name) ?? { kind: "count", value: 0 };
    return kind === "share" ? value * total : value;
  });
  const wanted = quotas.reduce((sum, quota) => sum + quota, 0);
  if (wanted > total + 1e-6 * Math.max(total, 1)) {
    const message = l10n.t(
      "The parts want {0} records, and there are {1}.",
      grouped(Math.ceil(wanted)),
      grouped(total),
    );
    return { problems: [error(split.span, message)] };
  }
  // What is left over trains, or where the training file has a size of its own, is left out.
  const restName = split.sizes.has("train") ? undefined : ("train" as const);
  const sizes = largestRemainder([...quotas, Math.max(total - wanted, 0)], total);
  const all = [...named, restName].map((name, part): PartSize => ({
    name,
    size: sizes[part] ?? 0,
  }));
  const inOrder = all.toSorted((a, b) => orderOf(a.name) - orderOf(b.name));
  return inOrder.filter(({ name, size }) => name !== undefined || size > 0);
}

/** What belongs to no part comes first: by time those are the oldest. */
function orderOf(name: SplitName | undefined): number {
  return name === undefined ? -1 : splitNames.indexOf(name);
}

interface Dealing {
  readonly table: RecordTable;
  readonly records: Uint32Array<ArrayBuffer>;
  readonly sizes: readonly PartSize[];
}

/** The records of each part, ascending. Throws where a prompt or a group would be in two of them. */
function dealtParts(
  recipe: Recipe,
  { table, records, sizes }: Dealing,
): readonly Uint32Array<ArrayBuffer>[] {
  if (sizes.length === 1) return [records];
  const units = unitsOf(table, records);
  const parts = sizes.map(({ size }) => size);
  const isByTime = recipe.split?.time !== undefined;
  const strata = Uint32Array.from(records, (record) => table.strata.get(record));
  const dealt = isByTime
    ? dealByTime(
        Float64Array.from(records, (record) => table.times.get(record)),
        units,
        parts,
      )
    : dealRecords({ strata, units, parts, seed: recipe.shuffle.seed });
  const members = parts.map((_, part) => records.filter((__, index) => dealt[index] === part));
  const leaks = leaksBetween(table, members);
  if (leaks > 0) throw new Error(`${leaks} records would be in two parts.`);
  return members;
}

/** A prompt that more records have is not one question: they need not stay together. */
const mostWithOnePrompt = 10;

/** What has to stay together: groups, equal records, and those with one prompt in normal form. */
function unitsOf(table: RecordTable, records: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const units = new Units(records.length);
  units.join(Int32Array.from(records, (record) => table.groups.get(record) - 1));
  units.join(Int32Array.from(records, (record) => table.answers.get(record)));
  const prompts = Int32Array.from(records, (record) => table.plainPrompts.get(record));
  const counts = wordColumn();
  for (const prompt of prompts) counts.set(prompt, counts.get(prompt) + 1);
  units.join(prompts.map((prompt) => (counts.get(prompt) > mostWithOnePrompt ? -1 : prompt)));
  return units.numbers();
}

function emptyPart(name: SplitName): PreparedPart {
  return { name, records: new Uint32Array(0), copies: new Uint32Array(0), weights: undefined };
}

function trainingPart(
  { balance, shuffle }: Recipe,
  records: Uint32Array<ArrayBuffer>,
  labels: Uint32Array<ArrayBuffer>,
): PreparedPart {
  const balanced =
    balance === undefined
      ? { order: records, copies: 0 }
      : balanceLabels(records, labels, { balance, seed: shuffle.seed });
  const { order, copies } = balanced;
  const positions = Uint32Array.from(order, (_, position) => position);
  if (shuffle.isOn) seededRandom(shuffle.seed, "shuffle").shuffle(positions);
  const firstCopy = order.length - copies;
  const lines = Uint32Array.from(positions, (_, line) => line);
  return {
    name: "train",
    records: positions.map((position) => order[position] ?? 0),
    copies: lines.filter((line) => (positions[line] ?? 0) >= firstCopy),
    weights: balance?.hasWeights === true ? weightsOf(order, labels) : undefined,
  };
}

/** Weights with which all labels count alike, and which are 1 on average: n / (labels × n of the label). */
function weightsOf(
  records: Uint32Array<ArrayBuffer>,
  labels: Uint32Array<ArrayBuffer>,
): readonly number[] {
  const counts: number[] = [];
  for (const record of records) {
    const label = labels[record] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  const different = counts.filter((count) => count > 0).length;
  return Array.from(counts, (count: number | undefined = 0) =>
    count === 0 ? 1 : Number((records.length / (different * count)).toFixed(6)),
  );
}

function labelCounts(
  table: RecordTable,
  {
    records,
    parts,
  }: { readonly records: Uint32Array<ArrayBuffer>; readonly parts: readonly PreparedPart[] },
): readonly LabelCount[] {
  const count = (of: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
    const counts = new Uint32Array(table.labelNames.length);
    for (const record of of) {
      const label = table.labels.get(record);
      counts[label] = (counts[label] ?? 0) + 1;
    }
    return counts;
  };
  const whole = count(records);
  const own = parts.map(({ name, records: of }) => [name, count(of)] as const);
  return table.labelNames
    .map((label, number) => ({
      label,
      records: whole[number] ?? 0,
      parts: Object.fromEntries(own.map(([name, counts]) => [name, counts[number] ?? 0])),
    }))
    .filter((counted) => counted.records > 0)
    .sort((a, b) => b.records - a.records || (a.label < b.label ? -1 : 1));
}

/** More different answers than this share of the records are free texts, no labels. */
const mostLabelShare = 0.2;

/** Parts that are empty or lack a label. */
function partNotes(
  { split, format }: Recipe,
  parts: readonly PreparedPart[],
  labels: readonly LabelCount[] | undefined,
): readonly RecipeProblem[] {
  const total = parts.reduce((sum, { records }) => sum + records.length, 0);
  const areLabels = labels !== undefined && labels.length <= mostLabelShare * total;
  return parts.flatMap(({ name, records }): RecipeProblem[] => {
    const span = split?.sizes.get(name)?.span ?? split?.span ?? format.span;
    if (records.length === 0) {
      return [{ span, message: l10n.t('The part "{0}" is empty.', name), severity: "warning" }];
    }
    const missing = areLabels && split !== undefined ? missingLabels(labels, name) : undefined;
    return missing === undefined ? [] : [{ span, message: missing, severity: "warning" }];
  });
}

const labelsNamed = 3;

function missingLabels(labels: readonly LabelCount[], name: SplitName): string | undefined {
  const missing = labels.filter(({ parts }) => (parts[name] ?? 0) === 0);
  if (missing.length === 0) return undefined;
  const some = missing
    .slice(0, labelsNamed)
    .map(({ label, records }) => `${label} (${grouped(records)})`);
  if (missing.length === 1)
    return l10n.t('The part "{0}" lacks a label: {1}.', name, some[0] ?? "");
  const names = some.join(", ");
  return missing.length === some.length
    ? l10n.t('The part "{0}" lacks {1} labels: {2}.', name, grouped(missing.length), names)
    : l10n.t(
        'The part "{0}" lacks {1} labels: {2} and more.',
        name,
        grouped(missing.length),
        names,
      );
}
