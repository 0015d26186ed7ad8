/** A place in a file as a service names it, counted from 1: a line, or a record. */
export interface NamedPlace {
  readonly kind: "line" | "record";
  readonly number: number;
}

const patterns: readonly { readonly kind: NamedPlace["kind"]; readonly pattern: RegExp }[] = [
  // The file's line, not one inside of the JSON that comes before it.
  { kind: "line", pattern: /\(line (\d+)\)/gi },
  { kind: "record", pattern: /\bexample (\d+)\b/gi },
  { kind: "line", pattern: /(?:^|[.:] )line (\d+)\b/gi },
];

const flaggedLines = /\bflagged lines?: ([\d, ]+)/i;

/**
 * The places that a service's answer about a file names: "Example 100, message 2 …", "(line 1273)",
 * "Flagged lines: 4, 13". None where it names none.
 */
export function placesNamedIn(message: string): readonly NamedPlace[] {
  const flagged = flaggedLines.exec(message)?.[1];
  if (flagged !== undefined) {
    const numbers = flagged.split(",").map((part) => Number(part.trim()));
    return numbers
      .filter((number) => number > 0)
      .map((number) => ({ kind: "line", number }) as const);
  }
  for (const { kind, pattern } of patterns) {
    const found = [...message.matchAll(pattern)].map(([, digits]) => Number(digits));
    if (found.length > 0) return found.map((number) => ({ kind, number }));
  }
  return [];
}

/** The line, from 0, of a place; blank lines are no records. `undefined` where the file has no such line. */
export function lineOf({ kind, number }: NamedPlace, lines: readonly string[]): number | undefined {
  if (kind === "line") return number <= lines.length ? number - 1 : undefined;
  const line = lines
    .map((text, index) => ({ index, isBlank: text.trim() === "" }))
    .filter(({ isBlank }) => !isBlank)[number - 1];
  return line?.index;
}
