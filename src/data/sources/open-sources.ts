import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { OpenSource, SourceRequest, SourceRows } from "../../core/prepare/source-rows.js";
import { removeAtExit } from "../remove-at-exit.js";
import { UserError } from "../user-error.js";
import type { Engine } from "./engine.js";
import { openEngine } from "./engine.js";
import type { TableSource } from "./open-table.js";
import { openTable } from "./open-table.js";
import type { SourceAddress, SourceFile } from "./source-files.js";
import { sourceFiles } from "./source-files.js";
import type { SourceHost } from "./source-host.js";
import { packingOf, sourceKind, unpackedName } from "./source-kind.js";
import type { SourceTable } from "./source-table.js";
import { joinedTables } from "./joined-tables.js";
import { unpackSource } from "./unpack-source.js";

/** Reads files and addresses; see `docs/sources.md` for what is read and how. */
export function openSources(host: SourceHost): OpenSource {
  return async (request) => {
    const opening = new Opening(host);
    try {
      return await opening.open(request);
    } catch (error) {
      await opening.close();
      throw error;
    }
  };
}

/** What was opened for one request: a private folder, an engine, and in the end all tables. */
class Opening {
  readonly #host: SourceHost;
  readonly #folder: string;
  readonly #keep: () => void;
  #engine: Promise<Engine> | undefined;
  #isClosed = false;
  #fileCount = 0;

  constructor(host: SourceHost) {
    this.#host = host;
    this.#folder = mkdtempSync(join(tmpdir(), "tunewright-sources-"));
    this.#keep = removeAtExit(this.#folder);
  }

  async open(request: SourceRequest): Promise<SourceRows> {
    if (request.sources.length === 0) throw new UserError("A recipe needs a source.");
    const files: TableSource[] = [];
    for (const source of sourceFiles(request.sources)) files.push(...(await this.#onDisk(source)));
    // The engine is told once which files it may read.
    const readable = files.filter(({ kind }) => kind === "parquet").map(({ location }) => location);
    const engine = async (): Promise<Engine> => (this.#engine ??= openEngine(readable));
    const tables: SourceTable[] = [];
    for (const file of files) {
      this.#host.signal.throwIfAborted();
      tables.push(await openTable(file, engine));
    }
    const rows = await joinedTables(tables, { request, engine });
    return { ...rows, close: () => this.close() };
  }

  async #onDisk(source: SourceFile | SourceAddress): Promise<readonly TableSource[]> {
    if (source.kind === "address") throw new UserError(`${source.path}: addresses are not read.`);
    return [await this.#unpacked(source)];
  }

  async #unpacked({ location, path, part }: SourceFile): Promise<TableSource> {
    const packing = packingOf(location);
    if (packing === undefined) return { location, path, part, kind: sourceKind(location, path) };
    const target = this.#newFile();
    const member = await unpackSource({
      location,
      path,
      packing,
      target,
      member: packing === "zip" ? part : undefined,
    });
    const kind = sourceKind(member ?? unpackedName(basename(location)), path);
    return { location: target, path, kind, part: packing === "zip" ? undefined : part };
  }

  #newFile(): string {
    return join(this.#folder, String((this.#fileCount += 1)));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#engine !== undefined) await closeEngine(this.#engine);
    rmSync(this.#folder, { recursive: true, force: true });
    this.#keep();
  }
}

/** An engine that could not be opened was told of already. */
async function closeEngine(opening: Promise<Engine>): Promise<void> {
  const [engine] = await Promise.allSettled([opening]);
  if (engine.status === "fulfilled") engine.value.close();
}
