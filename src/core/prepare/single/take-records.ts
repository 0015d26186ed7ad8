import * as l10n from "@vscode/l10n";
import type { DatasetRecord } from "../../dataset/record.js";
import type { ByteSource, LineBatch } from "../../dataset/line-reader.js";
import { LineReader } from "../../dataset/line-reader.js";
import { readLine } from "../../dataset/read-line.js";
import type { Format, JsonPath } from "../../formats/format.js";
import type { JsonObject } from "../../json/json-node.js";
import { ownMember } from "../../json/json-node.js";
import { valueAt } from "../../json/value-at.js";
import { giveScanner, takeScanner } from "../../kernel/shared-scanners.js";
import { fieldText } from "../records/field-text.js";
import type { RecordTable } from "../records/record-table.js";
import { between } from "../records/take-rows.js";
import { keyText } from "../templates/template-values.js";
import type { RecordStore } from "../record-store.js";
import type { DatasetStep } from "./dataset-step.js";

/** What is done to the records of a dataset. */
export interface StepPlan {
  readonly step: DatasetStep;
  readonly format: Format;
  /** The field that holds the label; `undefined` for the completion. */
  readonly labelField: string | undefined;
}

/** A line that is no record, from 0. */
export interface FaultyLine {
  readonly line: number;
  readonly message: string;
}

/** What was read. */
export interface TakenRecords {
  readonly read: number;
  readonly fault: FaultyLine | undefined;
  /** Records whose label was changed, and records that were left out for theirs. */
  readonly renamed: number;
  readonly dropped: number;
  /** The fields that were named and that no record has. */
  readonly unknown: readonly string[];
}

/**
 * Puts the records of a dataset into a store and what is known of them into a table; lines stay as
 * they are written, but for labels that are renamed. Ends at the first line that is no record.
 * Yields how many records were read.
 */
export function* takeRecords(
  source: ByteSource,
  plan: StepPlan,
  { table, store }: { readonly table: RecordTable; readonly store: RecordStore },
): Generator<number, TakenRecords> {
  const taker = new RecordTaker(plan, table, store);
  const scanner = takeScanner();
  try {
    let firstLine = 0;
    for (const batch of new LineReader(source, scanner).read()) {
      const fault = yield* takeBatch(batch, firstLine, taker);
      if (fault !== undefined) return taker.result(fault);
      firstLine += batch.lines.length;
    }
  } finally {
    giveScanner(scanner);
  }
  return taker.result(undefined);
}

function* takeBatch(
  batch: LineBatch,
  firstLine: number,
  taker: RecordTaker,
): Generator<number, FaultyLine | undefined> {
  for (let index = 0; index < batch.lines.length; index += 1) {
    const line = firstLine + index;
    const message = taker.take(batch.text(index), line);
    if (message !== undefined) return { line, message };
    yield taker.read;
  }
  return undefined;
}

class RecordTaker {
  read = 0;
  #renamed = 0;
  #dropped = 0;
  readonly #plan: StepPlan;
  readonly #table: RecordTable;
  readonly #store: RecordStore;
  readonly #unknown: Set<string>;

  constructor(plan: StepPlan, table: RecordTable, store: RecordStore) {
    this.#plan = plan;
    this.#table = table;
    this.#store = store;
    this.#unknown = new Set(namedFields(plan));
  }

  /** Takes a line, or says why that cannot be. */
  take(text: string, line: number): string | undefined {
    const read = readLine(text);
    if (read.kind === "blank") return undefined;
    if (read.kind === "broken") return l10n.t("the line is not JSON");
    const { object } = read.record;
    if (object === undefined) return l10n.t("the record is no object");
    this.read += 1;
    for (const name of this.#unknown) {
      if (ownMember(object, name) !== undefined) this.#unknown.delete(name);
    }
    const changed = this.#relabelled(read.record, object);
    if (changed === undefined) this.#dropped += 1;
    else this.#add(changed, line);
    return undefined;
  }

  #relabelled(
    record: DatasetRecord,
    object: JsonObject,
  ): { readonly text: string; readonly object: JsonObject } | undefined {
    const { step } = this.#plan;
    const { text } = record;
    const path = this.#labelPath(object);
    const label = path && labelAt(object, path);
    if (step.kind !== "merge-labels" || path === undefined || label === undefined)
      return { text, object };
    const trimmed = label.trim();
    const wanted = step.renamed.get(trimmed) ?? trimmed;
    if (step.dropped.has(trimmed) || step.dropped.has(wanted)) return undefined;
    const node = record.nodeAt(path);
    if (wanted === trimmed || node === undefined) return { text, object };
    this.#renamed += 1;
    const value = JSON.stringify(label.replace(trimmed, () => wanted));
    const line = text.slice(0, node.start) + value + text.slice(node.end);
    // The line had an object, and a text has taken the place of a value.
    return { text: line, object: JSON.parse(line) as JsonObject };
  }

  #labelPath(record: JsonObject): JsonPath | undefined {
    const { format, labelField } = this.#plan;
    return labelField === undefined ? format.completionTextPath(record) : [labelField];
  }

  #add(
    { text, object }: { readonly text: string; readonly object: JsonObject },
    row: number,
  ): void {
    const { step, format } = this.#plan;
    const path = this.#labelPath(object);
    const stratify = "stratify" in step ? step.stratify : [];
    const groups = step.kind === "split" ? step.group : [];
    const group = groups.map((name) => fieldOf(object, name));
    this.#store.append(text);
    this.#table.add({
      row: row + 1,
      record: object,
      line: text,
      facts: {
        label: path && labelAt(object, path)?.trim(),
        stratum: stratify.map((name) => fieldText(object, name, format)).join(between),
        group: group.every((value) => value.trim() === "") ? undefined : group.join(between),
        time: 0,
      },
    });
  }

  result(fault: FaultyLine | undefined): TakenRecords {
    const { read } = this;
    const unknown = read === 0 ? [] : [...this.#unknown];
    return { read, fault, renamed: this.#renamed, dropped: this.#dropped, unknown };
  }
}

/** Fields that some record must have; `completion` is what each format has under its own name. */
function namedFields({ step, labelField }: StepPlan): readonly string[] {
  const stratify = "stratify" in step ? step.stratify.filter((name) => name !== "completion") : [];
  const group = step.kind === "split" ? step.group : [];
  return [...stratify, ...group, ...(labelField === undefined ? [] : [labelField])];
}

/** The label at a place of a record, as text. */
export function labelAt(record: JsonObject, path: JsonPath): string | undefined {
  const value = valueAt(record, path);
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function fieldOf(record: JsonObject, name: string): string {
  const value = ownMember(record, name);
  return value === undefined ? "" : keyText(value);
}
