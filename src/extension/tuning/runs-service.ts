import * as vscode from "vscode";
import type { Connection, Provider } from "../../tuning/provider.js";
import { ProviderError } from "../../tuning/provider-error.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
import { hasEnded } from "../../protocol/run-status.js";
import type { RunUpdate } from "../../tuning/runs/run-powers.js";
import type { BegunRuns } from "./begun-runs.js";
import { checkAddress, driveRun, providerOf } from "./drive-run.js";
import type { RunPlace, RunPlaces } from "./run-places.js";

/** A run of this workspace, and who looks after it. */
export interface KnownRun {
  readonly run: RunFile;
  readonly place: RunPlace;
  readonly following: Following;
}

/** Who looks after a run that has not ended. */
export type Following =
  /** This window. `share`: how much is done, from 0 to 1, where that is known. */
  | {
      readonly kind: "here";
      readonly share: number | undefined;
      readonly trouble: string | undefined;
    }
  /** Another window, or the command line. */
  | { readonly kind: "elsewhere" }
  /** Nobody, for a reason where there is one. */
  | { readonly kind: "nobody"; readonly reason: string | undefined };

/** What the service works with. */
export interface RunsServiceOptions {
  readonly places: Pick<RunPlaces, "all">;
  readonly connect: (provider: Provider) => Promise<Connection>;
  readonly begun: BegunRuns;
  readonly isTrusted: () => boolean;
  readonly log: Pick<vscode.LogOutputChannel, "info" | "warn">;
  /** So often a run that another process looks after is looked at: that process may die. */
  readonly retryMs?: number;
}

/** Why a run is no longer looked after. */
export interface Stop {
  readonly run: RunFile;
  readonly message: string;
  /** Whether signing in may help. */
  readonly needsKey: boolean;
}

interface Drive {
  readonly controller: AbortController;
  done: Promise<void>;
}

const usualRetryMs = 5_000;
const nobody: Following = { kind: "nobody", reason: undefined };

/**
 * The runs of the workspace, kept up to date, and those under way looked after. A class because it
 * owns the drives, which end with it.
 */
export class RunsService implements vscode.Disposable {
  readonly #options: RunsServiceOptions;
  readonly #runs = new Map<string, KnownRun>();
  readonly #drives = new Map<string, Drive>();
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #ended = new vscode.EventEmitter<KnownRun>();
  readonly #stopped = new vscode.EventEmitter<Stop>();
  readonly #retry: ReturnType<typeof setInterval>;
  readonly onDidChange = this.#changed.event;
  /** Told of runs that end while this window looks after them. */
  readonly onDidEnd = this.#ended.event;
  readonly onDidStop = this.#stopped.event;
  #isDisposed = false;

  constructor(options: RunsServiceOptions) {
    this.#options = options;
    const retry = (): void => this.#followAbandoned();
    this.#retry = setInterval(retry, options.retryMs ?? usualRetryMs);
  }

  /** The newest first. */
  get runs(): readonly KnownRun[] {
    return [...this.#runs.values()].sort(
      (a, b) => Date.parse(b.run.createdAt) - Date.parse(a.run.createdAt),
    );
  }

  find(id: string): KnownRun | undefined {
    return this.#runs.get(id);
  }

