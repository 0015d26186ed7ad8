import type { Folder, Lock } from "../local/engine/folder.js";
import { parseRun } from "./parse-run.js";
import type { Ledger } from "./ledger.js";
import type { RunEvent } from "./run-events.js";
import { eventsEnding, parseRunEvents, runEventsText } from "./run-events.js";
import type { RunFile } from "./run-file.js";
import { runText } from "./run-file.js";

/** The runs in a folder: one file of JSON each, one of CSV for its curve, one of its events. */
export class FolderLedger implements Ledger {
  readonly #folder: Folder;

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  async list(): Promise<readonly RunFile[]> {
    const names = await this.#folder.list("runs");
    const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));
    const runs = await Promise.all(ids.map((id) => this.read(id)));
    return runs
      .filter((run) => run !== undefined)
      .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.id < b.id ? 1 : -1));
  }

  async read(id: string): Promise<RunFile | undefined> {
    if (!isRunId(id)) return undefined;
    const bytes = await this.#folder.read(`runs/${id}.json`);
    const run = bytes && parseRun(new TextDecoder().decode(bytes));
    // A file may be somebody else's: what it calls itself must not lead anywhere else.
    return run?.id === id ? run : undefined;
  }

  async write(run: RunFile): Promise<void> {
    await this.#folder.write(`runs/${run.id}.json`, new TextEncoder().encode(runText(run)));
  }

  async writeCurve(id: string, csv: string): Promise<void> {
    await this.#folder.write(`runs/${id}.csv`, new TextEncoder().encode(csv));
  }

  async readCurve(id: string): Promise<string | undefined> {
    const bytes = isRunId(id) ? await this.#folder.read(`runs/${id}.csv`) : undefined;
    return bytes && new TextDecoder().decode(bytes);
  }

  async writeEvents(id: string, events: readonly RunEvent[]): Promise<void> {
    const text = runEventsText(events);
    await this.#folder.write(`runs/${id}${eventsEnding}`, new TextEncoder().encode(text));
  }

  async readEvents(id: string): Promise<readonly RunEvent[]> {
    const bytes = isRunId(id) ? await this.#folder.read(`runs/${id}${eventsEnding}`) : undefined;
    return bytes === undefined ? [] : parseRunEvents(new TextDecoder().decode(bytes));
  }

  async remove(id: string): Promise<void> {
    if (!isRunId(id)) return;
    await this.#folder.remove(`runs/${id}.json`);
    await this.#folder.remove(`runs/${id}.csv`);
    await this.#folder.remove(`runs/${id}${eventsEnding}`);
  }

  async lock(id: string): Promise<Lock | undefined> {
    return this.#folder.lock(`runs/${id}.lock`);
  }
}

/** Ids name files: nothing else may. */
function isRunId(id: string): boolean {
  return /^[A-Za-z0-9][\w.-]*$/.test(id);
}
