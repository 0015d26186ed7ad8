import { formatOfDataset } from "../core/convert/convert-lines.js";
import { isJsonObject } from "../core/json/json-node.js";
import type { JsonValue } from "../core/json/json-node.js";
import type { PrepareWatch } from "../core/prepare/prepare-dataset.js";
import type { ExampleRecords, LabelledFormat } from "../core/prepare/synthetic/example-records.js";
import { exampleRecords } from "../core/prepare/synthetic/example-records.js";
import { judgeProposals } from "../core/prepare/synthetic/judge-proposals.js";
import { proposalRequest, proposedLines } from "../core/prepare/synthetic/proposal-request.js";
import type { DatasetFile } from "../data/dataset-file.js";
import { addMarks, recordHash } from "../data/prepare/synthetic-marks.js";
import type {
  AcceptedRecords,
  ExamplesAnswer,
  ExamplesOrder,
  ExamplesRequest,
  JudgedProposals,
} from "../protocol/step-messages.js";
import { openEdited } from "./edited-dataset.js";
import { finishReading } from "./finish-reading.js";

/** What a model has to be told to write records of some labels, label by label. */
export async function requestForEditor(
  order: ExamplesOrder,
  watch: PrepareWatch,
): Promise<ExamplesRequest> {
  return withExamples(order, watch, ({ examples }) =>
    Promise.resolve({
      kind: "request",
      texts: order.wanted.map((wanted) => proposalRequest(wanted, examples)),
    }),
  );
}

/** Judges what a model has answered against all records of the dataset. */
export async function judgeForEditor(
  order: ExamplesOrder & { readonly answers: readonly ExamplesAnswer[] },
  watch: PrepareWatch,
): Promise<JudgedProposals> {
  const proposals = order.answers.flatMap(({ label, text }) =>
    proposedLines(text).map((line) => ({ label, text: line })),
  );
  return withExamples(order, watch, async ({ file, labelled, examples }) => {
    const steps = judgeProposals(file, { labelled, examples }, proposals);
    return { kind: "judged", proposals: await finishReading(steps, watch) };
  });
}

interface Exemplified {
  readonly file: DatasetFile;
  readonly labelled: LabelledFormat;
  readonly examples: ExampleRecords;
}

async function withExamples<Result>(
  { dataset, labelField, wanted }: ExamplesOrder,
  watch: PrepareWatch,
  use: (exemplified: Exemplified) => Promise<Result>,
): Promise<Result> {
  const file = await openEdited(dataset);
  try {
    const format = formatOfDataset(file);
    if (format === undefined) throw new Error(`${dataset.name} is no dataset of a known format.`);
    const labelled = { format, labelField: labelField ?? undefined };
    const labels = wanted.map(({ label }) => label);
    const examples = await finishReading(exampleRecords(file, labelled, labels), watch);
    return await use({ file, labelled, examples });
  } finally {
    file.close();
  }
}

/** Marks records as written by a model. */
export function markForEditor({ folder, model, date, records }: AcceptedRecords): void {
  const marks = records.map(({ label, line }) => {
    // Accepted records are lines of ours, which were read before.
    const value = JSON.parse(line) as JsonValue;
    const members = isJsonObject(value) ? Object.entries(value) : [];
    return { version: 1, sha256: recordHash(members), label, model, date } as const;
  });
  addMarks(folder, marks);
}
