import * as l10n from "@vscode/l10n";
import { linesAtStart } from "../../dataset/guess-nature.js";
import type { ByteSource, LineBatch } from "../../dataset/line-reader.js";
import { LineReader } from "../../dataset/line-reader.js";
import { readLine } from "../../dataset/read-line.js";
import type { DatasetRecord } from "../../dataset/record.js";
import type { JsonObject } from "../../json/json-node.js";
import type { Edit } from "../../json/span.js";
import { applyEdits } from "../../json/span.js";
import { valueAt } from "../../json/value-at.js";
import { giveScanner, takeScanner } from "../../kernel/shared-scanners.js";
import type { CommonRuns } from "../../similarity/common-runs.js";
import { commonRunsOf } from "../../similarity/common-runs.js";
import { ComparedRecord } from "../../similarity/compared-record.js";
import { leastSimilarity, similarity } from "../../similarity/near-equal.js";
import { labelAt } from "../single/take-records.js";
import type { ExampleRecords, LabelledFormat } from "./example-records.js";
import { labelPathOf } from "./example-records.js";

/** A line that a model has written for a label. */
export interface Proposal {
  readonly label: string;
  readonly text: string;
}

/** A proposal that can be a record of the dataset, or why it cannot. */
export type JudgedProposal =
  | {
      readonly kind: "fit";
      readonly label: string;
      /** The record as it should be written. */
      readonly line: string;
      /** What a model is given in it, and what it answers. */
      readonly given: string;
      readonly answer: string;
    }
  | {
      readonly kind: "unfit";
      readonly label: string;
      readonly text: string;
      readonly reason: string;
    };

interface Candidate {
  readonly proposal: Proposal;
  readonly line: string;
  readonly compared: ComparedRecord;
  reason: string | undefined;
}

type Checked = Candidate | Extract<JudgedProposal, { kind: "unfit" }>;

/**
 * Says of proposals whether they are records of the dataset's form, with the label that was asked
 * for, and unlike all that is there. White space of labels and a separator that is missing are
 * mended. Yields how many records of the dataset were compared.
 */
export function* judgeProposals(
  source: ByteSource,
  { labelled, examples }: { readonly labelled: LabelledFormat; readonly examples: ExampleRecords },
  proposals: readonly Proposal[],
): Generator<number, readonly JudgedProposal[]> {
  const scanner = takeScanner();
  try {
    const lines = new LineReader(source, scanner);
    const common = commonRunsOf(linesAtStart(lines), labelled.format);
    const checked = proposals.map((proposal): Checked => {
      const read = check(proposal, labelled, examples);
      if ("reason" in read) return { kind: "unfit", ...proposal, reason: read.reason };
      const compared = new ComparedRecord(read.record, labelled.format, common);
      return { proposal, line: read.record.text, compared, reason: undefined };
    });
    const candidates = checked.filter((one) => "compared" in one);
    yield* compareWithAll(lines, candidates, { labelled, common });
    compareAmongThemselves(candidates);
    return checked.map(judged);
  } finally {
    giveScanner(scanner);
  }
}

function judged(one: Checked): JudgedProposal {
  if (!("compared" in one)) return one;
  const { proposal, line, compared, reason } = one;
  if (reason !== undefined) return { kind: "unfit", ...proposal, reason };
  const { given, answer } = compared.texts;
  return {
    kind: "fit",
    label: proposal.label,
    line,
    given: given.join("\n"),
    answer: answer.join("\n"),
  };
}

function check(
  { text, label }: Proposal,
  labelled: LabelledFormat,
  examples: ExampleRecords,
): { readonly reason: string } | { readonly record: DatasetRecord } {
  const read = readLine(text);
  const record = read.kind === "record" ? read.record : undefined;
  const object = record?.object;
  if (record === undefined || object === undefined)
    return { reason: l10n.t("it is no JSON object") };
  const shape = shapeReason(object, labelled, examples);
  if (shape !== undefined) return { reason: shape };
  const path = labelPathOf(labelled, object);
  const found = (path && labelAt(object, path)) ?? "";
  if (found.trim() !== label) {
    return { reason: l10n.t("its label is {0}", JSON.stringify(found.trim())) };
  }
  const line = applyEdits(text, mendings(record, object, { label, labelled, examples }));
  const mended = readLine(line);
  if (mended.kind !== "record") throw new Error("A text in place of a text keeps a record.");
  return { record: mended.record };
}

