import * as vscode from "vscode";
import type { DatasetLines } from "../../core/dataset/line-reader.js";
import { LineReader, textSource } from "../../core/dataset/line-reader.js";
import type { InspectedLines } from "../../core/inspection/inspected-lines.js";
import { inspectedLines } from "../../core/inspection/inspected-lines.js";
import { giveScanner, takeScanner } from "../../core/kernel/shared-scanners.js";
import { openDataset } from "../../data/open-dataset.js";
import type { ShownRecord } from "../../protocol/inspector-page.js";

/** A place in a dataset. */
export interface RecordPlace {
  readonly uri: vscode.Uri;
  /** From 1. */
  readonly line: number;
}

/** A record, and what its dataset says of how to ask it. */
export interface RecordToInspect extends Pick<InspectedLines, "ending" | "labels"> {
  readonly place: RecordPlace;
  readonly shown: ShownRecord;
}

/** Reads a record as it stands in the editor, saved or not; from disk where it is not open. */
export async function readRecord(place: RecordPlace): Promise<RecordToInspect> {
  const { uri, line } = place;
  let read: InspectedLines | undefined;
  try {
    read = await linesAt(uri, line);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused(place, vscode.l10n.t("The file cannot be read: {0}", reason));
  }
  if (read === undefined) {
    return refused(
      place,
      vscode.l10n.t("The file is not recognised as training data, one record on each line."),
    );
  }
  const { ending, labels, separator } = read;
  const asked = read.lines.find((one) => one.line === line)?.asked;
  if (asked === undefined) return refused(place, vscode.l10n.t("There is no record on this line."));
  if (asked.kind === "refused") {
    return refused(place, vscode.l10n.t("The record cannot be asked: {0}.", asked.reason));
  }
  const { sent, expected } = asked;
  const mayTrain = uri.scheme === "file" && labels.length >= leastLabels;
  const shown = { ...named(place), sent, expected, refusal: null, separator, mayTrain };
  return { place, shown, ending, labels };
}

/** With fewer there is nothing to tell apart. */
const leastLabels = 2;

function refused(place: RecordPlace, refusal: string): RecordToInspect {
  const none = { sent: null, expected: null, separator: "", mayTrain: false };
  return { place, shown: { ...named(place), ...none, refusal }, ending: "", labels: [] };
}

function named({ uri, line }: RecordPlace): Pick<ShownRecord, "file" | "line"> {
  return { file: vscode.workspace.asRelativePath(uri), line };
}

async function linesAt(uri: vscode.Uri, line: number): Promise<InspectedLines | undefined> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  // What is too large for the editor's own text is read from disk, as far as is needed.
  if (open === undefined && uri.scheme === "file") return linesOfFile(uri.fsPath, line);
  const document = open ?? (await vscode.workspace.openTextDocument(uri));
  const text = document.getText();
  return withLines((scanner) => inspectedLines(() => scanner(textSource(text)), { only: line }));
}

async function linesOfFile(path: string, line: number): Promise<InspectedLines | undefined> {
  const file = await openDataset(path);
  try {
    return withLines((reader) => inspectedLines(() => reader(file), { only: line }));
  } finally {
    file.close();
  }
}

type Reading = (source: ConstructorParameters<typeof LineReader>[0]) => DatasetLines;

function withLines<Value>(work: (reader: Reading) => Value): Value {
  const scanner = takeScanner();
  try {
    return work((source) => new LineReader(source, scanner));
  } finally {
    giveScanner(scanner);
  }
}
