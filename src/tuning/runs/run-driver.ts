import type { JobEvent, RemoteJob } from "../provider.js";
import { noneWhereRefused, ProviderError } from "../provider-error.js";
import { Curve } from "./curve.js";
import { createOrFindJob } from "./create-job.js";
import { stateOf } from "./job-state.js";
import type { RunEvent } from "./run-events.js";
import { withNewEvents } from "./run-events.js";
import type { RunFile } from "./run-file.js";
import { hasEnded } from "../../protocol/run-status.js";
import type { RunPowers, RunUpdate } from "./run-powers.js";
import { uploadOrFind } from "./upload-file.js";

/** Waits after failures double from the first to the last. */
const firstRetryMs = 1_000;
const lastRetryMs = 60_000;
/** Waits between looks at a job grow by so much while nothing happens. */
const slowdown = 1.5;

/**
 * Brings a run to its end, from wherever it stands: uploads what is not uploaded, creates the job
 * that does not exist, follows it, and writes down each step before and after it is done. A class
 * because it owns the run while it drives. Whoever drives must hold the run's lock.
 */
export class RunDriver {
  readonly #powers: RunPowers;
  readonly #signal: AbortSignal;
  readonly #tell: (update: RunUpdate) => void;
  readonly #known = new Set<string>();
  readonly #curve = new Curve();
  #events: readonly RunEvent[] = [];
  #run: RunFile;

  constructor(
    run: RunFile,
    powers: RunPowers,
    { signal, onUpdate }: { signal: AbortSignal; onUpdate: (update: RunUpdate) => void },
  ) {
    this.#run = run;
    this.#powers = powers;
    this.#signal = signal;
    this.#tell = onUpdate;
  }

  /**
   * Resolves with the run when it has ended, or as it stands when the signal is aborted. Rejects
   * with a `ProviderError` where a person has to do something before the run can be followed on.
   */
  async drive(): Promise<RunFile> {
    // A service forgets; what it has told before is kept.
    this.#curve.addCsv((await this.#powers.ledger.readCurve(this.#run.id)) ?? "");
    this.#events = await this.#powers.ledger.readEvents(this.#run.id);
    try {
      if (this.#run.status === "uploading") await this.#upload();
      if (this.#run.status === "creating") await this.#create();
    } catch (error) {
      if (!(error instanceof ProviderError) || error.trouble.kind === "stopped") throw error;
      await this.#save({ status: "failed", error: wordsOf(error), finishedAt: this.#time() });
    }
    while (!hasEnded(this.#run) && !this.#signal.aborted) await this.#follow();
    return this.#run;
  }

  async #upload(): Promise<void> {
    for (const name of ["training", "validation"] as const) {
      const split = this.#run.files[name];
      if (split === null || split.remoteId !== null) continue;
      const remoteId = await this.#patiently(() =>
        uploadOrFind(split, this.#powers, {
          signal: this.#signal,
          onProgress: (sent) => this.#tell({ kind: "upload", split, sent }),
        }),
      );
      await this.#save({ files: { ...this.#run.files, [name]: { ...split, remoteId } } });
    }
    await this.#save({ status: "creating" });
  }

  async #create(): Promise<void> {
    const found = await this.#patiently(() =>
      createOrFindJob(this.#run, this.#powers, this.#signal),
    );
    if (found.kind === "unclear") {
      await this.#save({ status: "unknown", error: wordsOf(found.error) });
      return;
    }
    await this.#save(stateOf(found.job));
  }

  /** Looks after the job until it ends. */
  async #follow(): Promise<void> {
    const { least, most } = this.#powers.provider.pollMs;
    let waitMs = least;
    while (!hasEnded(this.#run) && !this.#signal.aborted) {
      const hasNews = await this.#look();
      waitMs = hasNews ? least : Math.min(waitMs * slowdown, most);
      if (!hasEnded(this.#run)) await this.#powers.wait(waitMs, this.#signal);
    }
  }

  /** One look at job and events. Returns whether there was anything new. */
  async #look(): Promise<boolean> {
    const { client } = this.#powers;
    const id = this.#run.job ?? "";
    const options = { signal: this.#signal };
    const job = await this.#patiently(() => client.job(id, options));
    // After the job: what it has told before it ended must not be missed.
    const events = await this.#patiently(() => client.events(id, this.#known, options));
    await this.#take(events);
    const change = stateOf(job);
    const isNew = change.status !== this.#run.status || change.jobStatus !== this.#run.jobStatus;
    if (hasEnded({ status: change.status })) await this.#finish(job);
    else if (isNew || events.length > 0) await this.#save({ ...change, metrics: this.#metrics() });
    return isNew || events.length > 0;
  }

  async #take(events: readonly JobEvent[]): Promise<void> {
    if (events.length === 0) return;
    for (const event of events) {
      this.#known.add(event.id);
      if (event.metrics !== null) this.#curve.add(event.metrics);
    }
    const { ledger } = this.#powers;
    await ledger.writeCurve(this.#run.id, this.#curve.csv);
    const kept = withNewEvents(this.#events, events);
    if (kept !== this.#events) await ledger.writeEvents(this.#run.id, kept);
    this.#events = kept;
    this.#tell({ kind: "events", events });
  }

  async #finish(job: RemoteJob): Promise<void> {
    const { client } = this.#powers;
    const checkpoints = await this.#patiently(() =>
      client.checkpoints(job.id, { signal: this.#signal }).catch(noneWhereRefused),
    );
    await this.#save({
      ...stateOf(job),
      finishedAt: job.finishedAt === null ? this.#time() : new Date(job.finishedAt).toISOString(),
      checkpoints: checkpoints.map(({ model, metrics }) => ({ model, metrics })),
      metrics: this.#metrics(),
      trainedTokens: job.trainedTokens,
    });
  }

  #metrics(): RunFile["metrics"] {
    return this.#curve.last ?? this.#run.metrics;
  }

  /** Calls again, later and later, while the trouble is one that passes. */
  async #patiently<Value>(call: () => Promise<Value>): Promise<Value> {
    for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, lastRetryMs)) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof ProviderError) || !error.isPassing) throw error;
        const waitMs = Math.max(error.trouble.waitMs ?? 0, retryMs);
        this.#tell({ kind: "trouble", error, retryMs: waitMs });
        await this.#powers.wait(waitMs, this.#signal);
        if (this.#signal.aborted) throw stopped();
      }
    }
  }

  async #save(change: Partial<RunFile>): Promise<void> {
    this.#run = { ...this.#run, ...change };
    await this.#powers.ledger.write(this.#run);
    this.#tell({ kind: "run", run: this.#run });
  }

  #time(): string {
    return new Date(this.#powers.now()).toISOString();
  }
}

function wordsOf(error: ProviderError): NonNullable<RunFile["error"]> {
  return { code: error.trouble.code ?? error.trouble.kind, message: error.message };
}

function stopped(): ProviderError {
  return new ProviderError("The run is no longer followed.", { kind: "stopped", isUnclear: false });
}