function shapeReason(
  object: JsonObject,
  { format }: LabelledFormat,
  { fields }: ExampleRecords,
): string | undefined {
  const unknown = Object.keys(object).find((name) => !fields.has(name));
  if (unknown !== undefined) return l10n.t('no record has a field "{0}"', unknown);
  const [missing] = format.matches(object) ? format.missingFields(object) : [{ field: undefined }];
  if (missing !== undefined) {
    return missing.field === undefined
      ? l10n.t("it has another form than the records")
      : l10n.t('it has no field "{0}"', missing.field);
  }
  const [wrong] = format.wrongTypes(object);
  return wrong && l10n.t('its field "{0}" is of another type', wrong.field);
}

/** The label as it is written in the dataset, and the separator behind the prompt. */
function mendings(
  record: DatasetRecord,
  object: JsonObject,
  {
    label,
    labelled,
    examples,
  }: {
    readonly label: string;
    readonly labelled: LabelledFormat;
    readonly examples: ExampleRecords;
  },
): readonly Edit[] {
  const edits: Edit[] = [];
  const put = (
    path: readonly (string | number)[] | undefined,
    wanted: (old: string) => string,
  ): void => {
    const node = path && record.nodeAt(path);
    const old = path && valueAt(object, path);
    if (node === undefined || typeof old !== "string" || wanted(old) === old) return;
    const span = { start: node.start, end: node.end };
    edits.push({ span, text: JSON.stringify(wanted(old)) });
  };
  put(labelPathOf(labelled, object), () => examples.written.get(label) ?? label);
  const { separator } = examples;
  put(labelled.format.promptTextPath(object), (old) =>
    old.endsWith(separator) ? old : `${old.trimEnd()}${separator}`,
  );
  return edits;
}

interface Comparing {
  readonly labelled: LabelledFormat;
  readonly common: CommonRuns;
}

function* compareWithAll(
  lines: LineReader,
  candidates: readonly Candidate[],
  comparing: Comparing,
): Generator<number> {
  const suspects = new Suspects(candidates);
  let line = 0;
  for (const batch of lines.read()) {
    yield* compareBatch(batch, line, (text, number) => suspects.compare(text, number, comparing));
    line += batch.lines.length;
  }
}

function* compareBatch(
  batch: LineBatch,
  firstLine: number,
  compare: (text: string, line: number) => void,
): Generator<number> {
  for (let index = 0; index < batch.lines.length; index += 1) {
    compare(batch.text(index), firstLine + index);
    yield firstLine + index;
  }
}

/** Proposals by what they share with records, so that most records are compared with none. */
class Suspects {
  readonly #byRun = new Map<string, Candidate[]>();
  readonly #byForm = new Map<string, Candidate[]>();

  constructor(candidates: readonly Candidate[]) {
    for (const candidate of candidates) {
      const { compared } = candidate;
      for (const run of compared.ownRuns()) addTo(this.#byRun, run, candidate);
      addTo(this.#byForm, compared.plainGiven(), candidate);
    }
  }

  compare(text: string, line: number, { labelled, common }: Comparing): void {
    const read = readLine(text);
    if (read.kind !== "record") return;
    const other = new ComparedRecord(read.record, labelled.format, common);
    for (const same of this.#byForm.get(other.plainGiven()) ?? []) {
      same.reason ??= l10n.t("it asks the same as line {0}", line + 1);
    }
    const near = new Set([...other.ownRuns()].flatMap((run) => this.#byRun.get(run) ?? []));
    for (const candidate of near) {
      if (candidate.reason === undefined && areNear(candidate.compared, other)) {
        candidate.reason = l10n.t("it is nearly the same as line {0}", line + 1);
      }
    }
  }
}

function addTo(table: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const there = table.get(key);
  if (there === undefined) table.set(key, [candidate]);
  else there.push(candidate);
}

/** With fewer runs of words two texts may be alike by chance. */
const fewestRuns = 4;

function areNear(one: ComparedRecord, other: ComparedRecord): boolean {
  const [a, b] = [one.ownRuns(), other.ownRuns()];
  return Math.min(a.size, b.size) >= fewestRuns && similarity(a, b) >= leastSimilarity;
}

function compareAmongThemselves(candidates: readonly Candidate[]): void {
  candidates.forEach((candidate, at) => {
    const earlier = candidates.slice(0, at).filter(({ reason }) => reason === undefined);
    const { compared } = candidate;
    const isRepeated = earlier.some(
      (other) =>
        other.compared.plainGiven() === compared.plainGiven() || areNear(other.compared, compared),
    );
    if (isRepeated) candidate.reason ??= l10n.t("it repeats another proposal");
  });
}
