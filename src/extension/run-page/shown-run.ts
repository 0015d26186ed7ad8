import type * as vscode from "vscode";
import type { CurveColumns, ShownRun } from "../../protocol/run-page.js";
import { curveColumns, noCurve } from "./curve-columns.js";
import { runFacts } from "./run-facts.js";
import type { RunSource } from "./run-source.js";

/** A run as it stands on disk. */
export interface RunNow {
  readonly run: ShownRun;
  readonly curve: CurveColumns;
}

const mostEvents = 200;

/** Reads a run and its numbers. */
export async function readRun(source: RunSource, file: vscode.Uri): Promise<RunNow> {
  const answer = await source.read(file);
  const key = file.toString();
  if (answer.kind !== "run" && answer.kind !== "job") {
    const name = (file.path.split("/").at(-1) ?? "").replace(/\.json$/, "");
    return { run: { ...answer, file: key, name }, curve: noCurve };
  }
  const facts = answer.kind === "job" ? answer.facts : runFacts(answer.run, source.prices());
  const events = (await source.events(file)).slice(-mostEvents);
  return {
    run: { kind: "run", file: key, facts, events },
    curve: curveColumns(await source.curve(file)),
  };
}
