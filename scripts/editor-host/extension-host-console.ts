import { format } from "node:util";

/** An invisible letter that begins what the extension host prints during the tests. */
const mark = "\u2063";

/** Set by the launcher: the window mixes the extension host's console with its own log. */
export const markVariable = "TUNEWRIGHT_MARK_CONSOLE";

/**
 * In the extension host: makes every console call one finished text that begins with the mark. VS
 * Code's own console methods cannot be assigned to, so the whole console is put in their place.
 */
export function markConsole(): void {
  const original = globalThis.console;
  const marked = { ...original };
  for (const level of ["debug", "log", "info", "warn", "error"] as const) {
    marked[level] = (...values: readonly unknown[]) => original[level](mark + format(...values));
  }
  globalThis.console = marked;
}

/** In the launcher: prints what the extension host printed and keeps what the window logged. */
export class ExtensionHostConsole {
  readonly #windowLog: string[] = [];
  #printed = false;

  /** Takes one call of `codeAutomationLog`. */
  readonly take = (level: string, args: unknown): void => {
    const values: readonly unknown[] = Array.isArray(args) ? args : [args];
    const text = format(...values);
    if (!text.startsWith(mark)) {
      this.#windowLog.push(`[${level}] ${text}`);
      return;
    }
    this.#printed = true;
    console.log(text.slice(mark.length));
  };

  /** Everything that the window logged. */
  get windowLog(): string {
    return this.#windowLog.join("\n");
  }

  /** Whether the tests got as far as printing something. */
  get hasPrinted(): boolean {
    return this.#printed;
  }
}
