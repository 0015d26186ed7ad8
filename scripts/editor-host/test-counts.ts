/** How many tests did what. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Reads the counts from the output of a test run. */
export const readCounts = {
  none: (): Counts => ({ passed: 0, failed: 0, skipped: 0 }),
  "node-test": nodeTestCounts,
  editor: editorCounts,
} as const;

/** The summary lines of `node --test`: "ℹ pass 12", "# fail 0". */
function nodeTestCounts(output: string): Counts {
  const count = (name: string) => lastNumber(output, new RegExp(`^[#ℹ] ${name} (\\d+)$`, "gm"));
  return {
    passed: count("pass"),
    failed: count("fail") + count("cancelled"),
    skipped: count("skipped") + count("todo"),
  };
}

/** The last line of the in-editor tests: "12 passed, 0 failed, 1 skipped". */
function editorCounts(output: string): Counts {
  const line = /^\d+ passed, \d+ failed(?:, \d+ skipped)?$/gm;
  const last = [...output.matchAll(line)].at(-1)?.[0] ?? "";
  const count = (name: string) => lastNumber(last, new RegExp(`(\\d+) ${name}`, "g"));
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
}

function lastNumber(text: string, pattern: RegExp): number {
  return Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0);
}
