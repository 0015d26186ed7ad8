import * as l10n from "@vscode/l10n";
import type {
  CancellationToken,
  Connection,
  Diagnostic,
  WorkDoneProgressReporter,
} from "vscode-languageserver";
import type { WorkspaceCheckRequest, WorkspaceCheckResult } from "../protocol/server-messages.js";
import type { CheckOutcome } from "../core/dataset/check-dataset.js";
import { canonicalUri } from "./canonical-uri.js";
import type { DatasetChoice } from "./check-choices.js";
import { isSameCheck } from "./check-choices.js";
import type { ServerFiles } from "./host.js";
import type { Placement } from "./to-protocol.js";
import { toDiagnostics } from "./to-protocol.js";

/** What the closed datasets need to know of the server. */
export interface ClosedDatasetsOptions {
  readonly connection: Connection;
  readonly files: Pick<ServerFiles, "find" | "check"> | undefined;
  readonly isOpen: (uri: string) => boolean;
  readonly choiceFor: (uri: string) => DatasetChoice;
  readonly placementOf: (uri: string) => Placement;
}

/** The newest check of a file; it alone may publish. */
interface WatchedDataset {
  readonly run: number;
  readonly choice: DatasetChoice;
}

/**
 * Datasets that are checked on disk because somebody asked for the whole workspace. Their findings
 * stay up to date with the files until the editor is closed; an open document has its own.
 */
export class ClosedDatasets {
  readonly #options: ClosedDatasetsOptions;
  readonly #watched = new Map<string, WatchedDataset>();

  constructor(options: ClosedDatasetsOptions) {
    this.#options = options;
  }

  /** Checks all datasets below some folders. Ends early, with what it has, when cancelled. */
  async checkFolders(
    { folders, workDoneToken }: WorkspaceCheckRequest,
    token: CancellationToken,
  ): Promise<WorkspaceCheckResult> {
    const { files } = this.#options;
    const found = folders.flatMap((folder) => files?.find(folder) ?? []);
    const uris = [...new Set(found.map(canonicalUri))];
    const progress = this.#startProgress(workDoneToken);
    const total = {
      files: 0,
      records: 0,
      severityCounts: { error: 0, warning: 0, information: 0, hint: 0 },
      unreadable: [] as string[],
    };
    for (const [index, uri] of uris.entries()) {
      if (token.isCancellationRequested) break;
      progress?.report((100 * index) / uris.length, decodeURIComponent(uri.replace(/^.*\//, "")));
      const outcome = await this.#checkFile(uri, token);
      if (typeof outcome === "string") total.unreadable.push(outcome);
      else if (outcome !== undefined) addUp(total, outcome);
    }
    progress?.done();
    return total;
  }

  /** Checks the watched files again for which settings or configurations say something new. */
  checkAgain(): void {
    for (const [uri, { choice }] of this.#watched) {
      if (!isSameCheck(choice, this.#options.choiceFor(uri))) void this.#checkFile(uri);
    }
  }

  /** An open document's own findings are gone; those of the file come back if it is watched. */
  documentClosed(uri: string): void {
    this.#publish(uri, []);
    if (this.#watched.has(canonicalUri(uri))) void this.#checkFile(canonicalUri(uri));
  }

  /** A file was written or deleted outside of the editor's documents. */
  fileChanged(changedUri: string, isDeleted: boolean): void {
    const uri = canonicalUri(changedUri);
    const watched = this.#watched.get(uri);
    if (watched === undefined) return;
    // It stays watched: what replaces a file often deletes it first. A check under way may not publish.
    if (isDeleted) this.#watched.set(uri, { ...watched, run: watched.run + 1 });
    if (this.#options.isOpen(uri)) return;
    if (isDeleted) this.#publish(uri, []);
    else void this.#checkFile(uri);
  }

  #startProgress(token: string | undefined): WorkDoneProgressReporter | undefined {
    if (token === undefined) return undefined;
    const progress = this.#options.connection.window.attachWorkDoneProgress(token);
    progress.begin(l10n.t("Checking datasets"), 0);
    return progress;
  }

  /** The check, a sentence that says why there is none, or nothing when cancelled. */
  async #checkFile(
    uri: string,
    token?: CancellationToken,
  ): Promise<CheckOutcome | string | undefined> {
    const { files, choiceFor, placementOf, isOpen } = this.#options;
    if (files === undefined) return undefined;
    const run = (this.#watched.get(uri)?.run ?? 0) + 1;
    const choice = choiceFor(uri);
    this.#watched.set(uri, { run, choice });
    const isNewest = (): boolean => this.#watched.get(uri)?.run === run;
    const isCancelled = (): boolean => token?.isCancellationRequested === true || !isNewest();
    const publish = (diagnostics: readonly Diagnostic[]): void => {
      if (isNewest() && !isOpen(uri)) this.#publish(uri, diagnostics);
    };
    if (choice.isIgnored) {
      publish([]);
      return undefined;
    }
    try {
      const check = await files.check(uri, choice.options, { isCancelled });
      publish(toDiagnostics(check, placementOf(uri)));
      return check;
    } catch (error) {
      if (isCancelled()) return undefined;
      publish([]);
      return error instanceof Error ? error.message : String(error);
    }
  }

  #publish(uri: string, diagnostics: readonly Diagnostic[]): void {
    void this.#options.connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
  }
}

function addUp(
  total: { files: number; records: number; severityCounts: Record<string, number> },
  check: CheckOutcome,
): void {
  total.files += 1;
  total.records += check.records;
  for (const [severity, count] of Object.entries(check.severityCounts)) {
    total.severityCounts[severity] = (total.severityCounts[severity] ?? 0) + count;
  }
}
