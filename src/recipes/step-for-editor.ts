import { existsSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { formatOfDataset } from "../core/convert/convert-lines.js";
import type { Format } from "../core/formats/format.js";
import type { PrepareWatch } from "../core/prepare/prepare-dataset.js";
import type { PreparedPart } from "../core/prepare/prepared-dataset.js";
import type { DatasetFacts } from "../core/prepare/single/describe-dataset.js";
import {
  describeDataset,
  labelsAmong,
  oddLabels,
} from "../core/prepare/single/describe-dataset.js";
import type { DatasetStep } from "../core/prepare/single/dataset-step.js";
import { runDatasetStep } from "../core/prepare/single/run-dataset-step.js";
import type { StepPlan } from "../core/prepare/single/take-records.js";
import type { DatasetFile } from "../data/dataset-file.js";
import type { StepResult } from "../data/prepare/run-step.js";
import { runStep } from "../data/prepare/run-step.js";
import { SpillStore } from "../data/prepare/spill-store.js";
import { stepPaths } from "../data/prepare/step-paths.js";
import type {
  DatasetLook,
  DatasetText,
  DocumentChange,
  LineChange,
  StepOrder,
  StepOutcome,
  WantedStep,
} from "../protocol/step-messages.js";
import { linesOf, openEdited } from "./edited-dataset.js";
import { finishReading } from "./finish-reading.js";

type Stepped = Extract<StepResult, { kind: "stepped" }>;

/** Says what a dataset holds that a step can be done by. */
export async function describeForEditor(
  dataset: DatasetText,
  watch: PrepareWatch,
): Promise<DatasetLook> {
  const file = await openEdited(dataset);
  try {
    const format = formatOfDataset(file);
    if (format === undefined) return { kind: "unusable", line: null, message: noFormat(dataset) };
    const facts = await finishReading(describeDataset(file, format), watch);
    const { fault } = facts;
    if (fault !== undefined) return { kind: "unusable", ...fault };
    return lookOf(facts, format);
  } finally {
    file.close();
  }
}

function noFormat({ name }: DatasetText): string {
  return l10n.t("{0} is not recognised as training data, one record on each line.", name);
}

function lookOf({ records, answers, fields }: DatasetFacts, format: Format): DatasetLook {
  const labels = labelsAmong(answers);
  return {
    kind: "dataset",
    format: format.title,
    records,
    labels: labels ?? null,
    odd: labels === undefined ? [] : [...oddLabels(labels)],
    fields: fields.map((field) => ({
      name: field.name,
      different: field.values?.length ?? null,
      labels: labelsAmong(field) ?? null,
    })),
  };
}

/** Does a step to a dataset as it stands in the editor, or counts what would come of it. */
export async function stepForEditor(order: StepOrder, watch: PrepareWatch): Promise<StepOutcome> {
  const file = await openEdited(order.dataset);
  try {
    const format = formatOfDataset(file);
    if (format === undefined) return { kind: "refused", reasons: [noFormat(order.dataset)] };
    const labelField = order.labelField ?? undefined;
    const plan: StepPlan = { step: stepOf(order.step), format, labelField };
    if (order.output === "document") return await changeDocument(order, { file, plan }, watch);
    return await writeFiles(order, { file, plan }, watch);
  } finally {
    file.close();
  }
}

function stepOf(wanted: WantedStep): DatasetStep {
  switch (wanted.kind) {
    case "split":
      return { ...wanted, sizes: new Map(wanted.sizes) };
    case "balance":
      return {
        kind: "balance",
        maximumPerLabel: wanted.maximumPerLabel ?? undefined,
        minimumPerLabel: wanted.minimumPerLabel ?? undefined,
      };
    case "merge-labels":
      return {
        kind: "merge-labels",
        renamed: new Map(wanted.renamed),
        dropped: new Set(wanted.dropped),
      };
    default:
      return wanted;
  }
}

interface Opened {
  readonly file: DatasetFile;
  readonly plan: StepPlan;
}

async function writeFiles(
  { dataset: { path }, seed, output, mayReplace }: StepOrder,
  { file, plan }: Opened,
  watch: PrepareWatch,
): Promise<StepOutcome> {
  const paths = path === null ? undefined : stepPaths(path, plan.step.kind);
  const isDry = output === "none" || paths === undefined;
  const names = plan.step.kind === "split" ? plan.step.sizes.keys() : ["train" as const];
  const wanted = new Set([...names, "train" as const]);
  const existing = [...wanted]
    .flatMap((name) => paths?.(name) ?? [])
    .filter((one) => existsSync(one));
  if (!isDry && !mayReplace && existing.length > 0) return { kind: "exists", paths: existing };
  const request = { file, plan, seed, pathOf: paths ?? (() => ""), isDry };
  const result = await runStep(request, watch);
  if (result.kind !== "stepped") return refusal(result);
  const parts = result.outputs.map(({ split, path: at, records, copies }) => ({
    split,
    path: paths === undefined ? null : at,
    records,
    copies,
  }));
  return { ...outcomeOf(result), parts, existing, change: null };
}

const mostLabels = 50;

function outcomeOf(
  result: Pick<Stepped, "taken" | "labels" | "notes">,
): Omit<Extract<StepOutcome, { kind: "done" }>, "change" | "existing" | "parts"> {
  const { taken, labels, notes } = result;
  return {
    kind: "done",
    read: taken.read,
    renamed: taken.renamed,
    dropped: taken.dropped,
    labels: labels?.slice(0, mostLabels) ?? null,
    labelCount: labels?.length ?? 0,
    notes: notes.map(({ message }) => message),
  };
}

function refusal(
  result: Exclude<Awaited<ReturnType<typeof runDatasetStep>>, { kind: "stepped" }>,
): StepOutcome {
  switch (result.kind) {
    case "faulty": {
      const { line, message } = result.fault;
      return { kind: "refused", reasons: [l10n.t("Line {0}: {1}", line + 1, message)] };
    }
    case "unknown": {
      const reasons = result.fields.map((name) => l10n.t('No record has a field "{0}".', name));
      return { kind: "refused", reasons };
    }
    case "conflicting": {
      const { prompts, records } = result.conflicts;
      return { kind: "conflicting", prompts, records };
    }
    case "refused":
      return { kind: "refused", reasons: result.problems.map(({ message }) => message) };
  }
}

/** What a step makes of the text in the editor. */
async function changeDocument(
  { dataset: { text }, seed }: StepOrder,
  { file, plan }: Opened,
  watch: PrepareWatch,
): Promise<StepOutcome> {
  const store = new SpillStore();
  try {
    const stepped = await runDatasetStep(file, { ...plan, seed, store }, watch);
    if (stepped.kind !== "stepped") return refusal(stepped);
    const [part] = stepped.parts;
    if (part === undefined || text === null) throw new Error("A document becomes one document.");
    const { name: split, records, copies } = part;
    const parts = [{ split, path: null, records: records.length, copies: copies.length }];
    const change = changeOf(part, { lines: stepped.lines, store, text });
    return { ...outcomeOf(stepped), parts, existing: [], change };
  } finally {
    store.close();
  }
}

interface Changing {
  /** Of each record its line, from 1. */
  readonly lines: Float64Array<ArrayBuffer>;
  readonly store: SpillStore;
  readonly text: string;
}

function changeOf({ records }: PreparedPart, { lines, store, text }: Changing): DocumentChange {
  const numbers = Array.from(records, (record) => (lines[record] ?? 0) - 1);
  const isInOrder = numbers.every((line, at) => at === 0 || line > (numbers[at - 1] ?? 0));
  if (!isInOrder) {
    const texts = Array.from(records, (record) => store.line(record));
    return { kind: "whole", text: texts.map((line) => `${line}\n`).join("") };
  }
  const becomes = new Map(Array.from(records, (record, at) => [numbers[at], store.line(record)]));
  const before = linesOf(text);
  const changes = before.flatMap((line, number): readonly LineChange[] => {
    const after = becomes.get(number);
    if (after === line || (after === undefined && line.trim() === "")) return [];
    return [{ line: number, text: after ?? null }];
  });
  return { kind: "lines", lines: before.length, changes };
}
