import type { DatasetCheckOptions } from "../core/dataset/check-dataset.js";
import type { DocumentCheck } from "./checked-document.js";
import { CheckedDocument } from "./checked-document.js";
import { BackgroundWork } from "./background-work.js";
import type { OtherDatasets, ServerHost } from "./host.js";
import type { DocumentEdit } from "./line-document.js";

/** How long typing has to rest before the findings are worked out again. */
const restMs = 120;
/** How long the server works before it lets waiting messages in. */
const sliceMs = 25;

/** What a session is told and whom it tells. */
export interface SessionOptions {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
  readonly checkOptions: DatasetCheckOptions;
  readonly host: ServerHost;
  /** The datasets in which the records of this one must not stand. */
  readonly othersOf: () => Promise<OtherDatasets>;
  /** Shows that the dataset is compared with others or with itself; the result ends that. */
  readonly showProgress: () => () => void;
  /** Called with each finished check, at once and only if the document has not changed since. */
  readonly onChecked: (session: DatasetSession) => void;
  /** Called where a check fails, which is a fault of ours. */
  readonly onFailed: (error: unknown) => void;
}

/** One open dataset: applies its edits at once, and checks it when typing rests. */
export class DatasetSession {
  readonly uri: string;
  readonly checked: CheckedDocument;
  version: number;
  readonly #host: ServerHost;
  readonly #onChecked: (session: DatasetSession) => void;
  readonly #onFailed: (error: unknown) => void;
  #maxFindings: number;
  #check: DocumentCheck | undefined;
  #cancelTimer: (() => void) | undefined;
  #running: Promise<void> | undefined;
  #isClosed = false;
  readonly #background: BackgroundWork;
  #isComplete = false;
  #waiting: ((check: DocumentCheck) => void)[] = [];

  constructor({ uri, text, version, checkOptions, host, ...told }: SessionOptions) {
    this.uri = uri;
    this.version = version;
    this.checked = new CheckedDocument(text, checkOptions);
    this.#maxFindings = checkOptions.maxFindings ?? Infinity;
    this.#host = host;
    this.#onChecked = told.onChecked;
    this.#onFailed = told.onFailed;
    this.#background = new BackgroundWork({
      ...told,
      host,
      steps: ({ datasets }) => this.checked.workLater(datasets),
      onDone: () => this.#finish(),
    });
    this.#schedule(0);
  }

  /** Whether the rules that take longer have also looked at the document as it is now. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Looks anew for records that stand in other datasets, which have changed. */
  compareAgain(): void {
    if (this.#check !== undefined) this.#startBackground();
  }

  edit(edits: readonly DocumentEdit[], version: number): void {
    this.checked.edit(edits);
    this.version = version;
    this.#outdate();
    this.#schedule(restMs);
  }

  setOptions(options: DatasetCheckOptions): void {
    this.#maxFindings = options.maxFindings ?? Infinity;
    this.checked.setOptions(options);
    this.#outdate();
    this.#schedule(0);
  }

  /** Finishes the check of the document as it is now. */
  async settled(): Promise<DocumentCheck> {
    while (this.#check === undefined) {
      this.#cancelTimer?.();
      await this.#run();
      if (this.#isClosed) return this.checked.check(this.#maxFindings);
    }
    return this.#check;
  }

  /** The next check in which also the rules that take longer have answered. */
  completed(): Promise<DocumentCheck> {
    if (this.#check !== undefined && this.#isComplete) return Promise.resolve(this.#check);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** The newest finished check, if the document has not changed since. */
  get check(): DocumentCheck | undefined {
    return this.#check;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
    this.#background.cancel();
    this.#tellWaiting(this.checked.check(this.#maxFindings));
  }

  #outdate(): void {
    this.#background.cancel();
    this.#check = undefined;
    this.#isComplete = false;
  }

  #schedule(delayMs: number): void {
    this.#cancelTimer?.();
    const run = (): void => {
      // One document that cannot be checked must not take the others down.
      this.#run().catch(this.#onFailed);
    };
    this.#cancelTimer = this.#host.startTimer(run, delayMs);
  }

  #run(): Promise<void> {
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #work(): Promise<void> {
    while (!this.#isClosed && this.checked.hasWork) {
      const started = this.#host.now();
      this.checked.work(() => this.#host.now() - started < sliceMs);
      if (this.checked.hasWork) await this.#host.pause();
    }
    if (this.#isClosed || this.#check !== undefined) return;
    const check = this.checked.check(this.#maxFindings);
    this.#check = check;
    this.#isComplete = !this.checked.hasLaterWork;
    this.#onChecked(this);
    if (this.#isComplete) this.#tellWaiting(check);
    else this.#startBackground();
  }

  #startBackground(): void {
    this.#isComplete = false;
    this.#background.schedule();
  }

  /** The background rules have answered. */
  #finish(): void {
    const check = this.checked.check(this.#maxFindings);
    this.#check = check;
    this.#isComplete = true;
    this.#onChecked(this);
    this.#tellWaiting(check);
  }

  #tellWaiting(check: DocumentCheck): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(check);
  }
}
