import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { labelPlace } from "../dataset/label-place.js";
import type { LabelSpellings } from "../dataset/label-spellings.js";
import { labelSpellings } from "../dataset/label-spellings.js";
import type { PlainLabel } from "../dataset/plain-labels.js";
import { plainLabels } from "../dataset/plain-labels.js";
import type { TokenCounter } from "../tokens/token-counter.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface Costly {
  readonly label: string;
  readonly tokens: number;
  /** What would do with one token. */
  readonly shorter: string;
}

interface FirstOfCostly extends Suspect, Costly {}

/** Nine pairs of which three have the label `third`; the first of them stands between the marks. */
function pairs(third: string, marked = `"${third}"`): string {
  const labels = [`" positive"`, marked, `" negative"`];
  const others = [`" positive"`, `"${third}"`, `" negative"`];
  return [...labels, ...others, ...others]
    .map((label, n) => `{"prompt":"Kettle ${n} ->","completion":${label}}`)
    .join("\n");
}

export default datasetRule<readonly [LabelSpellings], FirstOfCostly, Costly>({
  id: "label-not-one-token",
  severity: "information",
  title: "Label of several tokens",
  why: "A label that is one token is answered in one step, and its log probability says how sure the model is. The space before it belongs to its token. One of several tokens costs more with every answer and says less.",
  examples: {
    target: "legacy-completions",
    model: "davinci-002",
    good: [pairs(" neutral")],
    bad: [pairs(" neutral sentiment", `«" neutral sentiment"»`)],
    fixed: [null],
  },
  aggregates: [labelSpellings],
  suspects([spellings], { context, place }) {
    const labels = plainLabels(spellings.labels, context.traits);
    const counter = labels.length === 0 ? undefined : context.tokens.counter();
    if (counter === undefined) return [];
    const costly = new Map(
      labels.flatMap((label) => {
        const found = costlyLabel(label, labels, counter);
        return found === undefined ? [] : [[label.written, found]];
      }),
    );
    return spellings.firstOfEach([...costly.keys()], place).flatMap(({ ref, text }) => {
      const found = costly.get(text);
      return found === undefined ? [] : [{ ref, ...found }];
    });
  },
  check({ record, suspect: { label, tokens, shorter } }, report, { format }) {
    const span = labelPlace(record, format)?.span;
    if (span === undefined) return;
    report({ start: span.start - 1, end: span.end + 1 }, { label, tokens, shorter });
  },
  message: ({ label, tokens, shorter }) =>
    l10n.t(
      "The label {0} takes {1} tokens; {2} would be one.",
      JSON.stringify(label),
      grouped(tokens),
      JSON.stringify(shorter),
    ),
});

/** Words that say nothing without the one behind them. */
const halfWords: ReadonlySet<string> = new Set("not no non very more less the a an".split(" "));

/** A label that takes several tokens where something close to it takes one and is no other label. */
function costlyLabel(
  { text }: PlainLabel,
  labels: readonly PlainLabel[],
  counter: TokenCounter,
): Costly | undefined {
  const tokens = counter.count(text);
  const words = text.trim().split(/\s+/);
  // Numbers and codes are what they are.
  if (tokens < 2 || !/^[\s\p{L}-]+$/u.test(text)) return undefined;
  const space = /^\s*/.exec(text)?.[0] ?? "";
  const first = space + (words[0] ?? "");
  const others = new Set(labels.filter((other) => other.text !== text).map(firstWord));
  const isWhole = words.length === 1 || halfWords.has(first.trim().toLowerCase());
  const candidates = [text.toLowerCase(), ...(isWhole ? [] : [first, first.toLowerCase()])];
  const shorter = candidates.find(
    (candidate) =>
      candidate !== text &&
      !others.has(candidate.trim().toLowerCase()) &&
      counter.count(candidate) === 1,
  );
  return shorter === undefined ? undefined : { label: text, tokens, shorter };
}

/** What tells a label from others that start with the same word. */
function firstWord({ text }: PlainLabel): string {
  return text.trim().toLowerCase().split(/\s+/)[0] ?? "";
}
