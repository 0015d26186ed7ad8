import * as vscode from "vscode";
import { parseRun } from "../../tuning/runs/parse-run.js";
import { eventsEnding, parseRunEvents } from "../../tuning/runs/run-events.js";
import { priceTable } from "../tuning/provider-settings.js";
import type { FoundRun, ReadRun, RunSource } from "./run-source.js";

/** The folder of runs, from the folder of the workspace. */
const runsFolder = [".tunewright", "runs"] as const;

/** No run's file and no curve is larger than this many bytes; 100,000 steps take 5 MB. */
const mostBytes = 100_000_000;

/** The runs in the folders of the workspace, as their files say. */
export const folderRuns: RunSource = {
  async list() {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const found = await Promise.all(folders.map(({ uri }) => runsIn(uri)));
    return found
      .flat()
      .toSorted((a, b) => Date.parse(b.run.createdAt) - Date.parse(a.run.createdAt));
  },
  async read(file) {
    const text = await readText(file);
    if (text === undefined) return { kind: "missing" };
    const run = text === "too large" ? undefined : parseRun(text.text);
    return run === undefined ? { kind: "broken" } : { kind: "run", run };
  },
  async curve(file) {
    const text = await readText(curveOf(file));
    return text === "too large" ? undefined : text?.text;
  },
  async events(file) {
    const text = await readText(besides(file, eventsEnding));
    return text === undefined || text === "too large" ? [] : parseRunEvents(text.text);
  },
  look: async () => undefined,
  prices: priceTable,
  onChange(file, listener) {
    const folder = vscode.Uri.joinPath(file, "..");
    const names = [file, curveOf(file), besides(file, eventsEnding)].map(
      ({ path }) => path.split("/").at(-1) ?? "",
    );
    const watchers = names.map((name) =>
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name)),
    );
    return vscode.Disposable.from(
      ...watchers,
      ...watchers.flatMap((watcher) => [
        watcher.onDidChange(listener),
        watcher.onDidCreate(listener),
        watcher.onDidDelete(listener),
      ]),
    );
  },
};

/** Where a run of an id lies, in the first folder of the workspace that has it. */
export async function findRun(source: RunSource, id: string): Promise<vscode.Uri | undefined> {
  return (await source.list()).find(({ run }) => run.id === id)?.file;
}

/** Whether a file lies where the files of runs lie. */
export function isRunFile({ path }: vscode.Uri): boolean {
  return /\/\.tunewright\/runs\/[A-Za-z0-9][\w.-]*\.json$/.test(path);
}

/** The folder that the paths in a run's file start from. */
export function folderOfRun(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(file, "..", "..", "..");
}

async function runsIn(folder: vscode.Uri): Promise<readonly FoundRun[]> {
  const place = vscode.Uri.joinPath(folder, ...runsFolder);
  const files = (await namesIn(place))
    .map((name) => vscode.Uri.joinPath(place, name))
    .filter(isRunFile);
  const read = await Promise.all(
    files.map(async (file) => ({ file, answer: await folderRuns.read(file) })),
  );
  return read.flatMap(({ file, answer }) => (isRead(answer) ? [{ file, run: answer.run }] : []));
}

function isRead(answer: ReadRun): answer is ReadRun & { readonly kind: "run" } {
  return answer.kind === "run";
}

async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  const entries = await unlessMissing(() => vscode.workspace.fs.readDirectory(folder));
  return (entries ?? []).map(([name]) => name);
}

function curveOf(file: vscode.Uri): vscode.Uri {
  return besides(file, ".csv");
}

/** `runs/<id>.csv` and the like, beside `runs/<id>.json`. */
function besides(file: vscode.Uri, ending: string): vscode.Uri {
  return file.with({ path: file.path.replace(/\.json$/, ending) });
}

async function readText(
  file: vscode.Uri,
): Promise<{ readonly text: string } | "too large" | undefined> {
  return unlessMissing(async () => {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > mostBytes) return "too large";
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)) };
  });
}

async function unlessMissing<Value>(read: () => PromiseLike<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}
