import { grouped } from "../../grouped.js";
import { endingSteps } from "./ending-steps.js";
import type { Pair, PairFault, PairStep } from "./pair.js";
import { taskOf } from "./pair.js";
import { codePoints, withCompletions, withPrompts } from "./pair-texts.js";

/** What all steps found, with the pairs as they are after what is necessary. */
export interface AnalysedPairs {
  readonly kind: "analysed";
  readonly pairs: readonly Pair[];
  readonly steps: readonly AnalysedStep[];
}

/** A step with the number of examples before and after it, where it is necessary. */
export interface AnalysedStep {
  readonly step: PairStep;
  readonly in: number;
  readonly out: number;
}

/** A look at the pairs; `undefined` where all is well. */
type Look = (pairs: readonly Pair[]) => PairStep | PairFault | undefined;

/** The order of OpenAI's tool (`validators.py` of openai-python 0.28.1), after the columns. */
const looks: readonly Look[] = [
  emptyCompletions,
  task,
  duplicates,
  longExamples,
  (pairs) => lowerCase(pairs, "prompt"),
  (pairs) => lowerCase(pairs, "completion"),
  ...endingSteps,
];

/**
 * Looks at pairs step by step, `columns` being what was done to read them. What is necessary is done
 * at once, so that later steps see its result; what is recommended is decided on later, by what was
 * seen here.
 */
export function analysePairs(
  pairs: readonly Pair[],
  columns: readonly PairStep[],
): AnalysedPairs | PairFault {
  const { length } = pairs;
  const steps = [howMany(pairs), ...columns].map((step): AnalysedStep => ({
    step,
    in: length,
    out: length,
  }));
  let now = pairs;
  for (const look of looks) {
    const step = look(now);
    if (step === undefined) continue;
    if ("fault" in step) return step;
    const before = now.length;
    if (step.action?.isNecessary === true) now = step.action.apply(now);
    steps.push({ step, in: before, out: now.length });
  }
  return { kind: "analysed", pairs: now, steps };
}

const fewExamples = 100;

function howMany({ length }: readonly Pair[]): PairStep {
  const count = `The file has ${grouped(length)} ${length === 1 ? "example" : "examples"}.`;
  const advice = length < fewExamples ? " A few hundred are the least to tune well with." : "";
  return { name: "read", message: count + advice };
}

function emptyCompletions(pairs: readonly Pair[]): PairStep | PairFault | undefined {
  const empty = pairs.filter(({ completion }) => completion === "");
  if (empty.length === pairs.length) {
    return { name: "empty-completions", fault: "No example has a completion." };
  }
  if (empty.length === 0) return undefined;
  const message = `${countOf(empty, "has an", "have an")} empty completion: ${rowsOf(empty)}.`;
  const action = {
    title: `Remove ${grouped(empty.length)} with an empty completion`,
    isNecessary: true,
    apply: (all: readonly Pair[]) => all.filter(({ completion }) => completion !== ""),
  };
  return { name: "empty-completions", message, action };
}

function task(pairs: readonly Pair[]): PairStep | undefined {
  if (taskOf(pairs) !== "classification") return undefined;
  const message =
    "The completions look like labels: this is a classification. Held-out examples show how well a model does it.";
  return { name: "task", message };
}

function duplicates(pairs: readonly Pair[]): PairStep | undefined {
  const copies = copiesIn(pairs);
  if (copies.size === 0) return undefined;
  const message = `${countOf([...copies], "is a copy", "are copies")} of earlier ones: ${rowsOf([...copies])}.`;
  const action = {
    title: `Remove ${grouped(copies.size)} ${copies.size === 1 ? "copy" : "copies"}`,
    isNecessary: false,
    apply: (all: readonly Pair[]) => withoutThose(all, copiesIn(all)),
  };
  return { name: "duplicates", message, action };
}

function copiesIn(pairs: readonly Pair[]): ReadonlySet<Pair> {
  const completionsOf = new Map<string, Set<string>>();
  const copies = new Set<Pair>();
  for (const pair of pairs) {
    const known = completionsOf.get(pair.prompt) ?? new Set();
    if (known.has(pair.completion)) copies.add(pair);
    completionsOf.set(pair.prompt, known.add(pair.completion));
  }
  return copies;
}

function withoutThose(pairs: readonly Pair[], those: ReadonlySet<Pair>): readonly Pair[] {
  return pairs.filter((pair) => !those.has(pair));
}

const mostCharacters = 10_000;

function longExamples(pairs: readonly Pair[]): PairStep | undefined {
  if (taskOf(pairs) === "open-ended") return undefined;
  const long = pairs.filter(isLong);
  if (long.length === 0) return undefined;
  const message = `${countOf(long, "has", "have")} more than ${grouped(mostCharacters)} characters: ${rowsOf(long)}. Where a model reads less, it is cut.`;
  const action = {
    title: `Remove ${grouped(long.length)} long ${long.length === 1 ? "example" : "examples"}`,
    isNecessary: false,
    apply: (all: readonly Pair[]) => all.filter((pair) => !isLong(pair)),
  };
  return { name: "long-examples", message, action };
}

function isLong({ prompt, completion }: Pair): boolean {
  if (prompt.length + completion.length <= mostCharacters) return false;
  return codePoints(prompt) + codePoints(completion) > mostCharacters;
}

const upperLetters = /(?=\p{L})\p{Uppercase}/gu;
const lowerLetters = /(?=\p{L})\p{Lowercase}/gu;

function lowerCase(pairs: readonly Pair[], field: "prompt" | "completion"): PairStep | undefined {
  const [upper, lower] = [upperLetters, lowerLetters].map((letters) =>
    pairs.reduce((sum, pair) => sum + (pair[field].match(letters)?.length ?? 0), 0),
  );
  if ((upper ?? 0) * 2 <= (lower ?? 0)) return undefined;
  const change = field === "prompt" ? withPrompts : withCompletions;
  return {
    name: `lower-case-${field}s`,
    message: `More than a third of the letters in the ${field}s are capitals. Models have learnt from ordinary writing.`,
    action: {
      title: `Write all ${field}s in lower case`,
      isNecessary: false,
      apply: (all) => change(all, (text) => text.toLowerCase()),
    },
  };
}

function countOf({ length }: readonly Pair[], one: string, more: string): string {
  return length === 1 ? `1 example ${one}` : `${grouped(length)} examples ${more}`;
}

const rowsNamed = 10;

/** The rows of the file, from 1, that examples were made of. */
function rowsOf(pairs: readonly Pair[]): string {
  const rows = pairs.slice(0, rowsNamed).map(({ row }) => String(row));
  const more = pairs.length > rowsNamed ? ` and ${grouped(pairs.length - rowsNamed)} more` : "";
  return `${pairs.length === 1 ? "row" : "rows"} ${rows.join(", ")}${more}`;
}
