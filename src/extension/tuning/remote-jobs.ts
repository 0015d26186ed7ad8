import * as vscode from "vscode";
import { hasEnded } from "../../protocol/run-status.js";
import type { ShownEvent } from "../../protocol/run-page.js";
import type { PriceTable } from "../../tuning/prices.js";
import type {
  Checkpoint,
  Connection,
  JobEvent,
  Provider,
  ProviderClient,
  RemoteFile,
  RemoteJob,
} from "../../tuning/provider.js";
import { noneWhereRefused, ProviderError } from "../../tuning/provider-error.js";
import { findProvider } from "../../tuning/providers/index.js";
import { Curve } from "../../tuning/runs/curve.js";
import type { RunEvent } from "../../tuning/runs/run-events.js";
import { withNewEvents } from "../../tuning/runs/run-events.js";
import type { JobPlace, JobSource } from "../run-page/job-runs.js";
import type { ReadRun } from "../run-page/run-source.js";
import { jobFacts, jobStatusOf } from "./job-facts.js";

/** What jobs are asked for with. */
export interface RemoteJobsOptions {
  readonly connect: (provider: Provider) => Promise<Connection>;
  readonly prices: () => PriceTable;
}

/** What a service has told of a job. */
export interface ToldJob {
  readonly job: RemoteJob;
  readonly files: readonly RemoteFile[];
  readonly checkpoints: readonly Checkpoint[];
  readonly endpoint: string | null;
}

/** A job that is on a page. */
interface WatchedJob {
  readonly curve: Curve;
  readonly known: Set<string>;
  readonly listeners: Set<() => void>;
  told: ToldJob | undefined;
  events: readonly RunEvent[];
  trouble: { readonly reason: string; readonly needsKey: boolean } | undefined;
  /** What is being asked now. */
  looking: Promise<void> | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
  waitMs: number;
}

/** Waits between looks grow by so much while nothing happens. */
const slowdown = 1.5;
const firstRetryMs = 1_000;
const lastRetryMs = 60_000;

/**
 * Asks services for jobs that are no runs of the workspace, while pages show them; nothing is kept.
 * A class because it owns what it has been told, and its timers.
 */
export class RemoteJobs implements JobSource, vscode.Disposable {
  readonly #options: RemoteJobsOptions;
  readonly #watched = new Map<string, WatchedJob>();
  #isDisposed = false;

  constructor(options: RemoteJobsOptions) {
    this.#options = options;
  }

  async read(place: JobPlace): Promise<ReadRun> {
    const watched = this.#job(place);
    // A page that is drawn again does not ask again: time and people do.
    if (watched.told === undefined && watched.trouble === undefined) await this.look(place);
    const { told, trouble, curve, events } = watched;
    const provider = findProvider(place.provider);
    if (told !== undefined && provider !== undefined) {
      const facts = jobFacts(told, {
        provider,
        prices: this.#options.prices(),
        last: curve.last,
        firstEventAt: events[0]?.at ?? null,
        trouble: trouble?.reason ?? null,
      });
      return { kind: "job", facts };
    }
    return { kind: "unreachable", reason: "", needsKey: false, ...trouble };
  }

  curve(place: JobPlace): Promise<string | undefined> {
    const { curve } = this.#job(place);
    return Promise.resolve(curve.points.length === 0 ? undefined : curve.csv);
  }

