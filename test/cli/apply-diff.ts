/** Applies a unified diff strictly: every context line and every number has to be right. */
export function applyDiff(text: string, diff: string): string {
  const old = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const result: string[] = [];
  let position = 0;
  for (const hunk of diff.split(/^(?=@@ )/m).slice(1)) {
    const { header, lines } = readHunk(hunk);
    // An empty side is numbered by the line before it.
    const start = header.oldCount === 0 ? header.oldStart : header.oldStart - 1;
    if (start < position) throw new Error(`Hunk out of order: ${header.text}`);
    result.push(...old.slice(position, start));
    const newStart = header.newCount === 0 ? header.newStart : header.newStart - 1;
    expect(result.length, newStart, header.text);
    position = start;
    for (const { kind, line } of lines) {
      if (kind !== "+") expect(old[position], line, header.text);
      if (kind !== "+") position += 1;
      if (kind !== "-") result.push(line);
    }
    expect(lines.filter(({ kind }) => kind !== "+").length, header.oldCount, header.text);
    expect(lines.filter(({ kind }) => kind !== "-").length, header.newCount, header.text);
  }
  return [...result, ...old.slice(position)].join("");
}

interface HunkHeader {
  readonly text: string;
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
}

interface HunkLine {
  readonly kind: string;
  readonly line: string;
}

function readHunk(hunk: string): { readonly header: HunkHeader; readonly lines: HunkLine[] } {
  const [text = "", ...rest] = hunk.match(/[^\n]*\n/g) ?? [];
  const numbers = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@\n$/.exec(text)?.slice(1).map(Number) ?? [];
  const [oldStart = NaN, oldCount = NaN, newStart = NaN, newCount = NaN] = numbers;
  const lines: HunkLine[] = [];
  for (const line of rest) {
    const last = lines.at(-1);
    if (line !== "\\ No newline at end of file\n") {
      lines.push({ kind: line.charAt(0), line: line.slice(1) });
    } else if (last !== undefined) {
      lines[lines.length - 1] = { kind: last.kind, line: last.line.slice(0, -1) };
    }
  }
  return { header: { text, oldStart, oldCount, newStart, newCount }, lines };
}

function expect(found: unknown, expected: unknown, place: string): void {
  if (Object.is(found, expected)) return;
  throw new Error(`Expected ${JSON.stringify(expected)}, got ${JSON.stringify(found)} in ${place}`);
}
