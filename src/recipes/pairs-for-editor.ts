import { commonEnding } from "../core/prepare/pairs/common-affix.js";
import { changedLines } from "../core/prepare/pairs/changed-lines.js";
import { decidePairs } from "../core/prepare/pairs/decided-pairs.js";
import type { AnalysedPairs } from "../core/prepare/pairs/pair-steps.js";
import { analysePairs } from "../core/prepare/pairs/pair-steps.js";
import type { Pair } from "../core/prepare/pairs/pair.js";
import { taskOf } from "../core/prepare/pairs/pair.js";
import { readPairs } from "../core/prepare/pairs/read-pairs.js";
import type { PrepareWatch } from "../core/prepare/prepare-dataset.js";
import type { OpenSource } from "../core/prepare/source-rows.js";
import { pairFile } from "../data/prepare/pair-file.js";
import { preparePairs } from "../data/prepare/prepare-pairs.js";
import type {
  DatasetText,
  DocumentChange,
  PairsLook,
  PairsOrder,
  PairsOutcome,
} from "../protocol/step-messages.js";
import { editedFile, linesOf } from "./edited-dataset.js";
import { problemText } from "./problem-text.js";

/** What pairs are prepared with. */
export interface PairsWork {
  readonly openSource: OpenSource;
  readonly watch: PrepareWatch;
}

interface ReadFile {
  readonly read: readonly Pair[];
  readonly analysed: AnalysedPairs;
  readonly conversion: string | undefined;
  readonly notes: readonly string[];
}

type Unusable = Extract<PairsLook, { kind: "unusable" }>;

/** Says what the steps of `prepare` would do to a dataset as the editor has it. */
export async function lookAtPairs(dataset: DatasetText, work: PairsWork): Promise<PairsLook> {
  const found = await readAndAnalyse(dataset, work);
  if ("kind" in found) return found;
  const { analysed, conversion, read, notes } = found;
  const { steps, pairs } = await decidePairs(analysed, () => Promise.resolve(true));
  return {
    kind: "pairs",
    read: read.length,
    findings: steps.map(({ step: { name, message, action }, in: before, out }) => ({
      name,
      message,
      title: action?.title ?? null,
      isNecessary: action?.isNecessary === true,
      in: before,
      out,
    })),
    conversion: conversion ?? null,
    isClassification: taskOf(pairs) === "classification",
    areLines: conversion === undefined,
    notes,
  };
}

async function readAndAnalyse(
  dataset: DatasetText,
  { openSource, watch }: PairsWork,
): Promise<ReadFile | Unusable> {
  const { location, remove } = editedFile(dataset);
  const { areLines, conversion } = pairFile(location);
  try {
    const rows = await openSource({ sources: [location], where: undefined, columns: {} });
    try {
      const read = await readPairs(rows, { areLines }, watch);
      // People know the name of what they edit, not the place where it lies meanwhile.
      const problems = rows
        .report()
        .problems.map((problem) => ({ ...problem, path: dataset.name }));
      const notes = problems.map(problemText);
      if ("fault" in read) return { kind: "unusable", message: read.fault, notes };
      const fault = problems.find(({ severity }) => severity === "error");
      if (fault !== undefined) return { kind: "unusable", message: problemText(fault), notes };
      const analysed = analysePairs(read.pairs, read.steps);
      if ("fault" in analysed) return { kind: "unusable", message: analysed.fault, notes };
      return { read: read.pairs, analysed, conversion, notes };
    } finally {
      await rows.close();
    }
  } finally {
    remove();
  }
}

/** Prepares a dataset: into files beside it, or as a change of what the editor holds. */
export async function pairsForEditor(order: PairsOrder, work: PairsWork): Promise<PairsOutcome> {
  return order.output === "files" ? writeFiles(order, work) : changeDocument(order, work);
}

async function writeFiles(
  { dataset, chosen, isSplit }: PairsOrder,
  { openSource, watch }: PairsWork,
): Promise<PairsOutcome> {
  const { path } = dataset;
  if (path === null) throw new Error("Files are written beside a file.");
  const { location, remove } = editedFile(dataset);
  const wanted = new Set<string>([...chosen, "write", ...(isSplit ? ["split"] : [])]);
  try {
    const prepared = await preparePairs(
      { path, location, outputFolder: undefined, isDry: false },
      {
        openSource,
        watch,
        tell: () => undefined,
        accepts: (_, about) => Promise.resolve(wanted.has(about)),
      },
    );
    const notes = prepared.sourceProblems.map((one) => problemText({ ...one, path: dataset.name }));
    if (prepared.kind === "fault") return { kind: "unusable", message: prepared.fault, notes };
    const parts = prepared.outputs.map((output) => ({
      path: output.path,
      records: output.pairs.length,
    }));
    return { kind: "prepared", parts, change: null, separator: separatorOf(prepared.pairs) };
  } finally {
    remove();
  }
}

function separatorOf(pairs: readonly Pair[]): string {
  return commonEnding(pairs.map(({ prompt }) => prompt));
}

/** With these each record is written anew, with a prompt and a completion and nothing else. */
const ofColumns = new Set(["prompt-column", "completion-column", "additional-columns"]);

async function changeDocument(
  { dataset, chosen }: PairsOrder,
  work: PairsWork,
): Promise<PairsOutcome> {
  const found = await readAndAnalyse(dataset, work);
  if ("kind" in found) return found;
  const { read, analysed } = found;
  const after = analysed.steps.reduce<readonly Pair[]>((pairs, { step: { name, action } }) => {
    return action === undefined || !chosen.includes(name) ? pairs : action.apply(pairs);
  }, read);
  const isWhole = chosen.some((name) => ofColumns.has(name));
  const lines = linesOf(dataset.text ?? "");
  const changed = changedLines(lines, { before: read, after }, isWhole);
  const change: DocumentChange =
    changed === undefined
      ? { kind: "whole", text: after.map(lineOf).join("") }
      : {
          kind: "lines",
          lines: lines.length,
          changes: changed.map(({ line, text }) => ({ line, text: text ?? null })),
        };
  return { kind: "prepared", parts: [], change, separator: separatorOf(after) };
}

function lineOf({ prompt, completion }: Pair): string {
  return `${JSON.stringify({ prompt, completion })}\n`;
}
