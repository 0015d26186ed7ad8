import type { Diagnostic, TextDocumentContentChangeEvent } from "vscode-languageserver";
import { DiagnosticSeverity } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Configuration } from "../core/config/configuration.js";
import { configurationFileName } from "../core/config/configuration.js";
import type { ConfigurationProblem } from "../core/config/jsonc.js";
import { readConfiguration } from "../core/config/read-configuration.js";
import type { DatasetConfiguration } from "../core/config/resolve-configuration.js";
import { resolveConfiguration } from "../core/config/resolve-configuration.js";
import { canonicalUri } from "./canonical-uri.js";
import type { ConfigurationFiles, ServerHost } from "./host.js";
import { diagnosticSource } from "./to-protocol.js";

/** How long typing in a configuration has to rest before datasets follow it. */
const restMs = 300;

/** What the store may use and whom it tells. */
export interface ConfigurationStoreOptions {
  readonly files: ConfigurationFiles | undefined;
  readonly startTimer: ServerHost["startTimer"];
  readonly publish: (uri: string, diagnostics: Diagnostic[]) => void;
  /** Called when another answer may be right for datasets. */
  readonly onChanged: () => void;
}

/** The `tunewright.json` that applies to a dataset, and what it says of it. */
export interface AppliedConfiguration {
  readonly uri: string;
  /** Whether it has faults now. */
  readonly isBroken: boolean;
  /** Of a file with faults, what it said before; `undefined` where it never was without. */
  readonly says: DatasetConfiguration | undefined;
}

/** A configuration as it was read last. */
interface KnownConfiguration {
  readonly isBroken: boolean;
  /** The newest content without faults. */
  readonly sound: Configuration | undefined;
}

/** An open `tunewright.json`, as an editor sends it. */
export interface OpenConfiguration {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
}

/**
 * The configurations of the datasets that an editor shows. What was looked up stays until a file
 * changes: no edit of a dataset looks at a disk. An open configuration counts as it stands in the
 * editor; while it has faults the content before them goes on to apply, so that half a word in it
 * does not bring back findings that were switched off.
 */
export class ConfigurationStore {
  readonly #options: ConfigurationStoreOptions;
  readonly #open = new Map<string, TextDocument>();
  /** The configuration of each folder that was asked for. */
  readonly #nearest = new Map<string, string | undefined>();
  readonly #known = new Map<string, KnownConfiguration>();
  #cancelTimer: (() => void) | undefined;

  constructor(options: ConfigurationStoreOptions) {
    this.#options = options;
  }

  /** What applies to a dataset; `undefined` where no configuration does. */
  of(datasetUri: string): AppliedConfiguration | undefined {
    const dataset = canonicalUri(datasetUri);
    const uri = this.#nearestTo(folderOf(dataset));
    if (uri === undefined) return undefined;
    const { sound, isBroken } = this.#known.get(uri) ?? this.#read(uri);
    const path = decodeURIComponent(dataset.slice(uri.length - configurationFileName.length));
    const says = sound && resolveConfiguration(sound, { path, isBelow: true });
    return { uri, isBroken, says };
  }

  /** The text of a configuration as it stands in the editor or on disk, where it can be read. */
  textOf(uri: string): string | undefined {
    const content = this.#content(canonicalUri(uri));
    return typeof content === "string" ? content : undefined;
  }

  open({ uri, text, version }: OpenConfiguration): void {
    this.#open.set(canonicalUri(uri), TextDocument.create(uri, "jsonc", version, text));
    this.#readAgain(canonicalUri(uri));
  }

  edit(uri: string, changes: TextDocumentContentChangeEvent[], version: number): void {
    const document = this.#open.get(canonicalUri(uri));
    if (document === undefined) return;
    TextDocument.update(document, changes, version);
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.startTimer(() => this.settle(), restMs);
  }

  close(uri: string): void {
    this.#open.delete(canonicalUri(uri));
    this.#readAgain(canonicalUri(uri));
  }

  /** A configuration was written, made or deleted on disk. */
  fileChanged(uri: string): void {
    this.#nearest.clear();
    this.#readAgain(canonicalUri(uri));
  }

  /** Makes the next look-ups see the disk, for changes that nobody told of. */
  lookAgain(): void {
    this.#nearest.clear();
    for (const uri of this.#known.keys()) this.#read(uri);
    this.#options.onChanged();
  }

  /** Takes in edits whose rest is not over yet. */
  settle(): void {
    if (this.#cancelTimer === undefined) return;
    this.dispose();
    for (const uri of this.#open.keys()) this.#read(uri);
    this.#options.onChanged();
  }

  dispose(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #nearestTo(folder: string): string | undefined {
    if (!this.#nearest.has(folder)) {
      const found = this.#options.files?.nearestConfiguration(folder);
      this.#nearest.set(folder, found === undefined ? undefined : canonicalUri(found));
    }
    return this.#nearest.get(folder);
  }

  #readAgain(uri: string): void {
    this.#read(uri);
    this.#options.onChanged();
  }

  /** Reads a configuration and shows what is wrong with it. */
  #read(uri: string): KnownConfiguration {
    const before = this.#known.get(uri) ?? unknown;
    const content = this.#content(uri);
    const { problems, configuration } = content === undefined ? nothing : readContent(content);
    const isBroken = problems.length > 0;
    if (isBroken || before.isBroken) {
      const text = typeof content === "string" ? content : "";
      this.#options.publish(this.#open.get(uri)?.uri ?? uri, toDiagnostics(text, problems));
    }
    const known = { isBroken, sound: isBroken ? before.sound : configuration };
    if (content === undefined) this.#known.delete(uri);
    else this.#known.set(uri, known);
    return known;
  }

  #content(uri: string): string | ConfigurationProblem | undefined {
    return this.#open.get(uri)?.getText() ?? this.#contentOnDisk(uri);
  }

  /** The text, what keeps us from reading it, or nothing where there is no such file. */
  #contentOnDisk(uri: string): string | ConfigurationProblem | undefined {
    const { files } = this.#options;
    const found = files?.nearestConfiguration(folderOf(uri));
    if (files === undefined || found === undefined || canonicalUri(found) !== uri) return undefined;
    try {
      return files.configurationText(uri);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { span: { start: 0, end: 0 }, message };
    }
  }
}

/** The folder of a file, with the slash at its end: a drive alone would be no folder. */
function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}

const unknown: KnownConfiguration = { isBroken: false, sound: undefined };

interface ReadContent {
  readonly problems: readonly ConfigurationProblem[];
  readonly configuration: Configuration | undefined;
}

const nothing: ReadContent = { problems: [], configuration: undefined };

function readContent(content: string | ConfigurationProblem): ReadContent {
  if (typeof content !== "string") return { problems: [content], configuration: undefined };
  const read = readConfiguration(content);
  if (read.kind === "broken") return { problems: read.problems, configuration: undefined };
  return { problems: [], configuration: read.configuration };
}

/** Whether a document is a configuration, not a dataset. */
export function isConfiguration(uri: string): boolean {
  return canonicalUri(uri).endsWith(`/${configurationFileName}`);
}

function toDiagnostics(text: string, problems: readonly ConfigurationProblem[]): Diagnostic[] {
  const document = TextDocument.create("", "jsonc", 0, text);
  return problems.map(({ span, message }) => ({
    source: diagnosticSource,
    severity: DiagnosticSeverity.Error,
    range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
    message,
  }));
}
