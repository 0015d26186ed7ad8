import { byteColumn } from "./growing-column.js";
import type { Aggregate } from "./aggregate.js";
import type { DatasetRecord } from "./record.js";

/** How the completions end: which end in blanks, and which line breaks end how many. */
export interface CompletionEndings {
  /** Completions that are text with something besides white space in it. */
  total: number;
  /** Per record: 0 none, 1 counted and clean, 2 blanks at the very end, 3 + n the n-th of `runs`. */
  readonly codes: ReturnType<typeof byteColumn>;
  readonly runs: { text: string; count: number }[];
}

const code = { none: 0, clean: 1, blanks: 2, firstRun: 3 };
const mostRuns = 255 - code.firstRun;

/** Endings of completions, by record. */
export const completionEndings: Aggregate<CompletionEndings> = {
  empty: () => ({ total: 0, codes: byteColumn(), runs: [] }),
  add(state, ref, record) {
    const found = endingOf(record);
    if (found !== undefined) put(state, ref, found);
  },
  remove(state, ref) {
    const stored = state.codes.get(ref);
    if (stored === code.none) return;
    state.codes.set(ref, code.none);
    state.total -= 1;
    const run = state.runs[stored - code.firstRun];
    if (run !== undefined) run.count -= 1;
  },
  merge(state, other, refOffset) {
    for (let ref = 0; ref < other.codes.capacity; ref += 1) {
      const stored = other.codes.get(ref);
      if (stored === code.none) continue;
      put(state, ref + refOffset, other.runs[stored - code.firstRun]?.text ?? storedEnding(stored));
    }
  },
};

/** A completion's white-space ending: its line breaks, `" "` for blanks, `""` for neither. */
function endingOf(record: DatasetRecord): string | undefined {
  const completion = record.string("completion");
  if (completion === undefined || completion.trim() === "") return undefined;
  const last = completion.charCodeAt(completion.length - 1);
  if (last === 0x20 || last === 0x09) return " ";
  if (last !== 0x0a && last !== 0x0d) return "";
  return trailingLineBreaks(completion);
}

/** The line breaks at the very end of a text. */
export function trailingLineBreaks(text: string): string {
  return /[\r\n]*$/.exec(text.slice(-64))?.[0] ?? "";
}

function storedEnding(stored: number): string {
  return stored === code.blanks ? " " : "";
}

function put(state: CompletionEndings, ref: number, ending: string): void {
  state.total += 1;
  if (ending === "" || ending === " ") {
    state.codes.set(ref, ending === "" ? code.clean : code.blanks);
    return;
  }
  const run = runOf(state, ending);
  run.count += 1;
  state.codes.set(ref, code.firstRun + state.runs.indexOf(run));
}

/** The entry of an ending: its own, one that is no longer used, or a new one while there is room. */
function runOf({ runs }: CompletionEndings, ending: string): CompletionEndings["runs"][number] {
  const own = runs.find((run) => run.text === ending);
  if (own !== undefined) return own;
  const unused = runs.find((run) => run.count === 0);
  if (unused !== undefined) return Object.assign(unused, { text: ending });
  const last = runs.at(-1);
  if (last !== undefined && runs.length >= mostRuns) return last;
  const added = { text: ending, count: 0 };
  runs.push(added);
  return added;
}

/** The line breaks that end more than half of all completions: a stop sequence. */
export function commonLineBreaks(state: CompletionEndings): string | undefined {
  return state.runs.find((run) => run.count * 2 > state.total)?.text;
}

/** The refs of completions that end in blanks, or in line breaks that are not the common ones. */
export function oddEndings(state: CompletionEndings): readonly number[] {
  const common = commonLineBreaks(state);
  const odd: number[] = [];
  for (let ref = 0; ref < state.codes.capacity; ref += 1) {
    const stored = state.codes.get(ref);
    if (stored < code.blanks) continue;
    const run = state.runs[stored - code.firstRun];
    if (run === undefined || run.text !== common) odd.push(ref);
  }
  return odd;
}