  events(place: JobPlace): Promise<readonly ShownEvent[]> {
    return Promise.resolve(this.#job(place).events);
  }

  /** Resolves when the service has answered or cannot be asked; never rejects. */
  async look(place: JobPlace): Promise<void> {
    const watched = this.#job(place);
    watched.looking ??= this.#look(place, watched).finally(() => {
      watched.looking = undefined;
      for (const listener of watched.listeners) listener();
      this.#lookLater(place, watched);
    });
    await watched.looking;
  }

  onChange(place: JobPlace, listener: () => void): vscode.Disposable {
    const watched = this.#job(place);
    watched.listeners.add(listener);
    this.#lookLater(place, watched);
    return {
      dispose: () => {
        watched.listeners.delete(listener);
        if (watched.listeners.size > 0) return;
        clearTimeout(watched.timer);
        this.#watched.delete(keyOf(place));
      },
    };
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const { timer } of this.#watched.values()) clearTimeout(timer);
    this.#watched.clear();
  }

  #job(place: JobPlace): WatchedJob {
    const known = this.#watched.get(keyOf(place));
    if (known !== undefined) return known;
    const fresh: WatchedJob = {
      curve: new Curve(),
      known: new Set(),
      listeners: new Set(),
      told: undefined,
      events: [],
      trouble: undefined,
      looking: undefined,
      timer: undefined,
      waitMs: 0,
    };
    this.#watched.set(keyOf(place), fresh);
    return fresh;
  }

  async #look({ provider: id, job }: JobPlace, watched: WatchedJob): Promise<void> {
    const provider = findProvider(id);
    if (provider === undefined) {
      // A page that another version of ours has remembered.
      const reason = vscode.l10n.t('There is no provider "{0}" here.', id);
      watched.trouble = { reason, needsKey: false };
      watched.waitMs = Infinity;
      return;
    }
    const { least, most } = provider.pollMs;
    try {
      const connection = await this.#options.connect(provider);
      const endpoint = provider.endpoint.kind === "own" ? connection.url : null;
      const hasNews = await ask(provider.connect(connection), watched, { job, endpoint });
      watched.trouble = undefined;
      watched.waitMs = hasNews ? least : Math.min(watched.waitMs * slowdown, most);
    } catch (error) {
      const isKnown = error instanceof ProviderError;
      const needsKey = isKnown && error.trouble.kind === "key";
      watched.trouble = {
        reason: error instanceof Error ? error.message : String(error),
        needsKey,
      };
      const retryMs = Math.min(Math.max(watched.waitMs * 2, firstRetryMs), lastRetryMs);
      // What does not pass by itself waits for a person.
      watched.waitMs =
        isKnown && error.isPassing ? Math.max(error.trouble.waitMs ?? 0, retryMs) : Infinity;
    }
  }

  #lookLater(place: JobPlace, watched: WatchedJob): void {
    clearTimeout(watched.timer);
    const { told, waitMs, listeners } = watched;
    const isOver = told !== undefined && hasEnded({ status: jobStatusOf(told.job) });
    // Not asked yet: whoever reads it first does that.
    const isFirst = told === undefined && watched.trouble === undefined;
    if (this.#isDisposed || isOver || isFirst || listeners.size === 0 || waitMs === Infinity)
      return;
    watched.timer = setTimeout(() => void this.look(place), waitMs);
  }
}

/** One look at job and events. Returns whether there was anything new. */
async function ask(
  client: ProviderClient,
  watched: WatchedJob,
  { job: id, endpoint }: { readonly job: string; readonly endpoint: string | null },
): Promise<boolean> {
  const before = watched.told;
  const job = await client.job(id);
  // After the job: what it has told before it ended must not be missed.
  const events = await client.events(id, watched.known);
  take(events, watched);
  const isNew = events.length > 0 || before?.job.statusWord !== job.statusWord;
  // Words tell of checkpoints and ends.
  const isTold = events.some(({ metrics }) => metrics === null);
  const checkpoints =
    isTold || before?.job.statusWord !== job.statusWord
      ? await client.checkpoints(id).catch(noneWhereRefused)
      : (before?.checkpoints ?? []);
  const files = before?.files ?? (await client.files().catch(noneWhereRefused));
  watched.told = { job, files, checkpoints, endpoint };
  return isNew;
}

function take(events: readonly JobEvent[], watched: WatchedJob): void {
  for (const event of events) {
    watched.known.add(event.id);
    if (event.metrics !== null) watched.curve.add(event.metrics);
  }
  watched.events = withNewEvents(watched.events, events);
}

function keyOf({ provider, job }: JobPlace): string {
  return `${provider}/${job}`;
}
