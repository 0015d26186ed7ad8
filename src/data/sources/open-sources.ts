import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { OpenSource, SourceRequest, SourceRows } from "../../core/prepare/source-rows.js";
import { removeAtExit } from "../remove-at-exit.js";
import { UserError } from "../user-error.js";
import { Downloads } from "./downloads.js";
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
  const downloads = new Downloads(host);
  return async (request) => {
    const opening = new Opening(host, downloads);
    try {
      return await opening.open(request);
    } catch (error) {
      await opening.close();
      throw error;
    }
  };
}

/** A file on disk under another name than its own. */
interface NamedFile {
  readonly location: string;
  readonly name: string;
  readonly path: string;
  readonly part: string | undefined;
}

/** What was opened for one request: a private folder, an engine, and in the end all tables. */
class Opening {
  readonly #host: SourceHost;
  readonly #downloads: Downloads;
  readonly #folder: string;
  readonly #keep: () => void;
  #engine: Promise<Engine> | undefined;
  readonly #tables: SourceTable[] = [];
  #isClosed = false;
  #fileCount = 0;

  constructor(host: SourceHost, downloads: Downloads) {
    this.#host = host;
    this.#downloads = downloads;
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
    for (const file of files) {
      this.#host.signal.throwIfAborted();
      this.#tables.push(await openTable(file, engine));
    }
    const rows = await joinedTables(this.#tables, { request, engine });
    return { ...rows, close: () => this.close() };
  }

  async #onDisk(source: SourceFile | SourceAddress): Promise<readonly TableSource[]> {
    const { path, part } = source;
    if (source.kind === "file") {
      const { location } = source;
      return [await this.#unpacked({ location, name: basename(location), path, part })];
    }
    const { location, name } = await this.#downloads.fetch(source.address);
    return [await this.#unpacked({ location, name, path, part })];
  }

  async #unpacked({ location, name, path, part }: NamedFile): Promise<TableSource> {
    const packing = packingOf(name);
    if (packing === undefined) return { location, path, part, kind: sourceKind(name, path) };
    const target = this.#newFile();
    const isArchive = packing === "zip";
    const member = isArchive ? part : undefined;
    const unpacked = await unpackSource({ location, path, packing, target, member });
    const kind = sourceKind(unpacked ?? unpackedName(name), path);
    return { location: target, path, kind, part: isArchive ? undefined : part };
  }

  #newFile(): string {
    return join(this.#folder, String((this.#fileCount += 1)));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const table of this.#tables) table.close?.();
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
