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
  let hunk: Hunk | undefined;
  let isFirst = true;
  const before: string[] = [];
  const position = { old: 0, new: 0 };
  for (const change of changes) {
    const isSame = change.after.length === 1 && change.after[0] === change.before;
    if (!isSame) {
      hunk ??= startHunk(position, before);
      hunk.lines.push(`-${ended(change.before)}`, ...change.after.map((line) => `+${ended(line)}`));
      hunk.oldCount += 1;
      hunk.newCount += change.after.length;
      hunk.trailing = 0;
    } else if (hunk !== undefined) {
      addContext(hunk, change.before);
    }
    position.old += 1;
    position.new += change.after.length;
    before.push(change.before);
    if (before.length > contextLines) before.shift();
    if (!isSame) before.length = 0;
    if (hunk !== undefined && hunk.trailing > 2 * contextLines) {
      if (isFirst) yield header(path);
      isFirst = false;
      yield finished(hunk);
      before.splice(0, before.length, ...hunk.dropped.slice(-contextLines));
      hunk = undefined;
    }
  }
  if (hunk === undefined) return;
  if (isFirst) yield header(path);
  yield finished(hunk);
}

interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  oldCount: number;
  newCount: number;
  readonly lines: string[];
  /** Unchanged lines at the end so far. */
  trailing: number;
  /** The unchanged lines at the end, unmarked. */
  dropped: string[];
}

function startHunk(position: { old: number; new: number }, before: readonly string[]): Hunk {
  return {
    oldStart: position.old - before.length + 1,
    newStart: position.new - before.length + 1,
    oldCount: before.length,
    newCount: before.length,
    lines: before.map((line) => ` ${ended(line)}`),
    trailing: 0,
    dropped: [],
  };
}

function addContext(hunk: Hunk, line: string): void {
  hunk.lines.push(` ${ended(line)}`);
  hunk.oldCount += 1;
  hunk.newCount += 1;
  hunk.trailing += 1;
  if (hunk.trailing === 1) hunk.dropped = [];
  hunk.dropped.push(line);
}

function header(path: string): string {
  return `--- ${path}\n+++ ${path} (fixed)\n`;
}

function finished(hunk: Hunk): string {
  const surplus = Math.max(hunk.trailing - contextLines, 0);
  const lines = hunk.lines.slice(0, hunk.lines.length - surplus);
  const oldCount = hunk.oldCount - surplus;
  const newCount = hunk.newCount - surplus;
  // An empty side is numbered by the line before it.
  const oldStart = oldCount === 0 ? hunk.oldStart - 1 : hunk.oldStart;
  const newStart = newCount === 0 ? hunk.newStart - 1 : hunk.newStart;
  return `@@ -${oldStart},${oldCount} +${newStart},${newCount} @@\n${lines.join("")}`;
}

function ended(line: string): string {
  return line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`;
}
