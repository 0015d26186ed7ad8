import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import type { SideLengths } from "../dataset/side-lengths.js";
import { sideLengths } from "../dataset/side-lengths.js";
import { preferenceFormats, preferenceSides } from "../formats/preference-sides.js";
import type { Suspect } from "./rule.js";
import { datasetRule } from "./rule.js";

interface Bias {
  readonly isLonger: boolean;
  /** The pairs in which the better answer is the longer (or the shorter) one, and all pairs. */
  readonly count: number;
  readonly total: number;
  /** Characters on average. */
  readonly better: number;
  readonly worse: number;
}

interface First extends Suspect {
  readonly bias: Bias;
}

const pair = (n: number, chosen: string, rejected: string): string =>
  `{"prompt":"Kettle ${n}?","chosen":"${chosen}","rejected":"${rejected}"}`;
const mixed = Array.from({ length: 40 }, (_, n) =>
  n % 2 === 0 ? pair(n, "Yes, it is.", "No.") : pair(n, "No.", "Yes, it is."),
);
const biased = Array.from({ length: 40 }, (_, n) =>
  n === 0
    ? pair(n, "Yes.", "No.").replace(`"Yes."`, `«"Yes, indeed it is."»`)
    : pair(n, "Yes, indeed it is.", "No."),
);

export default datasetRule<readonly [SideLengths], First, Bias>({
  id: "preference-length-bias",
  severity: "information",
  title: "The better answer is nearly always the longer one",
  why: "A model that counts characters would prefer the right answer here, and that is what is learned first: the tuned model writes ever longer (or ever shorter) answers, whatever they say. Add pairs in which it is the other way round, or train with a correction for length.",
  source: "https://arxiv.org/abs/2310.03716",
  formats: preferenceFormats,
  examples: {
    target: "trl",
    good: [mixed.join("\n")],
    bad: [biased.join("\n")],
    fixed: [null],
  },
  aggregates: [sideLengths],
  suspects([lengths], { firstRef }) {
    const bias = biasOf(lengths);
    return bias === undefined || firstRef === undefined ? [] : [{ ref: firstRef, bias }];
  },
  check({ record, suspect: { bias } }, report) {
    const [better] = (record.object && preferenceSides(record.object)) ?? [];
    const node = better && record.nodeAt([better.name]);
    if (node !== undefined) report({ start: node.start, end: node.end }, bias);
  },
  message({ isLonger, count, total, better, worse }) {
    const numbers = [count, total, better, worse].map((number) => grouped(number));
    return isLonger
      ? l10n.t(
          "In {0} of {1} pairs the better answer is the longer one ({2} characters on average, the worse ones {3}).",
          ...numbers,
        )
      : l10n.t(
          "In {0} of {1} pairs the better answer is the shorter one ({2} characters on average, the worse ones {3}).",
          ...numbers,
        );
  },
});

/** Whoever counts characters only has to be right so often, beyond doubt. */
const biasedShare = 0.75;

/** The quantile of the normal distribution above which 0.5 % lie. */
const beyondDoubt = 2.576;

/**
 * The bias of a dataset where there is one: where the lower end of the interval (Wilson's, of 99 %)
 * for the share of pairs that length alone decides is above three in four. With 20 pairs that is
 * all of them, with 100 it is 87, with many it comes close to three in four. Collections of human
 * judgements have shares of about six in ten.
 */
function biasOf({ longer, shorter, equal, better, worse }: SideLengths): Bias | undefined {
  const total = longer + shorter + equal;
  const count = Math.max(longer, shorter);
  if (total === 0 || lowerEnd(count, total) <= biasedShare) return undefined;
  return {
    isLonger: longer > shorter,
    count,
    total,
    better: Math.round(better / total),
    worse: Math.round(worse / total),
  };
}

/** The lower end of Wilson's score interval for a share (E. B. Wilson, 1927). */
function lowerEnd(count: number, total: number): number {
  const share = count / total;
  const square = beyondDoubt ** 2;
  const middle = share + square / (2 * total);
  const spread = Math.sqrt((share * (1 - share)) / total + square / (4 * total ** 2));
  return (middle - beyondDoubt * spread) / (1 + square / total);
}
