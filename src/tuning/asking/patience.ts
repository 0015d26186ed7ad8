import { ProviderError } from "../provider-error.js";

/** What waiting needs. */
export interface Patience {
  /** Resolves after so many milliseconds, or when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  /** Resolves when nobody waits any more, where others wait, too. */
  readonly ready?: () => Promise<void>;
  /** Told before each wait. */
  readonly onWait: (error: ProviderError, ms: number) => void;
}

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;
const mostAttempts = 8;

/**
 * Makes a call again where it may work later: after as long as the service says (`Retry-After`), else
 * twice as long each time. Rejects with the last error, or where the signal is aborted.
 */
export async function patiently<Value>(
  call: () => Promise<Value>,
  { wait, ready, signal, onWait }: Patience,
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    await ready?.();
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ProviderError) || !error.isPassing || attempt === mostAttempts) {
        throw error;
      }
      const ms = error.trouble.waitMs ?? Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
      onWait(error, ms);
      await wait(ms, signal);
      if (signal.aborted) throw error;
    }
  }
}