  /** Reads all runs, and looks after those that were begun here. */
  async refresh(): Promise<void> {
    const found = await Promise.all(
      this.#options.places.all().map(async (place) => ({ place, runs: await place.ledger.list() })),
    );
    const ids = new Set(found.flatMap(({ runs }) => runs.map(({ id }) => id)));
    for (const id of this.#runs.keys()) {
      if (!ids.has(id) && !this.#drives.has(id)) this.#runs.delete(id);
    }
    for (const { place, runs } of found) {
      for (const run of runs) if (!this.#drives.has(run.id)) this.#take(run, place);
    }
    this.#changed.fire(undefined);
  }

  /** Writes a new run down and begins it. */
  async begin(run: RunFile, place: RunPlace): Promise<void> {
    await this.#options.begun.add(run.id);
    await place.ledger.write(run);
    this.#keep({ run, place, following: nobody });
    this.follow(run.id);
  }

  /** Looks after a run, unless it has ended or is looked after already. */
  follow(id: string): void {
    const known = this.#runs.get(id);
    if (known === undefined || hasEnded(known.run) || this.#drives.has(id)) return;
    if (!this.#options.isTrusted() || this.#isDisposed) return;
    const controller = new AbortController();
    const drive: Drive = { controller, done: Promise.resolve() };
    this.#drives.set(id, drive);
    drive.done = this.#drive(known, controller.signal);
  }

  /** Has the job of a run cancelled, paused or gone on with. Rejects with words for people. */
  async act(action: "cancel" | "pause" | "resume", id: string): Promise<void> {
    const known = this.#runs.get(id);
    if (known === undefined) return;
    const { run, place, following } = known;
    if (run.job === null) {
      await this.#actBeforeJob(action, known);
      return;
    }
    const provider = providerOf(run);
    const connection = await this.#options.connect(provider);
    checkAddress(run, provider, connection);
    const job = await provider.connect(connection)[action](run.job);
    // Who looks after it writes down what becomes of it.
    if (following.kind === "elsewhere") return;
    await this.#stop(id);
    const status = job.status === "unknown" ? run.status : job.status;
    await this.#write({ ...run, status, jobStatus: job.statusWord, ...finished(status) }, place);
    this.follow(id);
  }

  /** Forgets a run; its job, its model and its files at the provider stay. */
  async remove(id: string): Promise<void> {
    const known = this.#runs.get(id);
    await this.#stop(id);
    await known?.place.ledger.remove(id);
    this.#runs.delete(id);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearInterval(this.#retry);
    for (const { controller } of this.#drives.values()) controller.abort();
    for (const emitter of [this.#changed, this.#ended, this.#stopped]) emitter.dispose();
  }

  /** Resolves when nothing is looked after any more. */
  async idle(): Promise<void> {
    await Promise.all([...this.#drives.values()].map(({ done }) => done));
  }

  #take(run: RunFile, place: RunPlace): void {
    const before = this.#runs.get(run.id);
    this.#runs.set(run.id, { run, place, following: before?.following ?? nobody });
    if (this.#mayFollow(run)) this.follow(run.id);
  }

  /**
   * A run that nobody here has begun may come from anybody who can write to the folder: it is looked
   * after by itself only where nothing is sent, and never begun.
   */
  #mayFollow({ id, job, provider }: RunFile): boolean {
    const following = this.#runs.get(id)?.following;
    if (following?.kind === "nobody" && following.reason !== undefined) return false;
    return this.#options.begun.has(id) || (provider === "local" && job !== null);
  }

  #followAbandoned(): void {
    for (const { run, following } of this.#runs.values()) {
      if (following.kind === "elsewhere" && this.#mayFollow(run)) this.follow(run.id);
    }
  }

  async #drive({ run, place }: KnownRun, signal: AbortSignal): Promise<void> {
    const { id } = run;
    const { connect, log } = this.#options;
    try {
      const outcome = await driveRun(id, {
        place,
        connect,
        signal,
        onUpdate: (update) => this.#update(id, update),
        onTestChanged: (path) =>
          log.warn(`${path} has changed since the run ${id} was begun: it was not scored.`),
      });
      this.#drives.delete(id);
      if (outcome.kind === "elsewhere") this.#set(id, { following: { kind: "elsewhere" } });
      else this.#finish(outcome.run, signal);
    } catch (error) {
      this.#drives.delete(id);
      if (!signal.aborted) this.#tellStop(id, error);
    }
  }

  #finish(run: RunFile, signal: AbortSignal): void {
    this.#set(run.id, { run, following: nobody });
    const known = this.#runs.get(run.id);
    if (known !== undefined && hasEnded(run) && !signal.aborted) this.#ended.fire(known);
  }

  #tellStop(id: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#options.log.warn(`${id}: ${message}`);
    this.#set(id, { following: { kind: "nobody", reason: message } });
    const run = this.#runs.get(id)?.run;
    const needsKey = error instanceof ProviderError && error.trouble.kind === "key";
    if (run !== undefined) this.#stopped.fire({ run, message, needsKey });
  }

  #update(id: string, update: RunUpdate): void {
    const following = this.#runs.get(id)?.following;
    const share = following?.kind === "here" ? following.share : undefined;
    switch (update.kind) {
      case "run":
        this.#set(id, { run: update.run, following: { kind: "here", share, trouble: undefined } });
        return;
      case "upload": {
        const sent = update.sent / Math.max(update.split.bytes, 1);
        this.#set(id, { following: { kind: "here", share: sent, trouble: undefined } });
        return;
      }
      case "events": {
        const step = update.events.findLast(({ metrics }) => metrics?.totalSteps !== undefined);
        const { totalSteps = 0, step: at = 0 } = step?.metrics ?? {};
        const done = totalSteps > 0 ? Math.min(at / totalSteps, 1) : share;
        this.#set(id, { following: { kind: "here", share: done, trouble: undefined } });
        return;
      }
      case "trouble":
        this.#set(id, { following: { kind: "here", share, trouble: update.error.message } });
    }
  }

  async #actBeforeJob(action: string, { run, place }: KnownRun): Promise<void> {
    if (action !== "cancel" || run.status === "creating") {
      throw new Error(
        vscode.l10n.t("The job of {0} is just being created. Try again in a moment.", run.id),
      );
    }
    await this.#stop(run.id);
    await this.#write({ ...run, status: "cancelled", ...finished("cancelled") }, place);
  }

  async #write(run: RunFile, place: RunPlace): Promise<void> {
    await place.ledger.write(run);
    this.#keep({ run, place, following: nobody });
  }

  async #stop(id: string): Promise<void> {
    const drive = this.#drives.get(id);
    drive?.controller.abort();
    await drive?.done;
  }

  #set(id: string, change: Partial<KnownRun>): void {
    const known = this.#runs.get(id);
    if (known !== undefined) this.#keep({ ...known, ...change });
  }

  #keep(known: KnownRun): void {
    this.#runs.set(known.run.id, known);
    if (!this.#isDisposed) this.#changed.fire(undefined);
  }
}

function finished(status: RunFile["status"]): Partial<RunFile> {
  return hasEnded({ status }) ? { finishedAt: new Date().toISOString() } : {};
}
