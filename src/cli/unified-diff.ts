/** One line of the original and what stands there now: nothing, one line, or several. */
export interface LineChange {
  readonly before: string;
  readonly after: readonly string[];
}

const contextLines = 3;

/**
 * A unified diff, as `patch` reads it, hunk by hunk. Lines come with their line feed; one without
 * is the last of its file. Gives nothing where nothing changed.
 */
export function* unifiedDiff(path: string, changes: Iterable<LineChange>): Generator<string> {
  // GNU diff ends a name with spaces in it by a tab, and patch relies on that.
  const name = /\s/.test(path) ? `${path}\t` : path;
  let header = `--- ${name}\n+++ ${name}\n`;
  let hunk: Hunk | undefined;
  let context: readonly string[] = [];
  let oldLine = 1;
  let newLine = 1;
  for (const change of changes) {
    const kept = isKept(change);
    if (!kept) hunk ??= new Hunk(oldLine, newLine, context);
    hunk?.add(change);
    context = kept ? [...context, change.before].slice(-contextLines) : [];
    oldLine += 1;
    newLine += change.after.length;
    if (hunk?.isOver !== true) continue;
    yield header + hunk.text();
    header = "";
    hunk = undefined;
  }
  if (hunk !== undefined) yield header + hunk.text();
}

function isKept({ before, after }: LineChange): boolean {
  return after.length === 1 && after[0] === before;
}

/** One run of changes with the unchanged lines around it. */
class Hunk {
  readonly #oldStart: number;
  readonly #newStart: number;
  readonly #lines: string[];
  #oldCount: number;
  #newCount: number;
  /** Unchanged lines at the end so far. */
  #trailing = 0;

  constructor(oldLine: number, newLine: number, context: readonly string[]) {
    this.#oldStart = oldLine - context.length;
    this.#newStart = newLine - context.length;
    this.#oldCount = context.length;
    this.#newCount = context.length;
    this.#lines = context.map((line) => ` ${ended(line)}`);
  }

  /** Whether so much has stayed the same that the next change starts a hunk of its own. */
  get isOver(): boolean {
    return this.#trailing > 2 * contextLines;
  }

  add(change: LineChange): void {
    this.#oldCount += 1;
    this.#newCount += change.after.length;
    if (isKept(change)) {
      this.#lines.push(` ${ended(change.before)}`);
      this.#trailing += 1;
      return;
    }
    this.#lines.push(`-${ended(change.before)}`, ...change.after.map((line) => `+${ended(line)}`));
    this.#trailing = 0;
  }

  text(): string {
    const surplus = Math.max(this.#trailing - contextLines, 0);
    const lines = this.#lines.slice(0, this.#lines.length - surplus);
    const old = range(this.#oldStart, this.#oldCount - surplus);
    const now = range(this.#newStart, this.#newCount - surplus);
    return `@@ -${old} +${now} @@\n${lines.join("")}`;
  }
}

/** Start and length of one side; an empty side is named by the line before it. */
function range(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`;
}

function ended(line: string): string {
  return line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`;
}
