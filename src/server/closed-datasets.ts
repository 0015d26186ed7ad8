import * as l10n from "@vscode/l10n";
import type {
  CancellationToken,
  Connection,
  WorkDoneProgressReporter,
} from "vscode-languageserver";
import type { CheckOptions } from "../core/dataset/check-plan.js";
import type { WorkspaceCheckRequest, WorkspaceCheckResult } from "../protocol/server-messages.js";
import type { CheckOutcome } from "../core/dataset/check-dataset.js";
import { maxShownFindings } from "./dataset-session.js";
import type { ServerFiles } from "./host.js";
import type { Placement } from "./to-protocol.js";
import { toDiagnostics } from "./to-protocol.js";

/** What the closed datasets need to know of the server. */
export interface ClosedDatasetsOptions {
  readonly connection: Connection;
  readonly files: ServerFiles | undefined;
  readonly isOpen: (uri: string) => boolean;
  readonly optionsFor: (uri: string) => CheckOptions;
  readonly placementOf: (uri: string) => Placement;
}

/**
 * Datasets that are checked on disk because somebody asked for the whole workspace. Their findings
 * stay up to date with the files until the editor is closed; an open document has its own.
 */
export class ClosedDatasets {
  readonly #options: ClosedDatasetsOptions;
  readonly #watched = new Set<string>();

  constructor(options: ClosedDatasetsOptions) {
    this.#options = options;
  }

  /** Checks all datasets below some folders. Ends early, with what it has, when cancelled. */
  async checkFolders(
    { folders, workDoneToken }: WorkspaceCheckRequest,
    token: CancellationToken,
  ): Promise<WorkspaceCheckResult> {
    const { files } = this.#options;
    const uris = [...new Set(folders.flatMap((folder) => files?.find(folder) ?? []))];
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

  /** An open document's own findings are gone; those of the file come back if it is watched. */
  documentClosed(uri: string): void {
    if (this.#watched.has(uri)) void this.#checkFile(uri);
    else this.#publish(uri, []);
  }

  /** A file was written or deleted outside of the editor's documents. */
  fileChanged(uri: string, isDeleted: boolean): void {
    if (!this.#watched.has(uri) || this.#options.isOpen(uri)) return;
    if (!isDeleted) {
      void this.#checkFile(uri);
      return;
    }
    this.#watched.delete(uri);
    this.#publish(uri, []);
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
    const { files, optionsFor, placementOf, isOpen } = this.#options;
    if (files === undefined) return undefined;
    const isCancelled = (): boolean => token?.isCancellationRequested === true;
    this.#watched.add(uri);
    try {
      const request = { maxFindings: maxShownFindings, isCancelled };
      const check = await files.check(uri, optionsFor(uri), request);
      if (!isOpen(uri)) this.#publish(uri, toDiagnostics(check, placementOf(uri)));
      return check;
    } catch (error) {
      if (isCancelled()) return undefined;
      if (!isOpen(uri)) this.#publish(uri, []);
      return error instanceof Error ? error.message : String(error);
    }
  }

  #publish(uri: string, diagnostics: ReturnType<typeof toDiagnostics>): void {
    void this.#options.connection.sendDiagnostics({ uri, diagnostics });
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
