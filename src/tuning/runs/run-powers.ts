import type { JobEvent, Provider, ProviderClient } from "../provider.js";
import type { ProviderError } from "../provider-error.js";
import type { Ledger } from "./ledger.js";
import type { RunFile, RunSplit } from "./run-file.js";

/** What a run is driven with. */
export interface RunPowers {
  readonly provider: Provider;
  readonly client: ProviderClient;
  readonly ledger: Ledger;
  /** The content of a file, or `undefined` where it is no longer what it was when the run began. */
  open(split: RunSplit): Promise<Blob | undefined>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so long on a clock that nobody sets, or at once where the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** What happens with a run. */
export type RunUpdate =
  | { readonly kind: "run"; readonly run: RunFile }
  | {
      readonly kind: "upload";
      readonly split: RunSplit;
      /** Bytes that were sent. */
      readonly sent: number;
    }
  | { readonly kind: "events"; readonly events: readonly JobEvent[] }
  /** Something does not work now; it is tried again after so long. */
  | { readonly kind: "trouble"; readonly error: ProviderError; readonly retryMs: number };
