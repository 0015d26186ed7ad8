/** Prints one step for the person who waits. */
export function say(sentence: string): void {
  console.log(`▸ ${sentence}`);
}

/** Prints a problem without a stack; what the message says is enough to act. */
export function sayError(error: unknown): void {
  console.error(`✗ ${messageOf(error)}`);
}

/** What a caught value says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The time since `startMs` (from `performance.now()`), for people. */
export function since(startMs: number): string {
  const seconds = (performance.now() - startMs) / 1000;
  return seconds < 90 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`;
}
