import type { OtherDatasets, ServerHost } from "./host.js";

/** How long typing has to rest before work begins that takes longer. */
const restMs = 400;
/** How long the server works before it lets waiting messages in. */
const sliceMs = 25;
/** Work that takes longer is shown. */
const shownAfterMs = 1_000;

/** What work in the background does and whom it tells. */
export interface BackgroundWorkOptions {
  readonly host: ServerHost;
  readonly othersOf: () => Promise<OtherDatasets>;
  /** Starts the work anew. */
  readonly steps: (others: OtherDatasets) => Generator<void>;
  /** Shows that work is under way; the result ends that. */
  readonly showProgress: () => () => void;
  readonly onDone: () => void;
  readonly onFailed: (error: unknown) => void;
}

/** Work that waits for a pause in typing, makes room for messages, and ends where it is cancelled. */
export class BackgroundWork {
  readonly #options: BackgroundWorkOptions;
  #cancelTimer: (() => void) | undefined;
  /** Counts up with each start and each cancellation: only the newest run goes on. */
  #run = 0;

  constructor(options: BackgroundWorkOptions) {
    this.#options = options;
  }

  /** Starts after a pause; what is under way ends. */
  schedule(): void {
    this.cancel();
    const run = this.#run;
    const start = (): void => {
      this.#work(run).catch(this.#options.onFailed);
    };
    this.#cancelTimer = this.#options.host.startTimer(start, restMs);
  }

  /** Ends what is under way or waits. */
  cancel(): void {
    this.#run += 1;
    this.#cancelTimer?.();
  }

  async #work(run: number): Promise<void> {
    const { host, othersOf, steps, onDone } = this.#options;
    const others = await othersOf();
    const started = host.now();
    const work = steps(others);
    let hideProgress: (() => void) | undefined;
    try {
      for (let rested = started; run === this.#run;) {
        if (work.next().done === true) return onDone();
        const now = host.now();
        if (now - rested < sliceMs) continue;
        if (now - started > shownAfterMs) hideProgress ??= this.#options.showProgress();
        await host.pause();
        rested = host.now();
      }
    } finally {
      work.return(undefined);
      hideProgress?.();
      others.release();
    }
  }
}
